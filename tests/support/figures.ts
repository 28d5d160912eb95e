import { Effect } from "effect"
import { call } from "./Call.js"

/** The sum of all samples of a counter on a `/metrics` page with labels that hold this text; 0 where there is none. */
export const counted = (url: string, name: string, label = ""): Effect.Effect<number> =>
  Effect.map(Effect.orDie(call("GET", url)), ({ text }) =>
    text
      .split("\n")
      .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(label))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0)
  )
