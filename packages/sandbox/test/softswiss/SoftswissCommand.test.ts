import { writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SoftswissCommand from "@croupier/sandbox/softswiss/SoftswissCommand"
import * as SoftswissSignature from "@croupier/sandbox/softswiss/SoftswissSignature"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Either, Queue } from "effect"

const secret = SoftswissSignature.makeSecret()
const file = join(tmpdir(), `croupier-secret-${process.pid}`)
writeFileSync(file, `${secret}\n`)
const sound = ["--operator-id", "o", "--secret", file, "--callback-url"]

/** A wallet that takes everything. */
const wallet = Effect.acquireRelease(
  Effect.async<{ readonly url: string; readonly close: () => void }>((resume) => {
    const server = createServer((incoming, outgoing) => {
      incoming.resume().on("end", () => outgoing.end('{"balance":"7.00"}'))
    })
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number }
      resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() }))
    })
  }),
  ({ close }) => Effect.sync(close)
)

describe("the softswiss command", () => {
  it.scopedLive("plays the asked number of rounds in each launched game and says what came of each call", () =>
    Effect.gen(function* () {
      const lines = yield* Queue.unbounded<string>()
      const console = { ...(yield* Effect.console), log: (line: string) => Queue.offer(lines, line) }
      const { url } = yield* wallet
      const options = Either.getOrThrow(SoftswissCommand.parse([...sound, url, "--port", "0", "--rounds", "2"]))
      yield* Effect.forkScoped(Effect.withConsole(SoftswissCommand.run(options), console))
      const baseUrl = (yield* Queue.take(lines)).slice("provider at ".length)
      const body = JSON.stringify({
        casino_id: "o",
        game: "acme:Wheel",
        locale: "en",
        client_type: "desktop",
        currency: "EUR",
        user: { account_id: "b_1" }
      })
      const launched = yield* Effect.promise(() =>
        fetch(`${baseUrl}/sessions`, {
          method: "POST",
          body,
          headers: { [SoftswissSignature.header]: SoftswissSignature.sign(secret, body) }
        })
      )
      expect(launched.status).toBe(200)
      expect([...(yield* Queue.takeN(lines, 2))]).toEqual(["b_1 betwin 200 7.00", "b_1 betwin 200 7.00"])
    })
  )

  it.each([
    [[], "--operator-id is missing"],
    [[...sound.slice(0, 2), "--secret", "/none"], "--secret: cannot read /none"],
    [[...sound, "file:///x"], "--callback-url is an http(s) URL"]
  ])("names what is wrong in %j", (args, line) => {
    const parsed = SoftswissCommand.parse(args)
    expect(Either.isLeft(parsed) && parsed.left).toContain(line)
  })
})
