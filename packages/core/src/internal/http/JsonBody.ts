import { Data, Either } from "effect"
import { flawOfPlainJson } from "../../http/StorableText.js"

/** The body of a request is no JSON that we read; carried as the cause of a platform `RequestError`. */
export class UnreadableJson extends Data.TaggedError("UnreadableJson")<{ readonly message: string }> {}

/** Reads a body as JSON. An error names its position: a quotation of the text might hold a password. */
export const read = (body: Buffer): Either.Either<unknown, UnreadableJson> => {
  if (body.length === 0) return Either.left(new UnreadableJson({ message: "The body is empty; JSON is expected." }))
  if (body.length > shallow && isTooDeep(body)) {
    return Either.left(new UnreadableJson({ message: `The body is nested more than ${maxDepth} levels deep.` }))
  }
  const text = body.toString("utf8")
  const flaw = flawOfPlainJson(body, text)
  if (flaw !== undefined) return Either.left(new UnreadableJson({ message: flaw }))
  try {
    const value: unknown = JSON.parse(text)
    return Either.right(value)
  } catch (error) {
    const place = /position \d+/.exec(error instanceof Error ? error.message : "")?.[0]
    const message =
      place === undefined
        ? "The body is not valid JSON: it ends too early or holds a character that JSON does not have."
        : `The body is not valid JSON: reading stopped at ${place}.`
    return Either.left(new UnreadableJson({ message }))
  }
}

/** `JSON.parse` reads any depth, but recursive code that walks the value runs out of stack. */
const maxDepth = 100

/** A body of so few bytes cannot be deep enough to matter, so most requests are not scanned. */
const shallow = 2048

const isTooDeep = (body: Buffer): boolean => {
  let depth = 0
  let quoted = false
  for (let index = 0; index < body.length; index++) {
    const byte = body[index]
    if (quoted) {
      if (byte === 0x5c) index++
      else if (byte === 0x22) quoted = false
    } else if (byte === 0x22) quoted = true
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true
    } else if (byte === 0x7d || byte === 0x5d) depth--
  }
  return false
}
