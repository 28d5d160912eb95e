/** Removes what has no width and no meaning (joiners, bidi controls, variation selectors, fillers, tatweel). */
const visible = (text: string): string => text.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\u0640]/gu, "")

/** NFKC without invisible characters: those that it brings are removed, and what they had kept apart is composed. */
const compatible = (text: string): string => visible(text.normalize("NFKC")).normalize("NFKC")

/** The digits 0 to 9 in place of those of other scripts, such as Arabic or Bengali ones; NFKC leaves them. */
const plainDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0)!)))

/** A script's decimal digits are contiguous, from its zero on; no script's follow those of another (but for NFKC's own). */
const digitValue = (code: number): number => {
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return value
}

/**
 * A typed text, on one line: compatibility forms replaced (NFKC), nothing invisible, plain digits, single plain
 * blanks and dashes.
 */
export const tidy = (text: string): string =>
  plainDigits(compatible(text))
    .replace(/\p{Pd}/gu, "-")
    .replace(/[\s\p{Z}\p{Cc}]+/gu, " ")
    .trim()

/**
 * Full Unicode case folding of a text in NFKC without invisible characters. Lower, upper and lower again is the full folding
 * (`ẞ`, `ß` and `SS` are `ss`); only the final sigma depends on its place.
 */
export const folded = (text: string): string =>
  compatible(text).toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC")

/** The letters and digits of an identifier, such as a national id or an account number, in capitals. */
export const identifier = (text: string): string =>
  plainDigits(folded(text))
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "")
    .toUpperCase()
