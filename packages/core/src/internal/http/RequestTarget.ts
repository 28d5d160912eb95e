import { IllFormedText, MalformedRequest, NotFound, UriTooLong } from "../../http/CommonProblems.js"
import type * as Problem from "../../http/Problem.js"
import { flawOfEncoded } from "../../http/StorableText.js"
import { hostName } from "../text/hostName.js"

/** What a request asks for, in the one spelling that routes, limits and handlers are given. */
export interface RequestTarget {
  readonly path: string
  /** Path and query; the query is as it came. */
  readonly url: string
}

/** The largest target in bytes. */
export const maxLength = 8192

/**
 * Reads a request target: a path, or an address on the request's own host. Every path has one spelling: it begins with a slash,
 * has no other empty segment, no `.` or `..`, and percent-encodes what has to be encoded and nothing else (`:` and its like
 * may be sent either way). Any other spelling of a path is a path that does not exist.
 */
export const read = (target: string, host: string | undefined): RequestTarget | Problem.Problem => {
  if (target.length > maxLength) return new UriTooLong()
  const url = toOriginForm(target, host)
  if (url === undefined) return notOrigin
  const query = url.indexOf("?")
  const path = query < 0 ? url : url.slice(0, query)
  if (query >= 0) {
    const rest = url.slice(query)
    const flaw = flawOfEncoded(rest)
    if (flaw !== undefined) return new IllFormedText({ detail: `The query ${flaw}.` })
    if (rest.includes("#")) return missing
  }
  const canonical = plain.test(path) ? path : toCanonical(path)
  if (typeof canonical !== "string") return canonical
  if (dots.test(canonical)) return missing
  return canonical === path ? { path, url } : { path: canonical, url: canonical + url.slice(path.length) }
}

const toOriginForm = (target: string, host: string | undefined): string | undefined => {
  if (target.startsWith("/")) return target
  const parts = /^https?:\/\/([^/?#@]+)([/?].*)?$/i.exec(target)
  if (parts === null) return undefined
  const named = hostName(parts[1]!)
  if (named === undefined || named !== hostName(host ?? "")) return undefined
  const rest = parts[2] ?? "/"
  return rest.startsWith("/") ? rest : `/${rest}`
}

const toCanonical = (path: string): string | Problem.Problem => {
  if (path === "/") return path
  if (!spelling.test(path)) return missing
  const flaw = flawOfEncoded(path)
  if (flaw !== undefined) return new IllFormedText({ detail: `The path ${flaw}.` })
  if (needless.test(path)) return missing
  return path
    .split("/")
    .map((segment) => (segment.includes("%") ? encode(decodeURIComponent(segment)) : segment))
    .join("/")
}

/** Of two spellings that mean the same, the one without percent signs. */
const encode = (segment: string): string =>
  encodeURIComponent(segment).replace(/%(?:24|26|2B|2C|3A|3D|40)/g, decodeURIComponent)

/** Segments of unreserved characters: nearly every path. */
const plain = /^(?:\/[\w.~!$&'()*+,=:@-]+)+$/
const spelling = /^(?:\/(?:[\w.~!$&'()*+,=:@-]|%[\dA-Fa-f]{2})+)+$/
/** A letter, a digit, one of `-._~`, a slash or a backslash, encoded. */
const needless = /%(?:2[def]|3\d|4[1-9a-f]|5[0-9acf]|6[1-9a-f]|7[0-9ae])/i
const dots = /\/\.{1,2}(?:\/|$)/

const missing = new NotFound()
const notOrigin = new MalformedRequest({
  detail: "The request target is neither a path nor an absolute URL on the request's host."
})
