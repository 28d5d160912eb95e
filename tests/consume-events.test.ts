import { administer } from "@croupier/core/postgres/Administrator"
import { type ConsumedEvent, consumeEvents, InvalidInput, type LogEntry, NotReady } from "@croupier/core/promise"
import { layerDatabase, TestDatabase } from "@croupier/core/testing/TestPostgres"
import { newId, openWallet, transactionKey } from "@croupier/wallet/promise"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Redacted, Schedule } from "effect"

const databaseUrl = Effect.map(TestDatabase, ({ administratorUrl }) => Redacted.value(administratorUrl))

const query = (url: string, text: string) => administer(Redacted.make(url), (ask) => ask<Record<string, unknown>>(text))

const eventually = <A, E>(look: Effect.Effect<A, E>, isWanted: (found: A) => boolean) =>
  Effect.repeat(look, { schedule: Schedule.spaced("50 millis"), until: isWanted }).pipe(Effect.timeout("60 seconds"))

const rejection = (promise: Promise<unknown>) =>
  Effect.promise(() =>
    promise.then(
      () => undefined,
      (error: unknown) => error
    )
  )

/** A wallet with two players who have made a deposit each, and a table for what a consumer finds. */
const world = Effect.gen(function* () {
  const url = yield* databaseUrl
  const wallet = yield* Effect.acquireRelease(
    Effect.promise(() => openWallet({ databaseUrl: url, brand: { key: "mybrand", currencies: ["EUR"] } })),
    (wallet) => Effect.promise(() => wallet.close())
  )
  const players = [newId(), newId()] as const
  yield* Effect.promise(async () => {
    for (const player of players) {
      await wallet.open({ wallet: player, key: transactionKey("test", `open ${player}`) })
      const from = { kind: "bank", sub: "main" } as const
      await wallet.deposit({ wallet: player, amount: "5", from, key: transactionKey("test", `in ${player}`) })
    }
  })
  yield* query(url, "CREATE TABLE public.seen (event uuid, player uuid, type text)")
  const allow = query(url, "GRANT INSERT, SELECT ON public.seen TO croupier_app")
  const seen = Effect.map(query(url, "SELECT player FROM public.seen"), (rows) => rows.map(({ player }) => player))
  const parked = Effect.map(query(url, "SELECT key FROM croupier_core.dead_letter"), (rows) =>
    rows.map(({ key }) => key)
  )
  const log: Array<LogEntry> = []
  const start = (apply: Parameters<typeof consumeEvents>[0]["apply"]) =>
    Effect.acquireRelease(
      Effect.promise(() =>
        consumeEvents({
          databaseUrl: url,
          consumer: "seer",
          domain: "wallet",
          apply,
          log: (entry) => log.push(entry)
        })
      ),
      (consumer) => Effect.promise(() => consumer.close())
    )
  return { url, players, allow, seen, parked, log, start }
})

const insert = "INSERT INTO public.seen VALUES ($1, $2, $3)"

const valuesOf = ({ id, key, type }: ConsumedEvent) => [id, key, type]

describe("a consumer in plain promises", () => {
  it.live("refuses to start on a database without the domain's events, and under a name that is none", () =>
    Effect.gen(function* () {
      const given = { databaseUrl: yield* databaseUrl, domain: "wallet", apply: async () => {} }
      const error = yield* rejection(consumeEvents({ ...given, consumer: "seer" }))
      expect(error).toBeInstanceOf(NotReady)
      expect(error).toMatchObject({
        code: "schema-mismatch",
        detail: expect.stringContaining("no events of wallet: start the app that embeds it once")
      })
      expect(yield* rejection(consumeEvents({ ...given, consumer: "A name" }))).toBeInstanceOf(InvalidInput)
    }).pipe(Effect.provide(layerDatabase([])))
  )

  it.live("parks the event that fails, with its reason in the log, and takes those of other players", () =>
    Effect.gen(function* () {
      const { allow, log, parked, players, seen, start } = yield* world
      yield* allow
      const [bad, good] = players
      yield* start(async (events, run) => {
        for (const event of events) {
          if (event.key === bad) throw new Error("this one is odd")
          await run(insert, valuesOf(event))
        }
      })
      yield* eventually(seen, (found) => found.includes(good))
      yield* eventually(parked, (found) => found.includes(bad))
      expect(yield* seen).not.toContain(bad)
      expect(log.map(({ message }) => message).join()).toContain("this one is odd")
    }).pipe(Effect.scoped, Effect.provide(layerDatabase([])))
  )

  it.live("parks nothing while a right is missing, reports it, and continues where it was once it is granted", () =>
    Effect.gen(function* () {
      const { allow, log, parked, players, seen, start } = yield* world
      yield* start(async (events, run) => {
        for (const event of events) await run(insert, valuesOf(event))
      })
      const told = Effect.sync(() => log.map(({ cause, message }) => `${message} ${cause ?? ""}`).join())
      yield* eventually(told, (text) => text.includes("permission denied for table seen"))
      expect(yield* parked).toEqual([])
      yield* allow
      yield* eventually(seen, (found) => found.length >= players.length)
      expect((yield* seen).toSorted()).toEqual([...players].sort())
    }).pipe(Effect.scoped, Effect.provide(layerDatabase([])))
  )

  it.live("refuses a query after the transaction has ended: it would be committed without the position", () =>
    Effect.gen(function* () {
      const { allow, seen, start } = yield* world
      yield* allow
      const late: Array<() => Promise<unknown>> = []
      yield* start(async (events, run) => {
        late.push(() => run(insert, valuesOf(events[0]!)))
        for (const event of events) await run(insert, valuesOf(event))
      })
      yield* eventually(seen, ({ length }) => length >= 2)
      expect(yield* rejection(late[0]!())).toMatchObject({ code: "transaction-ended" })
      expect(yield* seen).toHaveLength(2)
    }).pipe(Effect.scoped, Effect.provide(layerDatabase([])))
  )
})
