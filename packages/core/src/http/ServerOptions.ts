import type { HttpServerResponse } from "@effect/platform"
import type { Duration } from "effect"
import type { Exchange } from "./Exchange.js"

/** How a server listens, and its limits; everything but the port has a default. */
export interface ServerOptions extends LoopOptions {
  /** 0 takes a free port; `HttpServer.address` has it. */
  readonly port: number
  /** The address to listen on; by default 127.0.0.1. */
  readonly host?: string
  /** How long head and body may take to arrive, by default 20 seconds. */
  readonly receiveTimeout?: Duration.DurationInput
  /** How long open connections may still bring a request when the server stops, by default 100 milliseconds. */
  readonly linger?: Duration.DurationInput
}

/** What requests may cost, on a server of ours or on another that handlers are mounted in. */
export interface LoopOptions {
  /** The largest body in bytes, by default 128 KiB. */
  readonly bodyLimit?: number
  /** The limit of a route that takes more; asked only for a body over `bodyLimit`. */
  readonly bodyLimitOf?: (method: string, path: string) => number
  /** The most headers of a request, by default 128: a gateway lets 100 pass and adds some of its own. */
  readonly maxHeaders?: number
  /** How many requests are in flight at once, by default 1024; one host's at most three quarters of them. Others are a 503. */
  readonly maxInFlight?: number
  /**
   * The answer to a request that the server itself refuses, on a path of clients that do not read problems; undefined: a
   * problem. The path is as it came.
   */
  readonly refusalAnswer?: (path: string, fault: RefusalFault) => HttpServerResponse.HttpServerResponse | undefined
  /** How long a handler may take, by default 30 seconds; 5 seconds later the connection is reset. */
  readonly deadline?: Duration.DurationInput
  /** How long requests in flight may take to finish when the server stops, by default 8 seconds. */
  readonly drainTimeout?: Duration.DurationInput
  /** Told of each exchange that is over, with its status, 499 where the client hung up; keep it cheap. */
  readonly observe?: (exchange: Exchange, status: number) => void
}

/** What the server itself refuses: a request's head, its body, or one more than may be in flight. */
export type RefusalFault = "malformed" | "too-large" | "busy"

/** How many requests are in flight at once by default. */
export const defaultMaxInFlight = 1024

/** The largest body that a route takes unless it says otherwise: 128 KiB. */
export const defaultBodyLimit = 128 * 1024

/** The most headers that a request to a service may have. */
export const defaultMaxHeaders = 128
