import * as Command from "@effect/cli/Command"
import { Effect } from "effect"
import { json, leaf } from "./Leaf.js"
export const doctor = leaf(
  { path: ["doctor"], summary: "x", examples: ["croupier doctor"], codes: {}, variables: [] },
  Command.make("doctor", { json }, () => Effect.void)
)
