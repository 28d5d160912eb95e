import { Effect, Redacted } from "effect"
import { Logger, run, runMigrations } from "graphile-worker"
import { Pool } from "pg"

/** How the other side is tuned: a local queue that fetches a thousand jobs at once, and jobs completed in batches. */
export const tuning = {
  concurrentJobs: 24,
  maxPoolSize: 26,
  pollInterval: 2000,
  localQueue: { size: 1000, refetchDelay: { durationMs: 20, threshold: 0, maxAbortThreshold: 5000 } },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0
} as const

/** The jobs of a backlog, by `add_jobs`, a thousand at a time. Run as administrator. */
export const insertJobs = (count: number): string => `
DO $$ BEGIN
  FOR thousand IN 1 .. ${Math.ceil(count / 1000)} LOOP
    PERFORM graphile_worker.add_jobs(array_agg(json_populate_record(NULL::graphile_worker.job_spec, json_build_object(
      'identifier', 'effect', 'payload', json_build_object('event', gen_random_uuid(), 'key', n % 1000)))))
    FROM generate_series(1, 1000) AS n;
    COMMIT;
  END LOOP;
END $$`

const quiet = new Logger(() => () => undefined)

/** Runs until this many effects are there; answers the seconds. Each job inserts its row in a statement of its own. */
export const drain = (url: Redacted.Redacted, until: Effect.Effect<unknown>): Effect.Effect<number> =>
  Effect.gen(function* () {
    const pgPool = new Pool({ connectionString: Redacted.value(url), max: tuning.maxPoolSize })
    pgPool.on("error", () => undefined)
    const started = performance.now()
    const runner = yield* Effect.promise(() =>
      run({
        pgPool,
        logger: quiet,
        noHandleSignals: true,
        preset: { worker: tuning },
        taskList: {
          effect: async (payload, { query }) => {
            await query("INSERT INTO croupier_bench.graphile_effect (payload) VALUES ($1)", [payload])
          }
        }
      })
    )
    yield* until
    const seconds = (performance.now() - started) / 1000
    yield* Effect.promise(() => runner.stop())
    yield* Effect.promise(() => pgPool.end())
    return seconds
  })

/** Makes its tables, and that of its effects. */
export const makeGraphile = (url: Redacted.Redacted): Effect.Effect<void> =>
  Effect.promise(async () => {
    await runMigrations({ connectionString: Redacted.value(url), logger: quiet })
    const pool = new Pool({ connectionString: Redacted.value(url), max: 1 })
    await pool.query(
      "CREATE TABLE croupier_bench.graphile_effect (place bigint GENERATED ALWAYS AS IDENTITY, payload json)"
    )
    await pool.end()
  })
