import type { IncomingMessage } from "node:http"
import type * as Problem from "@croupier/core/http/Problem"
import * as RequestHead from "@croupier/core/http/RequestHead"

/** Where a request wants to go: decided on and sent on in one spelling. */
export interface RequestTarget {
  /** Without the query. */
  readonly path: string
  /** Path and query. */
  readonly url: string
  /** The `Host` header, or what a trusted proxy says it was. */
  readonly host: string
  /** What a trusted proxy says that the client used. */
  readonly protocol: "http" | "https" | undefined
}

/** Reads the target of a request, or says why it is not served. */
export const read = (incoming: IncomingMessage, trusted: boolean): RequestTarget | Problem.Problem => {
  const target = RequestHead.read(incoming, maxHeaders)
  if (!("path" in target)) return target
  const { headers } = incoming
  const host = trusted ? headers["x-forwarded-host"] : undefined
  const protocol = trusted ? headers["x-forwarded-proto"] : undefined
  return {
    path: target.path,
    url: target.url,
    host: typeof host === "string" ? host : (headers.host ?? ""),
    protocol: protocol === "https" || protocol === "http" ? protocol : undefined
  }
}

/** Services take some more, since the gateway adds its own. */
const maxHeaders = 100
