import * as RequestTarget from "../internal/http/RequestTarget.js"
import { HeadersTooLarge, MalformedRequest } from "./CommonProblems.js"
import type * as Problem from "./Problem.js"
import type { WireRequest } from "./Wire.js"

/**
 * Reads the head of a request, or says why it is not served: forms that two servers could read in two ways are refused, and so
 * is what Node would leave out silently (headers past a number, the second one of a name).
 */
export const read = (incoming: WireRequest, maxHeaders: number): RequestTarget.RequestTarget | Problem.Problem => {
  const { headers, rawHeaders } = incoming
  if (rawHeaders.length > 2 * maxHeaders) return tooMany(maxHeaders)
  const encoding = headers["transfer-encoding"]
  if (encoding !== undefined) {
    if (headers["content-length"] !== undefined)
      return malformed("Content-Length and Transfer-Encoding must not be used together.")
    if (encoding.toLowerCase() !== "chunked") return malformed("The transfer encoding is not chunked.")
  }
  let hosts = 0
  let lengths = 0
  let types = 0
  let authorizations = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (name.length === 4 && is(name, "host")) hosts++
    else if (name.length === 12 && is(name, "content-type")) types++
    else if (name.length === 13 && is(name, "authorization")) authorizations++
    else if (name.length === 14 && is(name, "content-length")) lengths++
  }
  // HTTP/1.0 knows no Host header.
  if (hosts !== 1 && !(hosts === 0 && incoming.httpVersion === "1.0"))
    return malformed("The request must have exactly one Host header.")
  if (types > 1 || authorizations > 1 || lengths > 1)
    return malformed("Content-Type, Content-Length and Authorization may occur at most once.")
  return RequestTarget.read(incoming.url ?? "", headers.host)
}

const is = (name: string, wanted: string): boolean => name.toLowerCase() === wanted

const malformed = (detail: string) => new MalformedRequest({ detail })

const tooMany = (limit: number) => new HeadersTooLarge({ detail: `A request can have at most ${limit} headers.` })
