import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { HttpServer } from "@effect/platform"
import { Effect, Layer } from "effect"
import { NodeHandler } from "../http/adapters/NodeHandler.js"
import { WebHandler } from "../http/adapters/WebHandler.js"

/** Makes a server that does not listen yet, with a handler mounted in it. */
export type Host = (handler: NodeHandler) => Server | Promise<Server>

/** A plain `node:http` server. */
export const plain: Host = (handler) => createServer(handler)

/** The service of a handler on a free port of another server, for `TestHttp.start`. */
export const onNode = <E, R>(
  layer: Layer.Layer<NodeHandler, E, R>,
  host: Host
): Layer.Layer<HttpServer.HttpServer, E, R> =>
  serving(Effect.flatMap(NodeHandler, (handler) => Effect.promise(async () => host(handler)))).pipe(
    Layer.provide(layer)
  )

/** The same for a handler of web-standard requests, behind a server that turns Node's into such. */
export const onWeb = <E, R>(layer: Layer.Layer<WebHandler, E, R>): Layer.Layer<HttpServer.HttpServer, E, R> =>
  serving(Effect.map(WebHandler, (handler) => createServer(bridge(handler)))).pipe(Layer.provide(layer))

const serving = <R>(made: Effect.Effect<Server, never, R>): Layer.Layer<HttpServer.HttpServer, never, R> =>
  Layer.scoped(
    HttpServer.HttpServer,
    Effect.gen(function* () {
      const server = yield* Effect.acquireRelease(made, (server) =>
        Effect.async<void>((resume) => {
          server.close(() => resume(Effect.void))
          server.closeAllConnections()
        })
      )
      yield* Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void)))
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      return HttpServer.make({
        address: { _tag: "TcpAddress", hostname: "127.0.0.1", port },
        serve: () => Effect.dieMessage("the host serves its handler and no other")
      })
    })
  )

const bridge = (handler: WebHandler) => (incoming: IncomingMessage, outgoing: ServerResponse) => {
  const gone = new AbortController()
  outgoing.once("close", () => gone.abort())
  const { headers, method = "GET", url = "/" } = incoming
  const isFramed = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined
  const given: Array<[string, string]> = []
  for (let at = 0; at < incoming.rawHeaders.length; at += 2)
    given.push([incoming.rawHeaders[at]!, incoming.rawHeaders[at + 1]!])
  const request = url.startsWith("/")
    ? new Request(`http://${headers.host}${url}`, {
        method,
        headers: given,
        signal: gone.signal,
        ...(isFramed && method !== "GET" && method !== "HEAD" ? { body: Readable.toWeb(incoming), duplex: "half" } : {})
      })
    : undefined
  if (request === undefined) {
    outgoing.writeHead(400).end()
    return
  }
  const peer = incoming.socket.remoteAddress === undefined ? {} : { remoteAddress: incoming.socket.remoteAddress }
  handler(request, peer)
    .then(async ({ body, headers, status }) => {
      outgoing.writeHead(status, [...headers].flat())
      outgoing.flushHeaders()
      if (body === null) outgoing.end()
      else await pipeline(body, outgoing)
    })
    .catch(() => outgoing.destroy())
}
