import { type ChildProcess, fork } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Data, Effect, Redacted, type Scope } from "effect"
import { build } from "tsup"
import type { Command, PostResult } from "../../src/contract.js"

class OtherProcessFailed extends Data.TaggedError("OtherProcessFailed")<{ readonly message: string }> {}

/** Posts in another process; fails when that process reports it or has ended. */
export type Post = (command: Command) => Effect.Effect<PostResult, Error>

const root = fileURLToPath(new URL("../../../../", import.meta.url))

/** Starts a process with a wallet of its own on the same database; it ends with the scope. */
export const otherProcess = (url: Redacted.Redacted): Effect.Effect<Post, never, Scope.Scope> =>
  Effect.gen(function* () {
    const folder = yield* bundled
    const child = yield* Effect.acquireRelease(
      Effect.promise(() => started(join(folder, "worker.js"), url)),
      (child) =>
        Effect.async<void>((resume) => {
          child.once("exit", () => resume(Effect.void))
          child.disconnect()
        })
    )
    const waiting = new Map<number, (answer: { readonly result?: PostResult; readonly error?: string }) => void>()
    child.on("message", (answer: { readonly id: number; readonly result?: PostResult; readonly error?: string }) => {
      waiting.get(answer.id)?.(answer)
      waiting.delete(answer.id)
    })
    let next = 0
    return (command) =>
      Effect.async((resume) => {
        const id = next++
        waiting.set(id, ({ error, result }) =>
          resume(
            result === undefined
              ? Effect.fail(new OtherProcessFailed({ message: error ?? "no answer" }))
              : Effect.succeed(result)
          )
        )
        child.send({ id, command })
      })
  })

const bundled = Effect.acquireRelease(
  Effect.promise(async () => {
    const cache = join(root, "node_modules/.cache")
    mkdirSync(cache, { recursive: true })
    const outDir = mkdtempSync(join(cache, "wallet-worker-"))
    await build({
      config: false,
      entry: [fileURLToPath(new URL("worker.ts", import.meta.url))],
      outDir,
      format: "esm",
      outExtension: () => ({ js: ".js" }),
      target: "node20",
      noExternal: [/^@croupier\//],
      external: [/^(?:pg|effect|@effect)(?:\/|$)/],
      silent: true,
      esbuildOptions: (options) => {
        options.conditions = ["@croupier/source"]
      }
    })
    return outDir
  }),
  (outDir) => Effect.sync(() => rmSync(outDir, { recursive: true, force: true }))
)

const started = (file: string, url: Redacted.Redacted): Promise<ChildProcess> =>
  new Promise((resolve, reject) => {
    const child = fork(file, {
      serialization: "advanced",
      execArgv: [],
      env: { ...process.env, WORKER_DATABASE_URL: Redacted.value(url) }
    })
    child.once("message", () => resolve(child))
    child.once("error", reject)
    child.once("exit", (code) => reject(new Error(`the other process ended with ${code}`)))
  })
