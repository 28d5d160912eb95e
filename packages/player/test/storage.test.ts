import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import * as SqlClient from "@effect/sql/SqlClient"
import { describe, expect, layer } from "@effect/vitest"
import { Cause, Effect, Layer } from "effect"
import { Players } from "../src/contract.js"
import { registered } from "../src/testing/laws/Expect.js"
import { password, person, registration } from "../src/testing/People.js"
import { GateControl } from "../src/testing/PlayGateMemory.js"
import * as World from "../src/testing/World.js"
import { database, storeSql } from "./storeSql.js"

const { aurora, borealis } = World
const everyBrand = [aurora, borealis, World.cassini, World.dusk]

const world = World.layer(storeSql).pipe(Layer.provideMerge(database))

const owner = Layer.fresh(Layer.orDie(TestPostgres.layerOwner))
const tables = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ name: string }>`SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'croupier_player' AND table_name <> 'migration' ORDER BY 1`
)

/** Everything that the schema's tables hold, as one text; bytes as they are. */
const everything = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const texts: Array<string> = []
  for (const { name } of yield* tables) {
    for (const row of yield* sql.unsafe(`SELECT * FROM croupier_player.${name}`)) {
      for (const value of Object.values(row)) {
        texts.push(value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : JSON.stringify(value, big))
      }
    }
  }
  return texts.join("\n")
}).pipe(withBrand(everyBrand), Effect.provide(owner))

const big = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value)

const count = (brand: typeof aurora, table: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.map(sql.unsafe<{ n: bigint }>(`SELECT count(*) AS n FROM croupier_player.${table}`), ([row]) =>
      Number(row!.n)
    )
  ).pipe(withBrand(brand))

