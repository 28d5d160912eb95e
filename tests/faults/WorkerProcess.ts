import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { Effect, type Scope } from "effect"
import type { Order } from "./steps.js"

/** A relay or a consumer in a process of its own that is started again whenever it ends, as a restart policy does. */
export interface WorkerProcess {
  readonly holder: string
  /** Tells it where to be struck next, or (undefined) nowhere. */
  readonly arm: (order: Order | undefined) => Effect.Effect<void>
  /** Waits until it is struck. */
  readonly struck: Effect.Effect<void>
  readonly kill: Effect.Effect<void>
  readonly freeze: Effect.Effect<void>
  readonly thaw: Effect.Effect<void>
  /** Tells it to stop (SIGTERM) and not to be started again; answers how it ended, once it has. */
  readonly stop: Effect.Effect<Ending>
  /** Starts it again after `stop`. */
  readonly start: Effect.Effect<void>
  /** What all its lives have logged so far. */
  readonly output: () => string
}

/** How a process ended: its exit code, or the signal that killed it; neither where it was not running. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Starts it and waits until it works; ends it with the scope. */
export const make = (
  file: string,
  holder: string,
  environment: Readonly<Record<string, string>>
): Effect.Effect<WorkerProcess, never, Scope.Scope> =>
  Effect.gen(function* () {
    const log: Array<string> = []
    const struck = new Set<() => void>()
    let lives = 0
    let stopped = false
    let child: ChildProcess | undefined
    const launch = (): Promise<void> => {
      lives += 1
      const started = spawn(process.execPath, [file], {
        env: { PATH: process.env.PATH, ...environment, HOLDER: `${holder}.${lives}` },
        stdio: ["ignore", "pipe", "pipe", "ipc", "pipe"]
      })
      child = started
      for (const stream of [started.stdout, started.stderr]) {
        stream?.on("data", (chunk: Buffer) => log.push(chunk.toString("utf8")))
      }
      started.stdio[4]?.on("data", () => {
        for (const notify of struck) notify()
      })
      started.on("error", (error) => log.push(`${error.message}\n`))
      started.on("exit", (code, signal) => {
        log.push(`ended: ${code ?? signal}\n`)
        setTimeout(() => {
          if (!stopped && child === started) void launch()
        }, 100)
      })
      return new Promise((resolve) => started.once("message", () => resolve()))
    }
    const end = async (name: NodeJS.Signals): Promise<Ending> => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null)
        return { code: null, signal: null }
      const gone = once(child, "exit")
      child.kill(name)
      const [code, signal] = await gone
      return { code, signal }
    }
    const signal = (name: NodeJS.Signals) => Effect.sync(() => child?.kill(name))
    yield* Effect.acquireRelease(Effect.promise(launch), () =>
      Effect.promise(async () => {
        stopped = true
        await end("SIGKILL")
      })
    )
    return {
      holder,
      arm: (order) =>
        Effect.sync(() => {
          if (child?.connected === true) child.send(order ?? "nowhere", () => undefined)
        }),
      struck: Effect.async<void>((resume) => {
        const tell = () => {
          struck.delete(tell)
          resume(Effect.void)
        }
        struck.add(tell)
        return Effect.sync(() => struck.delete(tell))
      }),
      kill: signal("SIGKILL"),
      freeze: signal("SIGSTOP"),
      thaw: signal("SIGCONT"),
      stop: Effect.promise(() => {
        stopped = true
        return end("SIGTERM")
      }),
      start: Effect.sync(() => {
        if (!stopped) return
        stopped = false
        void launch()
      }),
      output: () => log.join("")
    }
  })
