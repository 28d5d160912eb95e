import { isUtf8 } from "node:buffer"
import { control, controlButLines } from "../internal/http/StorableCharacters.js"

export { isLine, isStorable } from "../internal/http/StorableCharacters.js"

/**
 * Why the texts of a JSON document, property names included, cannot be stored, in one sentence; undefined where they can. It reads
 * the bytes, so that a property that a later one of the same name replaces counts too. It does not check the syntax.
 */
export const flawOfJson = (body: Uint8Array, isRefused: (code: number) => boolean = isNul): string | undefined => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return flawOfText(bytes) ?? (bytes.includes(backslash) ? flawOfEscapes(bytes, isRefused) : undefined)
}

/** As `flawOfJson`; of control characters, tab and line breaks only are allowed. `text` is the body as it decodes. */
export const flawOfPlainJson = (body: Uint8Array, text: string): string | undefined => {
  // One pass over the text clears nearly every body; five over its bytes cost a tenth of a whole request.
  if (!suspicious.test(text)) return undefined
  return body.includes(0x7f) ? saysControl(0x7f) : flawOfJson(body, isControl)
}

/** Why bytes cannot be stored as text, in one sentence; undefined where they can. */
export const flawOfText = (body: Uint8Array): string | undefined => {
  if (!isUtf8(body)) return "The body is not valid UTF-8."
  return body.includes(0) ? saysControl(0) : undefined
}

/**
 * Why what a path or a query encodes cannot be stored, as the rest of a sentence; undefined where it can. Control characters are
 * refused, raw or encoded, and so is every raw character outside of ASCII.
 */
export const flawOfEncoded = (text: string): string | undefined => {
  if (outsideAscii.test(text)) return "contains a character that must be percent-encoded"
  return text.includes("%") ? flawOfDecoded(text, control) : undefined
}

/** The same for the body of a form, in which texts may have several lines. */
export const flawOfForm = (body: Uint8Array): string | undefined => {
  const flaw = flawOfText(body)
  const encoded = flaw ?? flawOfDecoded(Buffer.from(body).toString("utf8"), controlButLines)
  return flaw ?? (encoded && `The body ${encoded}.`)
}

const flawOfDecoded = (text: string, refused: RegExp): string | undefined => {
  try {
    return refused.test(decodeURIComponent(text)) ? "contains a control character" : undefined
  } catch {
    return "contains a percent sign that does not encode valid UTF-8"
  }
}

/** Names of properties and strings differ in nothing here; a backslash outside of both is no JSON. */
const flawOfEscapes = (body: Buffer, isRefused: (code: number) => boolean): string | undefined => {
  for (let at = body.indexOf(backslash); at >= 0; at = body.indexOf(backslash, at)) {
    const code = escaped(body, at)
    if (isRefused(code)) return saysControl(code)
    at += isUnit(body, at) ? 6 : 2
    if (code >= 0xd800 && code <= 0xdfff) {
      const next = isUnit(body, at) ? escaped(body, at) : 0
      if (code >= 0xdc00 || next < 0xdc00 || next > 0xdfff) return saysHalf
      at += 6
    }
  }
  return undefined
}

const isUnit = (body: Buffer, at: number): boolean => body[at] === backslash && body[at + 1] === 0x75

/** The code unit that an escape encodes; irrelevant ones count as a space. */
const escaped = (body: Buffer, at: number): number => {
  if (isUnit(body, at)) return Number.parseInt(body.toString("latin1", at + 2, at + 6), 16)
  return body[at + 1] === 0x62 ? 0x08 : body[at + 1] === 0x66 ? 0x0c : 0x20
}

/** A control character, an escape, or the replacement of bytes that are not UTF-8. */
const suspicious = /(?![\t\r\n])[\p{Cc}\\\ufffd]/u
const outsideAscii = /[^\x20-\x7e]/
const backslash = 0x5c

const saysHalf = "The body contains an unpaired surrogate."
const saysControl = (code: number): string =>
  `The body contains the control character U+${code.toString(16).toUpperCase().padStart(4, "0")}.`

const isNul = (code: number): boolean => code === 0
const isControl = (code: number): boolean => code === 0x7f || (code < 0x20 && code !== 9 && code !== 10 && code !== 13)
