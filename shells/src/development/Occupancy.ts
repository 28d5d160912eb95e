import { randomUUID } from "node:crypto"
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { connect, createServer } from "node:net"
import { join } from "node:path"
import { makeWritableDirectory } from "@croupier/core/config/makeDirectory"
import * as EmbeddedPostgres from "@croupier/core/embeddedPostgres/EmbeddedPostgres"
import { ConfigError, Data, Effect, Schema } from "effect"
import * as Home from "./Home.js"
import { writeOwn } from "./Secrets.js"

/** Two processes on one directory would stop the database under each other's feet. */
export class Occupied extends Data.TaggedError("Occupied")<{ readonly message: string }> {}

const Occupant = Schema.parseJson(Schema.Struct({ pid: Schema.Int, port: Schema.Int, word: Schema.String }))

const file = "running.json"

/**
 * Takes the directory, made when absent, for this process until the scope closes; fails while another has it. A process
 * number alone would not do: after a kill or a restart of the machine another process may have it. So who has the directory
 * answers with its own banner on a port, and the file that a killed process leaves names a port on which nothing answers.
 */
export const occupy = (home: string) =>
  Effect.gen(function* () {
    const path = join(home, file)
    yield* Effect.try({
      try: () => makeWritableDirectory(home),
      catch: (cause) =>
        ConfigError.InvalidData(["CROUPIER_HOME"], `is ${home}, which cannot be used: ${(cause as Error).message}`)
    })
    const other = yield* occupant(path)
    if (other !== undefined) {
      const message = `npm start is already running on ${home} (process ${other}): stop it, or set a different CROUPIER_HOME`
      return yield* new Occupied({ message })
    }
    const word = randomUUID()
    yield* Effect.acquireRelease(
      Effect.map(say(word), (server) => {
        const { port } = server.address() as { readonly port: number }
        writeOwn(path, JSON.stringify({ pid: process.pid, port, word }))
        return server
      }),
      (server) =>
        Effect.sync(() => {
          rmSync(path, { force: true })
          server.close()
        })
    )
  })

/** Forgets all earlier state: stops a server that a killed process has left, and removes what this process has not made. */
export const forget = (home: string) =>
  Effect.gen(function* () {
    yield* EmbeddedPostgres.stop({ directory: Home.data(home) })
    yield* EmbeddedPostgres.removeDataDirectory(Home.data(home))
    for (const name of readdirSync(home)) if (name !== file) rmSync(join(home, name), { recursive: true })
  })

const say = (word: string) =>
  Effect.async<ReturnType<typeof createServer>>((resume) => {
    const server = createServer((socket) => socket.on("error", () => undefined).end(word))
    server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
  })

/** The process that has the directory, where one answers with the word in its file. */
const occupant = (path: string): Effect.Effect<number | undefined> =>
  Effect.gen(function* () {
    if (!existsSync(path)) return undefined
    const { pid, port, word } = yield* Schema.decode(Occupant)(readFileSync(path, "utf8"))
    return (yield* heard(port)) === word ? pid : undefined
  }).pipe(Effect.orElseSucceed(() => undefined))

const heard = (port: number): Effect.Effect<string> =>
  Effect.async<string>((resume) => {
    let text = ""
    const socket = connect({ port, host: "127.0.0.1", timeout: 1000 })
    socket.on("data", (chunk) => {
      text += chunk
    })
    socket.on("timeout", () => socket.destroy())
    socket.on("error", () => undefined)
    socket.on("close", () => resume(Effect.succeed(text)))
  })
