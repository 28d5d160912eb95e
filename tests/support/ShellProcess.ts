import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { Effect, Schedule, type Scope } from "effect"

/** One bundled shell, as an operator would run it. */
export interface ShellProcess {
  readonly name: string
  /** Ends it abruptly, as `kill -9` does. */
  readonly kill: Effect.Effect<void>
  /** Asks it to end (SIGTERM); answers its exit code. */
  readonly stop: Effect.Effect<number | null>
  /** Freezes it (SIGSTOP), and continues it. */
  readonly freeze: Effect.Effect<void>
  readonly thaw: Effect.Effect<void>
  /** Starts it again once it has ended. */
  readonly start: Effect.Effect<void>
  /** How it ended, null where a signal did it. Waits for that. */
  readonly ended: Effect.Effect<number | null>
  /** The id of the present process. */
  readonly pid: Effect.Effect<number | undefined>
  /** What it has written so far: its log. */
  readonly output: Effect.Effect<string>
}

/** The file and environment of a shell, and the sign that it is ready. */
export interface ShellOptions {
  readonly name: string
  readonly file: string
  readonly environment: Readonly<Record<string, string>>
  readonly healthy: Effect.Effect<unknown, unknown>
}

/** Starts a shell, waits until it is healthy, and ends it with the scope. */
export const make = ({
  environment,
  file,
  healthy,
  name
}: ShellOptions): Effect.Effect<ShellProcess, never, Scope.Scope> =>
  Effect.gen(function* () {
    const written: Array<string> = []
    let child: ChildProcess | undefined
    const hasEnded = () => child === undefined || child.exitCode !== null || child.signalCode !== null

    const ended = Effect.promise(async () => {
      if (child !== undefined && !hasEnded()) await once(child, "exit")
      return child?.exitCode ?? null
    })
    const send = (kind: NodeJS.Signals) => Effect.sync(() => void (hasEnded() || child?.kill(kind)))

    const launch = Effect.sync(() => {
      const started = spawn(process.execPath, [file], {
        env: { PATH: process.env.PATH, ...environment },
        stdio: ["ignore", "pipe", "pipe"]
      })
      for (const stream of [started.stdout, started.stderr]) {
        stream.on("data", (chunk: Buffer) => written.push(chunk.toString("utf8")))
      }
      child = started
    })
    const untilHealthy = Effect.suspend(() =>
      hasEnded() ? Effect.dieMessage(`${name} ended by itself:\n${written.join("")}`) : healthy
    ).pipe(
      Effect.retry(Schedule.spaced("50 millis")),
      Effect.timeoutFail({
        duration: "1 minute",
        onTimeout: () => new Error(`${name} is not healthy:\n${written.join("")}`)
      }),
      Effect.orDie
    )
    const start = Effect.zipRight(launch, Effect.asVoid(untilHealthy))
    const kill = Effect.asVoid(Effect.zipRight(send("SIGKILL"), ended))
    yield* Effect.acquireReleaseInterruptible(start, () => kill)
    return {
      name,
      start,
      kill,
      stop: Effect.zipRight(send("SIGTERM"), ended),
      freeze: send("SIGSTOP"),
      thaw: send("SIGCONT"),
      ended,
      pid: Effect.sync(() => child?.pid),
      output: Effect.sync(() => written.join(""))
    }
  })
