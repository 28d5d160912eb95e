import type { ConfigError } from "effect"

/** A configuration error as lines for the person who starts the process: one for each variable, which it begins with. */
export const lines = (error: ConfigError.ConfigError): ReadonlyArray<string> => {
  switch (error._op) {
    case "And":
      return [...lines(error.left), ...lines(error.right)]
    case "Or":
      return lines(error.right)
    default:
      return [`${error.path.join("_")} ${error.message.replaceAll("\n", " ")}`]
  }
}
