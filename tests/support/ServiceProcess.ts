import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { Data, Effect, type Scope } from "effect"
import { call } from "./Call.js"
import * as ShellProcess from "./ShellProcess.js"

/** A service that is reached over HTTP. */
export interface ServiceProcess extends ShellProcess.ShellProcess {
  readonly url: string
}

class Unhealthy extends Data.TaggedError("Unhealthy")<{ readonly message: string }> {}

/** The file, port and environment of a shell. */
export interface ShellOptions {
  readonly name: string
  readonly file: string
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
}

/** Starts a service on its port, waits until it is healthy, and ends it with the scope. */
export const make = ({
  environment,
  file,
  name,
  port
}: ShellOptions): Effect.Effect<ServiceProcess, never, Scope.Scope> => {
  const url = `http://127.0.0.1:${port}`
  const healthy = Effect.filterOrFail(
    call("GET", `${url}/health`),
    ({ status }) => status === 200,
    ({ text }) => new Unhealthy({ message: text })
  )
  const options = { name, file, environment: { ...environment, PORT: String(port) }, healthy }
  return Effect.map(ShellProcess.make(options), (shell) => ({ ...shell, url }))
}

/** Runs a shell that ends by itself, in a directory that has nothing of ours; answers its exit code and all that it wrote. */
export const run = (
  file: string,
  environment: Readonly<Record<string, string>>,
  given: ReadonlyArray<string> = []
): Effect.Effect<{ readonly code: number | null; readonly output: string }> =>
  Effect.promise(async () => {
    const child = spawn(process.execPath, [file, ...given], {
      cwd: tmpdir(),
      env: { PATH: process.env.PATH, ...environment }
    })
    const written: Array<string> = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => written.push(chunk.toString("utf8")))
    }
    const [code] = await once(child, "close")
    return { code, output: written.join("") }
  })

/**
 * A free port below those that the system gives to outgoing connections, so that no other process takes it while its service is
 * down.
 */
export const freePort: Effect.Effect<number> = Effect.async<number, Error>((resume) => {
  const port = 12_000 + Math.floor(Math.random() * 18_000)
  const probe = createServer()
  probe.once("error", (error) => resume(Effect.fail(error)))
  probe.listen(port, "127.0.0.1", () => probe.close(() => resume(Effect.succeed(port))))
}).pipe(Effect.retry({ times: 50 }), Effect.orDie)
