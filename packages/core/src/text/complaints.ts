import { ParseResult } from "effect"

/**
 * The errors of user input, a sentence for each member, which `names` maps to its name in the input, such as an option.
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
