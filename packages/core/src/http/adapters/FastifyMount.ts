import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http"
import type { NodeHandler } from "./NodeHandler.js"

/** A Fastify request, as far as it is read here. */
export interface FastifyRequestLike {
  readonly raw: IncomingMessage
  readonly originalUrl: string
}

/** An error of Fastify's router, as far as it is answered here. */
export interface FastifyErrorLike {
  readonly code: string
  readonly message: string
  readonly statusCode?: number | undefined
}

/** A Fastify reply, as far as it is used here. */
export interface FastifyReplyLike {
  readonly raw: ServerResponse
  hijack(): unknown
  getHeaders(): Record<string, number | string | ReadonlyArray<string> | undefined>
}

/** A Fastify instance, as far as it is used here. */
export interface FastifyInstanceLike {
  addHook(
    name: "onRequest",
    hook: (request: FastifyRequestLike, reply: FastifyReplyLike, done: () => void) => void
  ): unknown
}

/** What a Fastify application is given. */
export interface FastifyMount {
  /** For `app.register`: hands requests under the prefixes over before Fastify reads a body or looks for a route. */
  readonly plugin: (instance: FastifyInstanceLike, options: object, done: () => void) => void
  /** For the option of that name: hands over those of them that Fastify's router cannot read; others are answered as by default. */
  readonly frameworkErrors: (error: FastifyErrorLike, request: FastifyRequestLike, reply: FastifyReplyLike) => void
}

/**
 * Mounts a handler in Fastify 4 and 5 (HTTP/1.1) for all paths under `prefixes`, by default for all paths. `onRequest` hooks that were
 * added before still run, and the headers that they set are kept; parsers, `bodyLimit`, the error and the not-found handler of
 * Fastify do not apply. What `NodeHandler` leaves to the host server, Fastify has options for.
 *
 * @example
 * const mount = FastifyMount.make(handler, { prefixes: ["/api/wallet"] })
 * const app = Fastify({ frameworkErrors: mount.frameworkErrors })
 * app.register(mount.plugin)
 */
export const make = (
  handler: NodeHandler,
  { prefixes = [""] }: { readonly prefixes?: ReadonlyArray<string> } = {}
): FastifyMount => {
  const isOurs = ({ originalUrl }: FastifyRequestLike): boolean => {
    const path = originalUrl.split("?", 1)[0] ?? ""
    return prefixes.some((prefix) => prefix === "" || path === prefix || path.startsWith(`${prefix}/`))
  }
  const handOver = (request: FastifyRequestLike, reply: FastifyReplyLike): void => {
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    handler(request.raw, reply.raw)
  }
  const plugin: FastifyMount["plugin"] = (instance, _options, done) => {
    instance.addHook("onRequest", (request, reply, next) => {
      if (isOurs(request)) handOver(request, reply)
      else next()
    })
    done()
  }
  return {
    // Without this mark, the hook would run for routes of the plugin only, which has none.
    plugin: Object.assign(plugin, { [Symbol.for("skip-override")]: true }),
    frameworkErrors: (error, request, reply) => {
      if (isOurs(request)) handOver(request, reply)
      else answerAsFastify(error, reply)
    }
  }
}

const answerAsFastify = ({ code, message, statusCode = 500 }: FastifyErrorLike, reply: FastifyReplyLike): void => {
  const body = JSON.stringify({ error: STATUS_CODES[statusCode], code, message, statusCode })
  reply.hijack()
  reply.raw.writeHead(statusCode, { "content-type": "application/json", "content-length": Buffer.byteLength(body) })
  reply.raw.end(body)
}
