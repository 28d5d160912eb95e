import type { IncomingMessage } from "node:http"
import { hostName } from "@croupier/core/brands/HostName"

/** Where a request wants to go. */
export interface RequestTarget {
  /** Without the query. */
  readonly path: string
  /** Path and query, as they came. */
  readonly url: string
  /** The `Host` header, or what a trusted proxy says it was. */
  readonly host: string
  /** `https` where a trusted proxy says so. */
  readonly protocol: "http" | "https"
}

/**
 * Reads the target of a request, or says in a sentence why there is none: forms that two servers could read in two ways are
 * refused, since the second one is behind us.
 */
export const read = (incoming: IncomingMessage, trusted: boolean): RequestTarget | string => {
  const { headers, rawHeaders } = incoming
  if (headers["transfer-encoding"] !== undefined) {
    if (headers["content-length"] !== undefined) return "Content-Length and Transfer-Encoding exclude each other."
    if (headers["transfer-encoding"].toLowerCase() !== "chunked") return "The transfer encoding is not chunked."
  }
  let hosts = 0
  for (let at = 0; at < rawHeaders.length; at += 2) if (isHost(rawHeaders[at]!)) hosts++
  if (hosts !== 1) return "The request needs exactly one Host header."
  const url = toOriginForm(incoming)
  if (url === undefined) return "The target of the request is neither a path nor an address on its own host."
  const query = url.indexOf("?")
  const path = query < 0 ? url : url.slice(0, query)
  if (ambiguous.test(path)) return "The path has an encoded slash, a backslash, or segments that point elsewhere."
  if (!isDecodable(path)) return "The path has a percent sign that encodes no character."
  const host = trusted ? headers["x-forwarded-host"] : undefined
  return {
    path,
    url,
    host: typeof host === "string" ? host : (headers.host ?? ""),
    protocol: trusted && headers["x-forwarded-proto"] === "https" ? "https" : "http"
  }
}

const isHost = (name: string): boolean => name.length === 4 && name.toLowerCase() === "host"

/** An address in place of a path is allowed by HTTP/1.1, if it says the same host. */
const toOriginForm = ({ url = "", headers }: IncomingMessage): string | undefined => {
  if (url.startsWith("/")) return url
  const parts = /^https?:\/\/([^/?#@]+)(\/.*)?$/i.exec(url)
  if (parts === null) return undefined
  const host = hostName(parts[1]!)
  return host !== undefined && host === hostName(headers.host ?? "") ? (parts[2] ?? "/") : undefined
}

/** Services could not find the route of any other path. */
const isDecodable = (path: string): boolean => {
  if (!path.includes("%")) return true
  try {
    return decodeURIComponent(path) !== ""
  } catch {
    return false
  }
}

const ambiguous = /%2f|%5c|%00|\\|#|\/(?:\.|%2e){1,2}(?:\/|$)/i
