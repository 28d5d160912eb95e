import { createServer, type Socket } from "node:net"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import * as TrustedProxies from "../src/TrustedProxies.js"
import * as House from "./House.js"

const proxies = Either.getOrThrow(TrustedProxies.parse("127.0.0.1"))

describe("callbacks of unverified callers", () => {
  it.scopedLive("have a limit for each address, which those of verified ones do not use up or run into", () =>
    Effect.gen(function* () {
      const { call, game } = yield* House.make({ unverifiedCallbacks: { perSecond: 0.001, burst: 3 }, proxies })
      game.answer = ({ response, url }) => {
        response.writeHead(200, url.includes("known") ? { "x-croupier-verified": "1" } : {}).end("{}")
      }
      const from = (address: string, credential: string) =>
        Effect.map(
          call({
            method: "POST",
            path: `/callbacks/hub88/${credential}/user/balance`,
            headers: { "x-forwarded-for": address },
            body: "{}"
          }),
          ({ headers, status, text }) =>
            status === 200 ? status : [status, headers["retry-after"] !== undefined, text]
        )
      const refused = [429, true, '{"status":"RS_ERROR_UNKNOWN"}']
      const answers = yield* Effect.forEach(["a", "b", "c", "d", "e"], (name) => from("203.0.113.7", name))
      expect(answers).toEqual([200, 200, 200, refused, refused])
      expect(yield* from("203.0.113.8", "a")).toBe(200)
      for (let n = 0; n < 10; n++) expect(yield* from("203.0.113.9", "known")).toBe(200)
      expect(yield* from("203.0.113.7", "known")).toEqual(refused)
      expect(game.seen).toHaveLength(14)
    })
  )
})

/** A service that answers each request on an open connection with these bytes, `{n}` being how many it has had. */
const speaking = (bytes: (n: number) => string) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: URL; readonly close: () => void }>((resume) => {
      const sockets = new Set<Socket>()
      let requests = 0
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.on("error", () => socket.destroy())
        socket.on("data", () => socket.write(bytes(++requests)))
      })
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        if (address === null || typeof address === "string") throw new Error("no port")
        const close = (): void => {
          for (const socket of sockets) socket.destroy()
          server.close()
        }
        resume(Effect.succeed({ url: new URL(`http://127.0.0.1:${address.port}`), close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const response = (text: string) => `HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`

describe("an open connection to a service", () => {
  const asked = (bytes: (n: number) => string) =>
    Effect.gen(function* () {
      const { url } = yield* speaking(bytes)
      const { bearer, call } = yield* House.make({ upstreams: { wallet_service: url } })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      return (method = "GET") =>
        Effect.zipRight(
          Effect.sleep("20 millis"),
          call({ method, path: "/api/wallet/balance", headers: { authorization } })
        )
    })

  it.scopedLive("with more data than requested is closed: no client gets another's answer", () =>
    Effect.gen(function* () {
      const ask = yield* asked((n) => response(`own-${n}`) + response("stray"))
      for (let n = 0; n < 5; n++) {
        const answer = yield* ask()
        expect([answer.status, answer.text]).toEqual([200, expect.stringMatching(/^own-/)])
      }
    })
  )

  it.scopedLive("on which no HTTP comes is a 502 that says the outcome is unknown, and the next one is tried", () =>
    Effect.gen(function* () {
      const ask = yield* asked((n) => (n === 2 ? "garbage\r\n\r\n" : response(`own-${n}`)))
      expect((yield* ask("PUT")).text).toBe("own-1")
      expect(yield* ask("PUT")).toMatchObject({ status: 502, body: { code: "upstream-failed" } })
      expect((yield* ask("PUT")).text).toBe("own-3")
    })
  )
})
