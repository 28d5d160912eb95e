import * as Command from "@effect/cli/Command"
import type { Leaf } from "./Leaf.js"

/** Commands under one word. */
export interface Group {
  readonly name: string
  readonly summary: string
  readonly leaves: readonly [Leaf, ...ReadonlyArray<Leaf>]
}

/** The parser of a group. */
export const groupCommand = ({ leaves: [first, ...others], name, summary }: Group) =>
  Command.make(name).pipe(
    Command.withDescription(summary),
    Command.withSubcommands([first.command, ...others.map(({ command }) => command)])
  )
