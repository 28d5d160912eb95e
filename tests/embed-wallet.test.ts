import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { administer } from "@croupier/core/postgres/Administrator"
import { isLongRun } from "@croupier/core/testing/LongRun"
import { layerDatabase, TestDatabase } from "@croupier/core/testing/TestPostgres"
import { newId, openWallet, transactionKey } from "@croupier/wallet/promise"
import { afterAll, beforeAll, describe, expect, it } from "@effect/vitest"
import { Effect, Redacted, Schedule } from "effect"
import { Client } from "pg"
import { installExample, pack, run } from "./embed/Tarballs.js"

const work = mkdtempSync(join(tmpdir(), "croupier-embed-"))
let tarballs: Readonly<Record<string, string>> = {}
if (isLongRun) {
  beforeAll(async () => {
    tarballs = await pack(["core", "player", "wallet"], work)
  }, 180_000)
}
afterAll(() => rmSync(work, { recursive: true, force: true }))

const appOf = (example: string): string => join(work, `app-${example}`)

const compile = async (app: string): Promise<string> => {
  await run(join(app, "node_modules/.bin/tsc"), [], app)
  return app
}

/** Installs and compiles an example. */
const install = async (example: string): Promise<string> => {
  await installExample(example, tarballs, appOf(example))
  return compile(appOf(example))
}

/** The same with what another example has installed, where it asks for nothing else: an install takes long. */
const installLike = async (installed: string, example: string): Promise<string> => {
  const dependencies = (name: string) =>
    JSON.parse(readFileSync(join("examples", name, "package.json"), "utf8")).dependencies
  expect(dependencies(installed)).toMatchObject(dependencies(example))
  cpSync(join("examples", example), appOf(example), {
    recursive: true,
    filter: (path) => !path.includes("node_modules")
  })
  symlinkSync(join(appOf(installed), "node_modules"), join(appOf(example), "node_modules"))
  return compile(appOf(example))
}

const administratorUrl = Effect.map(TestDatabase, (database) => Redacted.value(database.administratorUrl))

describe.runIf(isLongRun)("examples/embed-wallet, installed from the tarballs outside the workspace", () => {
  let app = ""
  beforeAll(async () => {
    app = await install("embed-wallet")
  }, 180_000)

  it("has one copy of effect: with two, a tag of the app's is not a tag of ours", async () => {
    const found = await run("npm", ["ls", "effect", "--all", "--parseable"], app)
    expect(new Set(found.trim().split("\n")).size).toBe(1)
    expect(existsSync(join(app, "node_modules/effect"))).toBe(true)
  })

  it("compiles against the types that are shipped", () => {
    expect(existsSync(join(app, "dist/app.js"))).toBe(true)
  })

  it.effect("posts a deposit, a bet and a win in memory and on a Postgres of its own, to the same cent", () =>
    Effect.gen(function* () {
      const env = { DATABASE_URL: yield* administratorUrl }
      const printed = yield* Effect.promise(() => run(process.execPath, ["dist/app.js"], app, env))
      expect(printed.trim().split("\n")).toEqual(["memory: 24.5 EUR", "postgres: 24.5 EUR"])
    }).pipe(Effect.provide(layerDatabase([])))
  )
})

describe.runIf(isLongRun)("examples/embed-with-promises, installed from the tarballs outside the workspace", () => {
  let app = ""
  beforeAll(async () => {
    app = await installLike("embed-wallet", "embed-with-promises")
  }, 180_000)

  const printed = [
    "refused: insufficient-funds",
    "win 7 → 24.5",
    "bet 2.5 → 17.5",
    "deposit 20 → 20",
    "balance: 24.5 EUR, health: ok"
  ]

  it("plays in memory, and ends by itself", async () => {
    const env = { DATABASE_URL: "" }
    expect((await run(process.execPath, ["dist/app.js"], app, env)).trim().split("\n")).toEqual(printed)
  })

  it.effect("gets one line that the schema is missing; the command in it makes the schema, and the app runs", () =>
    Effect.gen(function* () {
      const env = { DATABASE_URL: yield* administratorUrl }
      const script = `import("@croupier/wallet/promise").then((wallet) => wallet.openWallet({
        databaseUrl: process.env.DATABASE_URL, migrate: false, brand: "mybrand" })).catch((error) => console.log(error.detail))`
      const told = yield* Effect.promise(() => run(process.execPath, ["-e", script], app, env))
      expect(told.trim().split("\n")).toHaveLength(1)
      const command = told.slice(told.indexOf("node -e")).trim()
      yield* Effect.promise(() => run("sh", ["-c", command], app, env))
      const output = yield* Effect.promise(() => run(process.execPath, ["dist/app.js"], app, env))
      expect(output.trim().split("\n")).toEqual(printed)
    }).pipe(Effect.provide(layerDatabase([])))
  )
})

