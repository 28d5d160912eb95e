import { ParseResult } from "effect"

/**
 * What is wrong with input that people gave, a sentence for each member, which `names` calls as they wrote it, such as an option.
 * Members of a list are called as the list is.
 */
export const complaints = (
  error: ParseResult.ParseError,
  names: Readonly<Record<string, string>>
): ReadonlyArray<string> => [
  ...new Set(
    ParseResult.ArrayFormatter.formatErrorSync(error).map(({ message, path }) => {
      const place = path.filter((part) => typeof part === "string").join(".")
      return `${names[place] ?? place}: ${message}`
    })
  )
]
