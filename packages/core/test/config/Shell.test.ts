import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import { build } from "tsup"

const folder = mkdtempSync(join(tmpdir(), "shell-"))
const key = "kN3-vQ8zLw5RtY2uHs7XcB1mJp4DfG6e"

beforeAll(() =>
  build({
    config: false,
    entry: [join(import.meta.dirname, "shell", "main.ts")],
    outDir: folder,
    outExtension: () => ({ js: ".mjs" }),
    format: "esm",
    target: "node20",
    platform: "node",
    noExternal: [/.*/],
    silent: true
  })
)
afterAll(() => rmSync(folder, { recursive: true }))

interface Running {
  readonly child: ChildProcess
  readonly until: (text: string) => Effect.Effect<string>
  readonly ended: Effect.Effect<{
    readonly code: number | null
    readonly stdout: string
    readonly stderr: string
    readonly millis: number
  }>
}

/** The shell as a process of its own, with these variables and no others. */
const start = (env: Readonly<Record<string, string>>): Effect.Effect<Running, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const startedAt = performance.now()
      const child = spawn(process.execPath, [join(folder, "main.mjs")], { env, stdio: ["ignore", "pipe", "pipe"] })
      const out = { stdout: "", stderr: "" }
      child.stdout.on("data", (chunk) => {
        out.stdout += chunk
      })
      child.stderr.on("data", (chunk) => {
        out.stderr += chunk
      })
      return {
        child,
        until: (text: string) =>
          Effect.async<string>((resume) => {
            const look = (): void => {
              if (out.stdout.includes(text)) resume(Effect.succeed(out.stdout))
            }
            child.stdout.on("data", look)
            look()
          }),
        ended: Effect.async<{ code: number | null; stdout: string; stderr: string; millis: number }>((resume) => {
          child.once("close", (code) => resume(Effect.succeed({ code, ...out, millis: performance.now() - startedAt })))
        })
      }
    }),
    ({ child }) => Effect.sync(() => void child.kill("SIGKILL"))
  )

const run = (env: Readonly<Record<string, string>>) => Effect.flatMap(start(env), ({ ended }) => ended)

describe("a shell", () => {
  it.scopedLive.each([
    [{}, "SAMPLE_KEY is missing: the key of the sample; expected a secret of at least 32 characters"],
    [{ SAMPLE_KEY: "short" }, "SAMPLE_KEY is too short: expected a secret of at least 32 characters"],
    [{ SAMPLE_KEY: key, SAMPLE_PORT: "http" }, 'SAMPLE_PORT is "http": expected a port from 0 to 65535'],
    [
      { SAMPLE_KEY: key, LOG_LEVEL: "loud" },
      'LOG_LEVEL is "loud": expected one of trace, debug, info, warning, error, fatal, none'
    ]
  ] as const)("with a mistake in its configuration says so in one line and ends (%#)", ([env, line]) =>
    Effect.gen(function* () {
      const { code, millis, stderr, stdout } = yield* run(env)
      expect([code, stderr]).toEqual([1, `${line}\n`])
      expect(stdout).not.toContain("fatal")
      expect(millis).toBeLessThan(3000)
    })
  )

  it.scopedLive("with a port in use names the port and ends with 1", () =>
    Effect.gen(function* () {
      const taken = yield* Effect.acquireRelease(
        Effect.async<ReturnType<typeof createServer>>((resume) => {
          const server = createServer().listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
        }),
        (server) => Effect.sync(() => server.close())
      )
      const address = taken.address()
      const port = typeof address === "object" && address !== null ? String(address.port) : ""
      const { code, stderr, stdout } = yield* run({ SAMPLE_KEY: key, SAMPLE_PORT: port, LOG_LEVEL: "warning" })
      expect([code, stdout]).toEqual([1, ""])
      expect(stderr).toMatch(new RegExp(`^[^\\n]*127\\.0\\.0\\.1:${port}\\n$`))
    })
  )

  it.scopedLive("that has a defect logs it and ends with 1, without a secret in it", () =>
    Effect.gen(function* () {
      const { code, stdout } = yield* run({ SAMPLE_KEY: `defect-${key}` })
      expect(code).toBe(1)
      expect(JSON.parse(stdout)).toMatchObject({
        level: "fatal",
        service: "sample_service",
        cause: expect.stringContaining("the store is broken")
      })
      expect(stdout).not.toContain(key)
    })
  )

  it.scopedLive("with background work that cannot continue reports it, closes its stores and ends with 1", () =>
    Effect.gen(function* () {
      const { code, stderr, stdout } = yield* run({ SAMPLE_KEY: `stuck-${key}`, SAMPLE_PORT: "0" })
      expect(code).toBe(1)
      expect(stderr).toBe("a loop is stuck\n")
      expect(stdout).toContain("store closed")
    })
  )

  // The last is what Ctrl-C under npm can look like: the terminal and npm both send a signal.
  it.scopedLive.each([[["SIGTERM"]], [["SIGINT"]], [["SIGINT", "SIGTERM"]]] as const)(
    "on %s answers requests in flight, closes its stores after that, and ends with 0",
    ([signals]) =>
      Effect.gen(function* () {
        const { child, ended, until } = yield* start({ SAMPLE_KEY: key, SAMPLE_PORT: "0" })
        const url = /listening on (http:[^"]+)/.exec(yield* until("listening on"))?.[1] ?? ""
        const [response, { code, stdout }] = yield* Effect.all(
          [
            Effect.promise(async () => (await fetch(`${url}/slow`)).text()),
            Effect.zipRight(
              until("slow entered"),
              Effect.zipRight(
                Effect.sync(() => signals.map((signal) => child.kill(signal))),
                ended
              )
            )
          ],
          { concurrency: 2 }
        )
        expect([response, code]).toEqual(['"done"', 0])
        const messages = stdout
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line).message)
        expect(messages).toEqual([expect.stringContaining("listening on"), "slow entered", "store closed"])
      })
  )
})
