import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { stop as stopServer } from "@croupier/core/embeddedPostgres/EmbeddedPostgres"
import { Effect, type Scope } from "effect"
import { bundles } from "./Bundles.js"

/** A folder in which `npm start` runs, and free ports for it. */
export interface Place {
  readonly folder: string
  readonly offset: number
  /** The port of the topology contract, moved. */
  readonly port: (contract: number) => number
  /** The current content of `.croupier/dev.json`. */
  readonly listing: () => Listing
}

/** What the file says to developers and their scripts. */
export interface Listing {
  readonly gateway: string
  readonly services: Readonly<Record<string, string>>
  readonly databaseUrl: string
  readonly serviceToken: string
  readonly providers: ReadonlyArray<{ readonly brand: string; readonly callbackUrl: string }>
  readonly [key: string]: unknown
}

/** How a process has ended and what it has said. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly millis: number
}

/** One `npm start`. */
export interface AllInOne {
  /** All of standard output, once the addresses are printed. Dies with what was said where the process ends before. */
  readonly running: Effect.Effect<string>
  /** Sends a signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Effect.Effect<Ended>
  readonly ended: Effect.Effect<Ended>
}

const ports = [8080, 8010, 8011, 8012, 8013, 8015, 8090, 8091, 5433]

/** A new folder, removed with the scope together with a server that was left in it. */
export const place: Effect.Effect<Place, never, Scope.Scope> = Effect.acquireRelease(
  Effect.map(
    Effect.suspend(() => freeOffset),
    (offset) => {
      const folder = mkdtempSync(join(tmpdir(), "npm-start-"))
      // As root the database runs under another account, which has to get through.
      chmodSync(folder, 0o755)
      const listing = (): Listing => JSON.parse(readFileSync(join(folder, ".croupier/dev.json"), "utf8"))
      return { folder, offset, port: (contract: number) => contract + offset, listing }
    }
  ),
  ({ folder }) =>
    Effect.zipRight(
      Effect.orDie(stopServer({ directory: join(folder, ".croupier/postgres") })),
      Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
    )
)

/** Starts the platform in its place; what is left of it when the scope closes is killed. */
export const start = (
  { folder, offset }: Place,
  given: { readonly arguments?: ReadonlyArray<string>; readonly environment?: Readonly<Record<string, string>> } = {}
): Effect.Effect<AllInOne, never, Scope.Scope> =>
  Effect.gen(function* () {
    const file = join(yield* bundles, "all-in-one.js")
    const began = performance.now()
    const child = yield* Effect.acquireRelease(
      Effect.sync(() =>
        spawn(process.execPath, [file, ...(given.arguments ?? [])], {
          cwd: folder,
          env: { PATH: process.env.PATH, PORT_OFFSET: String(offset), ...given.environment },
          stdio: ["ignore", "pipe", "pipe"]
        })
      ),
      (child) => Effect.sync(() => child.kill("SIGKILL"))
    )
    const said = { stdout: "", stderr: "" }
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (chunk: string) => {
        said[stream] += chunk
      })
    }
    const gone = once(child, "close").then(([code]) => ({ code, ...said, millis: performance.now() - began }))
    const ended = Effect.promise(() => gone)
    return {
      ended,
      running: Effect.raceFirst(
        Effect.as(
          printed(child, () => said.stdout.includes("Ctrl-C stops everything")),
          () => said.stdout
        ),
        Effect.flatMap(ended, ({ stderr, stdout }) => Effect.dieMessage(`it ended by itself:\n${stdout}${stderr}`))
      ).pipe(Effect.map((text) => text())),
      end: (signal) =>
        Effect.zipRight(
          Effect.sync(() => child.kill(signal)),
          ended
        )
    }
  })

const printed = (child: ChildProcess, enough: () => boolean): Effect.Effect<void> =>
  Effect.async((resume) => {
    const look = (): void => {
      if (enough()) resume(Effect.void)
    }
    child.stdout?.on("data", look)
    look()
    return Effect.sync(() => child.stdout?.off("data", look))
  })

const isFree = (port: number): Effect.Effect<void, Error> =>
  Effect.async((resume) => {
    const probe = createServer()
    probe.once("error", (error) => resume(Effect.fail(error)))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resume(Effect.void)))
  })

/** Below the ports that the system gives to outgoing connections, so that no other process takes one between two starts. */
const freeOffset: Effect.Effect<number> = Effect.suspend(() => {
  const offset = 3_000 + Math.floor(Math.random() * 21_000)
  return Effect.as(
    Effect.forEach(ports, (port) => isFree(port + offset)),
    offset
  )
}).pipe(Effect.retry({ times: 50 }), Effect.orDie)
