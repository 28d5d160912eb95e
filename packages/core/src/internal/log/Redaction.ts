/** Names under which a value is never logged: secrets, bodies, and what belongs to a person. */
const forbidden =
  /pass(word|phrase|wd)?$|secret|token|authorization|cookie|api[-_]?key|private|^(request|response)?body$|payload|e-?mail|phone|account[-_]?(number|holder)|iban|birth|depositor|(first|last|full|real)[-_]?name|totp|otp$/i

/** Shapes of secret values that are recognised anywhere in a text. */
const shapes: ReadonlyArray<readonly [RegExp, string]> = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, "[token]"],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, "$1 [redacted]"],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, "$1:[redacted]@"],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, "[email]"],
  [/(Expected [^\n]*?), actual [^\n]*/g, "$1"]
]

/** A text without what must not be in a log; the value that a decoding error met goes too. */
export const redactText = (text: string): string => shapes.reduce((rest, [shape, by]) => rest.replace(shape, by), text)

/** A value without what must not be in a log, plain enough for JSON: bigints as strings, at most four levels deep. */
export const redact = (value: unknown, depth = 0): unknown => {
  if (typeof value === "string") return redactText(value)
  if (typeof value === "bigint") return value.toString()
  if (typeof value !== "object" || value === null) return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Error) return redactText(`${value.name}: ${value.message}`)
  if (depth === 4) return "[…]"
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1))
  const plain: unknown = "toJSON" in value && typeof value.toJSON === "function" ? value.toJSON() : value
  if (typeof plain !== "object" || plain === null || Array.isArray(plain)) return redact(plain, depth + 1)
  return Object.fromEntries(
    Object.entries(plain).map(([key, item]) => [key, forbidden.test(key) ? "[redacted]" : redact(item, depth + 1)])
  )
}
