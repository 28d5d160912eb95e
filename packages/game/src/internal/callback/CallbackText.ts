import { isUtf8 } from "node:buffer"
import { flawOfJson } from "@croupier/core/http/StorableText"
import { Either } from "effect"

/** A callback's JSON object and the text it was read from. */
export interface JsonObject {
  readonly text: string
  readonly fields: Readonly<Record<string, unknown>>
}

/**
 * Reads a body as a JSON object. Left: `syntax` where it is none, `text` where any of its strings or keys, unknown fields
 * included, cannot be stored: bytes that are no UTF-8, half of a surrogate pair, or a NUL.
 */
export const readObject = (body: Uint8Array): Either.Either<JsonObject, "syntax" | "text"> => {
  if (flawOfJson(body) !== undefined) return Either.left("text")
  try {
    const text = decoder.decode(body)
    const value: unknown = JSON.parse(text)
    return isObject(value) ? Either.right({ text, fields: value }) : Either.left("syntax")
  } catch {
    return Either.left("syntax")
  }
}

/** Whether every header is UTF-8. Node reads a header's bytes as Latin-1, and refuses control characters itself. */
export const areUtf8 = (headers: Readonly<Record<string, string | undefined>>): boolean =>
  Object.values(headers).every(
    (value) => value === undefined || !/[\x80-\xff]/.test(value) || isUtf8(Buffer.from(value, "latin1"))
  )

const decoder = new TextDecoder()

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