describe("players on PostgreSQL", () => {
  layer(world, { excludeTestServices: true })((it) => {
    it.effect("no table holds a person, a password, a token or an account number that could be read", () =>
      Effect.gen(function* () {
        const players = yield* Players
        const who = { ...person(), nationalId: "900517-1234567", address: "12 Canary Lane" }
        const one = yield* registered(aurora, registration(aurora, who))
        yield* players.addBankAccount({ ...one, bank: "Kookmin", holder: "Canary Kim", number: "98765432101234" })
        yield* players.exclude({ ...one, length: "24-hours" })
        const text = yield* everything
        const secrets = [
          ...Object.values(who).filter((value) => value !== "KR"),
          who.email.toUpperCase(),
          "01234567",
          "Canary",
          "98765432101234",
          "203.0.113.7",
          "horse-staple",
          one.signedIn.refreshToken
        ]
        for (const secret of secrets) expect(text.includes(secret), secret).toBe(false)
        expect(text).toContain(one.request.username)
        expect(text).toContain("$argon2id$")
      })
    )

    it.effect(
      "equal values of two players are stored differently, and those of one brand are not found in another",
      () =>
        Effect.gen(function* () {
          const who = person()
          yield* registered(aurora, registration(aurora, who))
          yield* registered(borealis, registration(borealis, who))
          const rows = yield* Effect.flatMap(
            SqlClient.SqlClient,
            (sql) => sql<{ hmac: Uint8Array; player_id: string }>`SELECT hmac, player_id FROM croupier_player.identity`
          ).pipe(withBrand(everyBrand))
          const names = yield* Effect.flatMap(
            SqlClient.SqlClient,
            (sql) => sql<{ birth: Uint8Array }>`SELECT birth_date AS birth FROM croupier_player.player`
          ).pipe(withBrand(everyBrand))
          const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")
          expect(new Set(rows.map(({ hmac }) => hex(hmac))).size).toBe(rows.length)
          expect(new Set(names.map(({ birth }) => hex(birth))).size).toBe(names.length)
        })
    )

    it.effect("a value opens in its own row and column only", () =>
      Effect.gen(function* () {
        const players = yield* Players
        const [one, two] = [yield* registered(aurora), yield* registered(aurora)]
        const sql = yield* SqlClient.SqlClient
        yield* sql`UPDATE croupier_player.player SET email = (SELECT email FROM croupier_player.player WHERE id = ${two.player}),
          data_key = (SELECT data_key FROM croupier_player.player WHERE id = ${two.player})
          WHERE id = ${one.player}`.pipe(withBrand(aurora))
        const exit = yield* Effect.exit(players.me(one))
        expect(exit._tag === "Failure" && Cause.isDie(exit.cause)).toBe(true)
        yield* sql`UPDATE croupier_player.player SET name = email WHERE id = ${two.player}`.pipe(withBrand(aurora))
        const swapped = yield* Effect.exit(players.me(two))
        expect(swapped._tag === "Failure" && Cause.isDie(swapped.cause)).toBe(true)
      })
    )

    it.effect("a transaction sees the rows of its own brand only, and none at all without a brand", () =>
      Effect.gen(function* () {
        const one = yield* registered(aurora)
        yield* (yield* Players).addBankAccount({ ...one, bank: "b", holder: "h", number: "1234567" })
        yield* (yield* Players).changeLimits({ ...one, limits: [{ kind: "loss", period: "week", amount: "5" }] })
        const sql = yield* SqlClient.SqlClient
        for (const table of ["player", "identity", "session", "limit_row", "gate_change", "bank_account"]) {
          expect(yield* count(aurora, table), table).toBeGreaterThan(0)
          const foreign = sql.unsafe(`SELECT FROM croupier_player.${table} WHERE brand_id = 'aurora'`)
          expect(yield* foreign.pipe(withBrand(borealis)), table).toEqual([])
          expect((yield* Effect.flip(foreign)).cause, table).toMatchObject({ code: "42501" })
        }
        const written = sql`UPDATE croupier_player.player SET brand_id = 'aurora' WHERE brand_id = 'borealis'`
        yield* registered(borealis)
        expect((yield* Effect.flip(written.pipe(withBrand(borealis)))).cause).toMatchObject({ code: "42501" })
      })
    )

    it.effect(
      "every table of players is walled by brand, by force, but the licences' register and the relay's numbers",
      () =>
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          const open = yield* sql<{ name: string }>`
          SELECT relname AS name FROM pg_class WHERE relnamespace = 'croupier_player'::regnamespace AND relkind = 'r'
            AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`
          expect(open.map(({ name }) => name)).toEqual(["excluded_person", "migration", "next_tick", "relay", "tick"])
        })
    )

    it.effect("the register of excluded persons answers which exclusions match a person, and is not readable", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        for (const verb of ["SELECT * FROM", "DELETE FROM"]) {
          const error = yield* Effect.flip(sql.unsafe(`${verb} croupier_player.excluded_person`))
          expect(error.cause).toMatchObject({ code: "42501" })
        }
      })
    )

    it.effect("of two who take a username at the same moment one gets it", () =>
      Effect.gen(function* () {
        const players = yield* Players
        const username = `twin${Date.now()}`
        const outcomes = yield* Effect.all(
          Array.from({ length: 6 }, (_, index) =>
            Effect.either(
              players.register({
                ...registration(aurora, person(), username),
                password: index === 0 ? password : registration(aurora).password
              })
            )
          ),
          { concurrency: "unbounded" }
        )
        const ids = outcomes.flatMap((outcome) => (outcome._tag === "Right" ? [outcome.right.player.id] : []))
        expect(new Set(ids).size).toBe(1)
        for (const outcome of outcomes) {
          if (outcome._tag === "Left") expect(outcome.left._tag).toBe("UsernameTaken")
        }
      })
    )

    it.effect("a person who registers while being excluded elsewhere may not bet", () =>
      Effect.gen(function* () {
        const players = yield* Players
        const control = yield* GateControl
        for (let round = 0; round < 10; round++) {
          const who = person()
          const one = yield* registered(aurora, registration(aurora, who))
          const [, { player }] = yield* Effect.all(
            [players.exclude({ ...one, length: "1-year" }), players.register(registration(borealis, who))],
            { concurrency: "unbounded" }
          )
          const blocks = (yield* control.gate(player.id))?.blocks ?? []
          expect(blocks.map(({ scope }) => scope)).toContain("bet")
        }
      })
    )

    it.effect("no method joins a transaction of its caller: it dies and names itself", () =>
      Effect.gen(function* () {
        const players = yield* Players
        const one = yield* registered(aurora)
        const exit = yield* Effect.exit(players.limits(one).pipe(withBrand(aurora)))
        expect(exit._tag === "Failure" && Cause.pretty(exit.cause)).toMatch(/Players\.limits .* inside a transaction/)
      })
    )
  })
})
