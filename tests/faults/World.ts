import type { Administer } from "@croupier/core/postgres/Administrator"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { reasonOf } from "@croupier/core/postgres/SqlErrors"
import { Redis } from "@croupier/core/redis/Redis"
import * as TestRedis from "@croupier/core/testing/TestRedis"
import type * as SqlClient from "@effect/sql/SqlClient"
import { SqlError } from "@effect/sql/SqlError"
import { Context, Effect, Layer, Redacted, Schedule, type Scope } from "effect"
import { Pool, type QueryResultRow } from "pg"
import * as FaultProxy from "../support/FaultProxy.js"
import * as PostgresServer from "./PostgresServer.js"
import type { Plan } from "./plan.js"
import { stretch } from "./stretch.js"
import { brandOf, brands, keys, oldDays, slowKey } from "./tally.js"
import * as WorkerProcess from "./WorkerProcess.js"
import * as Writers from "./Writers.js"

/** The servers that all seeds of a run use, one seed after the other, and the bundle of their processes. */
export class Servers extends Context.Tag("croupier/tests/faults/Servers")<
  Servers,
  {
    readonly postgres: PostgresServer.PostgresServer
    readonly redis: RedisServer
    readonly worker: string
  }
>() {}

/** A Redis that can be stopped, and sent commands until it answers. */
export type RedisServer = TestRedis.TestRedis["Type"] & {
  readonly command: (name: string, ...given: ReadonlyArray<string>) => Effect.Effect<unknown>
}

/** Starts both servers; `worker` is the file of the bundle. */
export const layerServers = (worker: string): Layer.Layer<Servers> =>
  Layer.scoped(
    Servers,
    Effect.gen(function* () {
      const { ask } = yield* Redis
      const command = (name: string, ...given: ReadonlyArray<string>) =>
        ask((client) => client.call(name, ...given)).pipe(
          Effect.retry(Schedule.intersect(Schedule.spaced("50 millis"), Schedule.recurs(200))),
          Effect.orDie
        )
      return { postgres: yield* PostgresServer.make, redis: { ...(yield* TestRedis.TestRedis), command }, worker }
    })
  ).pipe(Layer.provide(TestRedis.layer))

/** One seed's world: a database, its links, two relays, two consumers, and those who write. */
export class World extends Context.Tag("croupier/tests/faults/World")<
  World,
  {
    readonly postgres: PostgresServer.PostgresServer
    readonly redis: RedisServer
    readonly postgresLink: FaultProxy.FaultProxy
    readonly redisLink: FaultProxy.FaultProxy
    readonly relays: ReadonlyArray<WorkerProcess.WorkerProcess>
    readonly consumers: ReadonlyArray<WorkerProcess.WorkerProcess>
    /** Starts one more relay or consumer, for the length of the scope. */
    readonly start: (role: Role, name: string) => Effect.Effect<WorkerProcess.WorkerProcess, never, Scope.Scope>
    readonly writers: Writers.Writers
    /** Asks the database past its walls and its links, until it answers. */
    readonly ask: Administer
    /** Records what went wrong during a fault; the seed fails. */
    readonly complain: (wrong: string) => Effect.Effect<void>
    readonly complaints: ReadonlyArray<string>
    /** How many times longer than on an idle machine everything may take. */
    readonly stretched: number
    /** How long a process that has ended keeps its lease, in milliseconds. */
    readonly lease: (role: Role) => number
  }
>() {}

/** What a process of the simulation does. */
export type Role = "relay" | "consumer"

/** On an idle machine: how long a relay or a consumer keeps its lease without renewing it, and how long an attempt may take. */
const shortest = { relay: 500, consumer: 1200, attempt: 400, statement: 2000, idleTransaction: 1500 }

/** How many keys a consumer parks before it stops. */
export const parkAtMost = 4

