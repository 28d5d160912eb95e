import type { IncomingHttpHeaders } from "node:http"
import * as CommonHeaders from "@croupier/core/http/CommonHeaders"
import type { WireRequest } from "@croupier/core/http/Wire"

/** What the gateway says itself, in place of whatever a client may have said. */
export interface GatewayWord {
  readonly host: string
  readonly client: string
  readonly protocol: string
  readonly traceparent: string
  readonly pass: string | undefined
}

/**
 * The request headers for the upstream, name and value in turn: those of the client without what concerns its connection only,
 * and without every header that services take for the gateway's word.
 */
export const toUpstream = (incoming: WireRequest, word: GatewayWord): Array<string> => {
  const { rawHeaders } = incoming
  const named = connectionNames(incoming.headers.connection)
  const headers: Array<string> = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase()
    if (hopByHop.has(name) || ours.has(name) || name.startsWith("x-croupier-") || name.startsWith("x-forwarded-"))
      continue
    if (named?.includes(name)) continue
    headers.push(name, rawHeaders[at + 1]!)
  }
  headers.push("host", word.host, "x-forwarded-for", word.client, "x-forwarded-proto", word.protocol)
  headers.push("x-forwarded-host", word.host, "traceparent", word.traceparent)
  if (word.pass !== undefined) headers.push("x-croupier-principal", word.pass)
  return headers
}

/**
 * The response headers for the client, without what concerns the upstream's connection or our inside, and with those that every
 * answer has. What other origins may do with an answer is the gateway's to say.
 */
export const toClient = (status: number, headers: IncomingHttpHeaders): Array<string | Array<string>> => {
  const named = connectionNames(headers.connection)
  const kept: Array<string | Array<string>> = []
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined || hopByHop.has(name) || named?.includes(name)) continue
    if (name.startsWith("x-croupier-") || name.startsWith("access-control-")) continue
    kept.push(name, value)
  }
  CommonHeaders.add(kept, status, headers)
  return kept
}

const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade"
])

const ours = new Set(["host", "forwarded", "x-real-ip", "traceparent", "expect", "content-length"])

const connectionNames = (connection: string | undefined): ReadonlyArray<string> | undefined =>
  connection === undefined || connection === "keep-alive" || connection === "close"
    ? undefined
    : connection.split(",").map((name) => name.trim().toLowerCase())
