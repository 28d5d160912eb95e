import type * as Command from "@effect/cli/Command"
import type * as CommandDescriptor from "@effect/cli/CommandDescriptor"
import * as Options from "@effect/cli/Options"
import { Effect } from "effect"

/** The text of help and reference about one command, apart from its options. */
export interface About {
  /** The words that lead to it, without `croupier`. */
  readonly path: readonly [string, ...ReadonlyArray<string>]
  /** One sentence without a full stop. */
  readonly summary: string
  /** What else there is to know, a paragraph each. */
  readonly details?: ReadonlyArray<string>
  readonly examples: readonly [string, ...ReadonlyArray<string>]
  /** What each exit code means here. */
  readonly codes: Readonly<Record<number, string>>
  /** The variables of the environment that it reads. */
  readonly variables: ReadonlyArray<string>
}

/** A command that does something: its parser and handler, and its description. */
export interface Leaf {
  readonly about: About
  readonly command: Command.Command<string, never, unknown, unknown>
}

/** A leaf of a command; only the types of its name and of its options are forgotten. */
export const leaf = <Name extends string, E, A>(about: About, command: Command.Command<Name, never, E, A>): Leaf => ({
  about,
  command: command as unknown as Leaf["command"]
})

/** The parser under a leaf, for its usage and options. */
export const descriptorOf = ({ command }: Leaf): CommandDescriptor.Command<unknown> => command.descriptor

/** The option that every command has. */
export const json = Options.boolean("json").pipe(
  Options.withDescription(
    "print the result as one JSON document on standard output; logs and errors go to standard error"
  )
)

/** Prints a result: as JSON where it was asked for, else as text. */
export const print = (asJson: boolean, data: unknown, text: string): Effect.Effect<void> =>
  write(asJson ? JSON.stringify(data, null, 2) : text)

/** Writes lines on standard output and waits until they are written: the process ends right after. */
export const write = (text: string): Effect.Effect<void> =>
  Effect.async((resume) => {
    process.stdout.write(`${text}\n`, () => resume(Effect.void))
  })

/** The exit codes that most commands have. */
export const usualCodes = {
  0: "done",
  1: "refused; the message gives the reason",
  2: "invalid usage or configuration, or a database that cannot be reached"
} as const
