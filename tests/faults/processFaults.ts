import { Effect } from "effect"
import { type Fault, inTurn, inWorld, often, pause } from "./Fault.js"
import { consumerSteps, relaySteps, type Step, type Strike } from "./steps.js"
import type { Ending, WorkerProcess } from "./WorkerProcess.js"
import { type Role, World } from "./World.js"

const struckAt = (role: Role, step: Step, strike: Strike): Fault =>
  Effect.gen(function* () {
    const world = yield* World
    const crew = role === "relay" ? world.relays : world.consumers
    const each = (act: (process: WorkerProcess) => Effect.Effect<unknown>) =>
      Effect.forEach(crew, act, { discard: true })
    const first = Effect.raceAll(crew.map((process) => Effect.as(process.struck, process)))
    // The lease holder reaches the step. While a store is unavailable none does, and the holder is struck where it is.
    const struck = yield* Effect.raceFirst(
      Effect.zipRight(
        Effect.zipRight(
          Effect.yieldNow(),
          each((process) => process.arm({ step, strike }))
        ),
        Effect.never
      ),
      first
    ).pipe(Effect.timeoutTo({ duration: "2 seconds", onSuccess: (process) => process, onTimeout: () => undefined }))
    yield* each((process) => process.arm(undefined))
    if (struck === undefined) yield* each(strike === "SIGKILL" ? ({ kill }) => kill : ({ freeze }) => freeze)
    if (strike === "SIGKILL") return
    yield* Effect.sleep(world.lease(role) + 400)
    yield* each(({ thaw }) => thaw)
  })

const stepsOf = (role: Role, steps: Readonly<Record<string, Step>>): Record<string, Fault> =>
  Object.fromEntries(
    Object.entries(steps).flatMap(([name, step]) => [
      [`${role} killed ${name}`, struckAt(role, step, "SIGKILL")],
      [`${role} frozen past its lease ${name}`, struckAt(role, step, "SIGSTOP")]
    ])
  )

/** Tells a process to stop, which it has to do within 10 s and with exit code 0, unless another fault has killed it. */
const stopped = ({ holder, stop }: WorkerProcess) =>
  inWorld(({ complain }) =>
    stop.pipe(
      Effect.timeoutTo({
        duration: "12 seconds",
        onSuccess: (ending: Ending) => ending,
        onTimeout: () => undefined
      }),
      Effect.flatMap((ending) => {
        if (ending === undefined) return complain(`${holder} did not end after SIGTERM`)
        if (ending.code === null || ending.code === 0) return Effect.void
        return complain(`${holder} ended with ${ending.code} after SIGTERM`)
      })
    )
  )

const each = (crew: ReadonlyArray<WorkerProcess>, act: (process: WorkerProcess) => Fault): Fault =>
  Effect.forEach(crew, act, { concurrency: "unbounded", discard: true })

/** What happens to relays and consumers: killed, frozen, stopped, more of them and fewer. */
export const processFaults: Readonly<Record<string, Fault>> = {
  ...stepsOf("relay", relaySteps),
  ...stepsOf("consumer", consumerSteps),
  "leases lost over and over": inWorld(({ ask }) =>
    often(
      Effect.forEach(["lease", "consumer_member", "consumer_partition"], (table) =>
        Effect.orDie(ask(`UPDATE croupier_core.${table} SET expires_at = now() - interval '1 second'`))
      )
    )
  ),
  "SIGTERM to one after the other": inWorld(({ relays, consumers }) =>
    Effect.forEach([...relays, ...consumers], (process) => inTurn(stopped(process), process.start))
  ),
  "SIGTERM to all": inWorld(({ relays, consumers }) =>
    each([...relays, ...consumers], (process) => inTurn(stopped(process), pause, process.start))
  ),
  "scaled out and in": inWorld(({ start }) =>
    Effect.scoped(
      Effect.gen(function* () {
        const more = yield* Effect.all([start("relay", "c"), start("consumer", "c"), start("consumer", "d")], {
          concurrency: "unbounded"
        })
        yield* pause
        yield* each(more, stopped)
      })
    )
  ),
  "scaled in and out": inWorld(({ relays, consumers }) =>
    each([...relays.slice(1), ...consumers.slice(1)], (process) => inTurn(stopped(process), pause, process.start))
  )
}
