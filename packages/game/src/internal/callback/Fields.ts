import { isLine } from "@croupier/core/http/StorableText"

/** Whether a value is a text of one line with 1 to a maximum of characters, all of which can be stored. */
export const isWord = (value: unknown, longest = 255): value is string =>
  typeof value === "string" && value !== "" && value.length <= longest && isLine(value)

/** Whether a value can be a transaction's id: 1 to 128 visible ASCII characters. */
export const isIdentifier = (value: unknown): value is string =>
  typeof value === "string" && /^[\x21-\x7e]{1,128}$/.test(value)
