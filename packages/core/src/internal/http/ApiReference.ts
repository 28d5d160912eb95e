import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { gunzip, gzip } from "node:zlib"
import { HttpServerResponse } from "@effect/platform"
import { Effect } from "effect"
import type { PageRoute, RequestHeaders } from "../../http/PageRoute.js"

/** The version of the browser bundle of `@scalar/api-reference`. A constant, so that it survives bundling; a test compares it. */
export const version = "1.76.0"

/** Where the bundle is served. The version in it changes with the content, so that it may be cached permanently. */
export const path = `/docs/api-reference-${version}.js`

/** Answers for that path; nothing where the bundle is neither next to this code nor installed. It is read at the first request. */
export const make: Effect.Effect<PageRoute | undefined> = Effect.suspend(() => {
  const read = find()
  if (read === undefined) return Effect.succeed(undefined)
  // A client that hangs up must not leave its interruption behind as what was read.
  const compressed = Effect.cached(Effect.uninterruptible(Effect.promise(read)))
  return Effect.map(compressed, (bytes): PageRoute => {
    const asIs = Effect.map(bytes, (bytes) => toResponse(bytes, { "content-encoding": "gzip" }))
    const unpacked = Effect.flatMap(bytes, (bytes) => Effect.promise(() => promisify(gunzip)(bytes)))
    const plain = Effect.map(unpacked, (bytes) => toResponse(bytes, {}))
    return (headers) => (takesGzip(headers["accept-encoding"]) ? asIs : plain)
  })
})

/**
 * In a published package and in a bundled process it is next to the file with this code, where the build has put it. Run from
 * source, it is the one that is installed for development.
 */
const find = (): (() => Promise<Uint8Array>) | undefined => {
  const beside = fileURLToPath(new URL("api-reference.js.gz", import.meta.url))
  if (existsSync(beside)) return () => readFile(beside)
  const installed = installedFile()
  return installed === undefined ? undefined : async () => promisify(gzip)(await readFile(installed))
}

const installedFile = (): string | undefined => {
  try {
    const entry = createRequire(import.meta.url).resolve("@scalar/api-reference")
    return join(dirname(entry), "browser/standalone.js")
  } catch {
    return undefined
  }
}

const takesGzip = (accepted: RequestHeaders[string]): boolean =>
  /(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?:1|0\.\d*[1-9]))/i.test(String(accepted))

const toResponse = (bytes: Uint8Array, encoding: Readonly<Record<string, string>>) =>
  HttpServerResponse.uint8Array(bytes, {
    contentType: "text/javascript; charset=utf-8",
    headers: { "cache-control": "public, max-age=31536000, immutable", vary: "accept-encoding", ...encoding }
  })
