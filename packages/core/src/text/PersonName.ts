import { Schema } from "effect"
import { folded } from "./Fold.js"

/** A person's name as typed: at least one letter, at most 100 characters. */
export const PersonName = Schema.Trim.pipe(
  Schema.minLength(1),
  Schema.maxLength(100),
  Schema.filter((name) => nameForms(name).length > 0 || "a name has at least one letter")
)

/**
 * The normal forms of a name, sorted. Two names are the same person's when they share one: the parts in alphabetical order,
 * or the parts run together beginning with any of them, since `Kim Min-su`, `Minsu Kim` and `김민수`, `김 민수` are spellings
 * of one name. Empty for a text without a letter.
 */
export const nameForms = (name: string): ReadonlyArray<string> => {
  const text = withoutAccents(folded(name.replace(/[゛゜]/g, (mark) => (mark === "゛" ? "\u3099" : "\u309a"))))
  if (!/\p{L}/u.test(text)) return []
  const parts = text.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part !== "")
  const rotations =
    parts.length > mostParts ? [parts] : parts.map((_, at) => [...parts.slice(at), ...parts.slice(0, at)])
  const forms = [[...parts].sort().join(" "), ...rotations.map((rotation) => rotation.join(""))]
  return [...new Set(forms.map((form) => form.normalize("NFC")))].sort()
}

/** Whether two spellings are one name; a text without a letter is no name, not even its own. */
export const isSameName = (one: string, other: string): boolean => {
  const forms = new Set(nameForms(one))
  return nameForms(other).some((form) => forms.has(form))
}

/** Names of more parts are compared in alphabetical order and in their own order. */
const mostParts = 6

/**
 * Removes accents in Latin, Greek and Cyrillic, and replaces letters that other keyboards do not have. A mark in any other script
 * (dakuten, vowel signs, tones) makes another letter.
 */
const withoutAccents = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, "$1")
    .replace(/(^|[^\p{L}\p{M}\p{N}])\p{M}+/gu, "$1")
    .replace(/[łøđðæœþıħŧ]/g, (letter) => plain[letter] ?? letter)
    .normalize("NFC")

const plain: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ı: "i",
  ħ: "h",
  ŧ: "t"
}
