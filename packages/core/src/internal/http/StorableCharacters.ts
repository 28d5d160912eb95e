/** Whether a text can be stored: it has no U+0000 and no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !unstorable.test(text)

/** Whether a text can be stored and is one line: no control character, tab and line breaks included. */
export const isLine = (text: string): boolean => !control.test(text) && isStorable(text)

/** Whether every text of a parsed JSON document, property names included, can be stored; of control characters, tab and line breaks pass. */
export const isStorableJson = (value: unknown): boolean => {
  if (typeof value === "string") return !controlButLines.test(value) && isStorable(value)
  if (typeof value !== "object" || value === null) return true
  return Object.entries(value).every(([name, member]) => isStorableJson(name) && isStorableJson(member))
}

/** A control character. */
export const control = /\p{Cc}/u
/** A control character other than tab and line breaks. */
export const controlButLines = /(?![\t\r\n])\p{Cc}/u
const unstorable = /[\0\p{Surrogate}]/u
