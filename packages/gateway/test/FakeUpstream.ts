import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Effect, type Scope } from "effect"

/** A request as a service behind the gateway sees it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage["headers"]
  readonly rawHeaders: ReadonlyArray<string>
  readonly body: string
  readonly response: ServerResponse
}

/** A service that records requests and answers as configured. */
export interface FakeUpstream {
  readonly url: URL
  readonly seen: Array<Seen>
  readonly sockets: () => number
  answer: (seen: Seen) => void
  readonly stop: Effect.Effect<void>
  readonly restart: Effect.Effect<void>
}

const ok = ({ response, method, url, body }: Seen): void => {
  const text = JSON.stringify({ method, url, body })
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
  response.end(text)
}

/** Starts one on a free port; it is stopped with the scope. */
export const make: Effect.Effect<FakeUpstream, never, Scope.Scope> = Effect.gen(function* () {
  let server: Server
  let sockets = 0
  const seen: Array<Seen> = []
  const listen = (port: number) =>
    Effect.async<number>((resume) => {
      server = createServer({ keepAliveTimeout: 65_000 }, (incoming, response) => {
        const chunks: Array<Buffer> = []
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk))
        incoming.on("end", () => {
          const { method = "", url = "", headers, rawHeaders } = incoming
          const one = { method, url, headers, rawHeaders, body: Buffer.concat(chunks).toString(), response }
          seen.push(one)
          fake.answer(one)
        })
      })
      server.on("connection", (socket) => {
        sockets++
        socket.on("close", () => sockets--)
      })
      server.listen(port, "127.0.0.1", () => resume(Effect.succeed((server.address() as AddressInfo).port)))
    })
  const stop = Effect.async<void>((resume) => {
    server.close(() => resume(Effect.void))
    server.closeAllConnections()
  })
  const port = yield* Effect.acquireRelease(listen(0), () => stop)
  const fake: FakeUpstream = {
    url: new URL(`http://127.0.0.1:${port}`),
    seen,
    sockets: () => sockets,
    answer: ok,
    stop,
    restart: Effect.asVoid(Effect.suspend(() => listen(port)))
  }
  return fake
})