/** The world of a seed, with the writers' client. */
export const layer = (plan: Plan): Layer.Layer<World | SqlClient.SqlClient, never, Servers> =>
  Layer.unwrapScoped(
    Effect.gen(function* () {
      const { postgres, redis, worker } = yield* Servers
      const database = yield* postgres.database
      yield* redis.command("FLUSHALL")
      const ask = yield* administratorOf(postgres.administratorUrl(database))
      const stretched = stretch()
      const millis = (name: keyof typeof shortest) => Math.round(shortest[name] * stretched)
      yield* ask(furnish(plan, millis("idleTransaction")))
      const url = postgres.url("croupier_app", database)
      const postgresLink = yield* FaultProxy.make(Redacted.value(url))
      const redisLink = yield* FaultProxy.make(Redacted.value(redis.url))
      const start = (role: Role, name: string) =>
        WorkerProcess.make(worker, `${role} ${name}`, {
          ROLE: role,
          STORE: postgresLink.url,
          TAIL: redisLink.url,
          LEASE: `${millis(role)} millis`,
          LIMIT: String(plan.limit),
          ATTEMPT_WITHIN: `${millis("attempt")} millis`,
          STATEMENT_WITHIN: `${millis("statement")} millis`,
          PARK_AT_MOST: String(parkAtMost),
          COMMIT_WITHOUT_WAITING: String(plan.commitWithoutWaiting)
        })
      const crew = (role: Role) =>
        Effect.all(
          ["a", "b"].map((name) => start(role, name)),
          { concurrency: "unbounded" }
        )
      const [relays, consumers] = yield* Effect.all([crew("relay"), crew("consumer")], { concurrency: 2 })
      const complaints: Array<string> = []
      const complain = (wrong: string) => Effect.sync(() => void complaints.push(wrong))
      const writers = Writers.make()
      const links = { postgres, redis, postgresLink, redisLink }
      const world = { ...links, relays, consumers, start, writers, ask, complain, complaints, stretched, lease: millis }
      return Layer.merge(
        Layer.succeed(World, world),
        Postgres.layer({ url, applicationName: "writers", maxConnections: 8 })
      )
    }).pipe(Effect.orDie)
  ).pipe(Layer.orDie)

/** Asks on a connection that is kept, and again while the server is unavailable. */
const administratorOf = (url: Redacted.Redacted): Effect.Effect<Administer, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => {
        const pool = new Pool({ connectionString: Redacted.value(url), max: 2, connectionTimeoutMillis: 5_000 })
        pool.on("error", () => undefined)
        return pool
      }),
      (pool) => Effect.promise(() => pool.end())
    ),
    (pool) =>
      <Row extends QueryResultRow>(text: string, values?: ReadonlyArray<unknown>) =>
        Effect.tryPromise({
          try: async () => (await pool.query<Row>(text, values === undefined ? undefined : [...values])).rows,
          catch: (cause) => new SqlError({ cause, message: reasonOf(cause) })
        }).pipe(Effect.retry(Schedule.intersect(Schedule.spaced("50 millis"), Schedule.recurs(200))))
  )

/** A frozen process holds its locks for `idleTransaction` milliseconds. */
const furnish = ({ eventsInCall, oldTicks }: Plan, idleTransaction: number): string => `
INSERT INTO croupier_core.licence VALUES ('one', 'MT', 18, '{}');
${brands.map((brand) => `INSERT INTO croupier_core.brand VALUES ('${brand}', 'one', '${brand}', '{EUR}', 'EUR', 'open');`).join("\n")}
INSERT INTO croupier_tally.tally (brand_id, player_id) VALUES ${[...keys, slowKey].map((key) => `('${brandOf(key)}', '${key}')`).join()};
SELECT croupier_tally.create_outbox_day((now() AT TIME ZONE 'UTC')::date - ago)
FROM generate_series(${oldDays.from}, ${oldDays.made}) AS ago;
${oldTicks ? "ALTER TABLE croupier_tally.tick ALTER COLUMN at SET DEFAULT clock_timestamp() - interval '9 days';" : ""}
DO $$ BEGIN
  EXECUTE format('ALTER ROLE croupier_app IN DATABASE %I SET idle_in_transaction_session_timeout = ${idleTransaction}', current_database());
  EXECUTE replace(pg_get_functiondef('croupier_tally.make_tick(bigint, integer)'::regprocedure),
    'DEFAULT 200000', 'DEFAULT ${eventsInCall}');
END $$;
`
