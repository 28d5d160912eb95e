/** Removes what has no width and no meaning (joiners, bidi controls, variation selectors, fillers, tatweel). */
export const visible = (text: string): string => text.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}\u0640]/gu, "")

/** A text as people type it, on one line: compatibility forms replaced (NFKC), nothing invisible, single plain blanks and dashes. */
export const tidy = (text: string): string =>
  visible(text)
    .normalize("NFKC")
    .replace(/\p{Pd}/gu, "-")
    .replace(/[\s\p{Z}\p{Cc}]+/gu, " ")
    .trim()

/**
 * Full Unicode case folding of a text in NFKC without invisible characters. Lower, upper and lower again is the full folding
 * (`ẞ`, `ß` and `SS` are `ss`); only the final sigma depends on its place.
 */
export const folded = (text: string): string =>
  visible(text).normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC")

/** The letters and digits of an identifier, such as a national id or an account number, in capitals. */
export const identifier = (text: string): string =>
  folded(text)
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "")
    .toUpperCase()
