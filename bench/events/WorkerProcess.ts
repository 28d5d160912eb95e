import { fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { Effect, Redacted, type Scope } from "effect"
import type { EventWorkerOptions } from "./worker.js"

/** Runs the worker in a process of its own for the length of the scope; at its end it releases its leases. */
export const workerProcess = (options: EventWorkerOptions): Effect.Effect<void, never, Scope.Scope> =>
  Effect.asVoid(
    Effect.acquireRelease(
      Effect.sync(() =>
        fork(join(import.meta.dirname, "events/process.js"), {
          env: {
            PATH: process.env.PATH,
            DOMAIN: options.domain,
            ROLES: options.roles.join(),
            DATABASE_URL: Redacted.value(options.database),
            ...(options.redis === undefined ? {} : { REDIS_URL: Redacted.value(options.redis) })
          },
          execArgv: ["--max-semi-space-size=64"]
        })
      ),
      (child) =>
        Effect.promise(async () => {
          if (child.exitCode !== null) return
          const gone = once(child, "exit")
          child.kill("SIGTERM")
          await gone
        })
    )
  )
