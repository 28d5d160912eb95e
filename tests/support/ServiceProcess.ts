import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { Data, Effect, Schedule, type Scope } from "effect"
import { call } from "./Call.js"

/** One bundled shell, as an operator would run it. */
export interface ServiceProcess {
  readonly name: string
  readonly url: string
  /** Ends it without a word, as `kill -9` does. */
  readonly kill: Effect.Effect<void>
  /** Asks it to end (SIGTERM); answers its exit code. */
  readonly stop: Effect.Effect<number | null>
  /** Starts it again on the same port, once it has ended. */
  readonly start: Effect.Effect<void>
  /** What it has written so far: its log. */
  readonly output: Effect.Effect<string>
}

class Unhealthy extends Data.TaggedError("Unhealthy")<{ readonly message: string }> {}

/** The file, port and environment of a shell. */
export interface ShellOptions {
  readonly name: string
  readonly file: string
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
}

/** Starts a shell, waits until it is healthy, and ends it with the scope. */
export const make = (options: ShellOptions): Effect.Effect<ServiceProcess, never, Scope.Scope> =>
  Effect.gen(function* () {
    const { environment, file, name, port } = options
    const url = `http://127.0.0.1:${port}`
    const written: Array<string> = []
    let child: ChildProcess | undefined

    const signal = (kind: NodeJS.Signals) =>
      Effect.promise(async () => {
        if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
        const gone = once(child, "exit")
        child.kill(kind)
        await gone
        return child.exitCode
      })

    const launch = Effect.sync(() => {
      const started = spawn(process.execPath, [file], {
        env: { PATH: process.env.PATH, ...environment, PORT: String(port) },
        stdio: ["ignore", "pipe", "pipe"]
      })
      for (const stream of [started.stdout, started.stderr]) {
        stream.on("data", (chunk: Buffer) => written.push(chunk.toString("utf8")))
      }
      child = started
    })

    const healthy = Effect.suspend(() =>
      child?.exitCode === null && child.signalCode === null
        ? Effect.filterOrFail(
            call("GET", `${url}/health`),
            ({ status }) => status === 200,
            ({ text }) => new Unhealthy({ message: text })
          )
        : Effect.dieMessage(`${name} ended by itself:\n${written.join("")}`)
    ).pipe(
      Effect.retry(Schedule.spaced("50 millis")),
      Effect.timeoutFail({
        duration: "40 seconds",
        onTimeout: () => new Error(`${name} is not healthy:\n${written.join("")}`)
      }),
      Effect.orDie
    )

    const start = Effect.zipRight(launch, Effect.asVoid(healthy))
    yield* Effect.acquireReleaseInterruptible(start, () => signal("SIGKILL"))
    return {
      name,
      url,
      start,
      kill: Effect.asVoid(signal("SIGKILL")),
      stop: signal("SIGTERM"),
      output: Effect.sync(() => written.join(""))
    }
  })

/** Runs a shell that ends by itself, in a directory that has nothing of ours; answers its exit code and all that it wrote. */
export const run = (
  file: string,
  environment: Readonly<Record<string, string>>
): Effect.Effect<{ readonly code: number | null; readonly output: string }> =>
  Effect.promise(async () => {
    const child = spawn(process.execPath, [file], { cwd: tmpdir(), env: { PATH: process.env.PATH, ...environment } })
    const written: Array<string> = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => written.push(chunk.toString("utf8")))
    }
    const [code] = await once(child, "close")
    return { code, output: written.join("") }
  })

/**
 * A free port below those that the system gives to outgoing connections, so that nobody takes it while its service is
 * down.
 */
export const freePort: Effect.Effect<number> = Effect.async<number, Error>((resume) => {
  const port = 12_000 + Math.floor(Math.random() * 18_000)
  const probe = createServer()
  probe.once("error", (error) => resume(Effect.fail(error)))
  probe.listen(port, "127.0.0.1", () => probe.close(() => resume(Effect.succeed(port))))
}).pipe(Effect.retry({ times: 50 }), Effect.orDie)