describe.runIf(isLongRun)("examples/consume-events, installed from the tarballs outside the workspace", () => {
  let app = ""
  let child: ChildProcess | undefined
  beforeAll(async () => {
    app = await installLike("embed-wallet", "consume-events")
  }, 180_000)
  afterAll(() => child?.kill("SIGKILL"))

  it.live("killed twice in the middle of a transaction and started again, it counts every stake once", () =>
    Effect.gen(function* () {
      const databaseUrl = yield* administratorUrl
      const query = (text: string) =>
        administer(Redacted.make(databaseUrl), (ask) => ask<Record<string, unknown>>(text))
      const untilCount = (text: string, atLeast: number) =>
        Effect.repeat(
          Effect.map(query(`SELECT (${text})::int AS count`), ([row]) => Number(row?.count)),
          { schedule: Schedule.spaced("20 millis"), until: (count) => count >= atLeast }
        ).pipe(Effect.timeout("90 seconds"))
      const start = () => {
        child = spawn(process.execPath, ["dist/app.js"], {
          cwd: app,
          env: { ...process.env, DATABASE_URL: databaseUrl },
          stdio: ["ignore", "ignore", "inherit"]
        })
        return child
      }

      const wallet = yield* Effect.acquireRelease(
        Effect.promise(() => openWallet({ databaseUrl, brand: { key: "mybrand", currencies: ["EUR"] } })),
        (wallet) => Effect.promise(() => wallet.close())
      )
      const players = [newId(), newId(), newId()]
      const stakes = [1, 2, 3, 4, 5]
      yield* Effect.promise(async () => {
        for (const player of players) {
          const key = (id: string) => transactionKey("test", `${player} ${id}`)
          const round = { provider: "mygames", id: "1" }
          await wallet.open({ wallet: player, key: key("open") })
          await wallet.deposit({ wallet: player, key: key("in"), amount: "100", from: { kind: "bank", sub: "main" } })
          for (const stake of stakes) {
            const game = { code: "dice", category: "slots" } as const
            await wallet.bet({ wallet: player, key: key(`bet ${stake}`), amount: `${stake}`, round, game })
          }
        }
      })
      yield* query(readFileSync(join(app, "schema.sql"), "utf8"))

      // An insert of another transaction holds up the consumer in the middle of its own.
      const blocker = yield* Effect.acquireRelease(
        Effect.promise(async () => {
          const client = new Client({ connectionString: databaseUrl })
          await client.connect()
          await client.query("BEGIN")
          await client.query("INSERT INTO loyalty.points VALUES ('mybrand', $1, 0, 0)", [players.at(-1)])
          return client
        }),
        (client) => Effect.promise(() => client.end())
      )
      for (const _ of [1, 2]) {
        const running = start()
        yield* untilCount(
          `SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '@croupier/consumer%'
             AND wait_event_type = 'Lock' AND backend_xid IS NOT NULL`,
          1
        )
        const ended = once(running, "exit")
        running.kill("SIGKILL")
        yield* Effect.promise(() => ended)
      }
      yield* Effect.promise(() => blocker.query("ROLLBACK"))

      const running = start()
      yield* untilCount("SELECT coalesce(sum(bets), 0) FROM loyalty.points", players.length * stakes.length)
      const ended = once(running, "exit")
      running.kill("SIGTERM")
      expect(yield* Effect.promise(() => ended)).toEqual([0, null])
      const rows = yield* query("SELECT player, points::int AS points, bets FROM loyalty.points ORDER BY player")
      expect(rows).toEqual(players.toSorted().map((player) => ({ player, points: 15, bets: 5 })))
    }).pipe(Effect.scoped, Effect.provide(layerDatabase([])))
  )
})
