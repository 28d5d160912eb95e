import { HttpServerRequest } from "@effect/platform"
import { Context, Effect } from "effect"

/** Where a server's request keeps its trace id; `current` reads it there, so that no fiber has to carry it. */
export const key: unique symbol = Symbol.for("@croupier/core/TraceId")

/** An explicit trace id, for work that began elsewhere: an event that names the trace of its cause. */
export class Given extends Context.Reference<Given>()("@croupier/core/GivenTraceId", {
  defaultValue: (): string | undefined => undefined
}) {}

const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/
const none = "0".repeat(32)

/** The trace id of a W3C `traceparent` header; a header that is absent or not valid gets a new one. */
export const fromHeader = (header: string | undefined): string => {
  const found = header === undefined ? undefined : traceparent.exec(header)?.[1]
  return found === undefined || found === none ? make() : found
}

/** The span id of a `traceparent` header, by which our spans name their caller's; a new one where there is none. */
export const parentOf = (header: string | undefined): string =>
  header !== undefined && traceparent.test(header) ? header.slice(36, 52) : make().slice(16)

/** A new trace id: 32 lower case hexadecimal digits, random. */
export const make = (): string => {
  if (next === pool.length) {
    crypto.getRandomValues(pool)
    next = 0
  }
  let id = ""
  for (const end = next + 16; next < end; next++) id += hex[pool[next]!]
  return id
}

/** A `traceparent` header that hands a trace id on to another process, under a new parent id. */
export const toHeader = (traceId: string): string => `00-${traceId}-${make().slice(16)}-01`

/** The trace id of the running request, or the one given by `within`; undefined outside of both. */
export const current: Effect.Effect<string | undefined> = Effect.withFiberRuntime((fiber) =>
  Effect.succeed(inContext(fiber.currentContext))
)

/** The trace id that a context holds, for loggers and others who have the context at hand. */
export const inContext = (context: Context.Context<never>): string | undefined => {
  const given = context.unsafeMap.get(Given.key)
  if (typeof given === "string") return given
  const request: unknown = context.unsafeMap.get(HttpServerRequest.HttpServerRequest.key)
  const found = typeof request === "object" && request !== null && key in request ? request[key] : undefined
  return typeof found === "string" ? found : undefined
}

/** Runs work under a trace id that began elsewhere. */
export const within =
  (traceId: string) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.provideService(effect, Given, traceId)

/** Random bytes are drawn 4 KiB at once: one draw per id would cost more than the rest of a trace id. */
const pool = new Uint8Array(4096)
let next = pool.length
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"))
