import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Context, Effect, Layer, Redacted } from "effect"
import * as Redis from "../redis/Redis.js"

/** Whether tests with Redis can run here: a `redis-server` is on the PATH. Suites without one are skipped by name. */
export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).status === 0

/** A Redis server of a test's own, on a free port, which it may stop, start again and restart from what it has saved. */
export class TestRedis extends Context.Tag("@croupier/core/TestRedis")<
  TestRedis,
  {
    readonly url: Redacted.Redacted
    readonly port: number
    /** Kills the server with all it holds. */
    readonly kill: Effect.Effect<void>
    /** Starts it again where it was; empty, but for what `SAVE` has written before. Answers when it takes commands. */
    readonly start: Effect.Effect<void>
  }
>() {}

/** A server that runs until the scope closes. */
export const layerServer: Layer.Layer<TestRedis> = Layer.scoped(
  TestRedis,
  Effect.gen(function* () {
    const port = yield* freePort
    const directory = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "croupier-redis-"))),
      (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
    )
    let server: ChildProcess | undefined
    const kill = Effect.async<void>((resume) => {
      const running = server
      server = undefined
      if (running === undefined || running.exitCode !== null) return resume(Effect.void)
      running.once("exit", () => resume(Effect.void))
      running.kill("SIGKILL")
    })
    const start = Effect.async<void>((resume) => {
      const settings = { port, bind: "127.0.0.1", dir: directory, save: "", "enable-debug-command": "yes" }
      server = spawn(
        "redis-server",
        Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
        { stdio: ["ignore", "pipe", "ignore"] }
      )
      server.stdout?.on("data", (line) => {
        if (String(line).includes("Ready to accept connections")) resume(Effect.void)
      })
      server.once("exit", (code) => resume(Effect.dieMessage(`redis-server ended with ${code} before it was ready`)))
    })
    yield* Effect.acquireRelease(start, () => kill)
    return { url: Redacted.make(`redis://127.0.0.1:${port}`), port, kill, start }
  })
)

/** The server, and a client on it. */
export const layer: Layer.Layer<Redis.Redis | TestRedis> = Layer.provideMerge(
  Layer.unwrapEffect(Effect.map(TestRedis, ({ url }) => Redis.layer({ url }))),
  layerServer
)

const freePort = Effect.async<number>((resume) => {
  const probe = createServer()
  probe.listen(0, "127.0.0.1", () => {
    const address = probe.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    probe.close(() => resume(Effect.succeed(port)))
  })
})
