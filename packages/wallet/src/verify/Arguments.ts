import { Data, Effect, Either } from "effect"
import { type Head, parseHead } from "../seal/Head.js"

/** An argument of `verify-ledger` that cannot be read; it says which ones can. */
export class UnknownArgument extends Data.TaggedError("UnknownArgument")<{ readonly message: string }> {}

/** The heads in `--head <brand>:<number>:<hash> …`, or `--head=…`; there are no other arguments. */
export const headsOf = (given: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<Head>, UnknownArgument> => {
  const [first, ...rest] = given.flatMap((argument) =>
    argument.startsWith("--head=") ? ["--head", argument.slice("--head=".length)] : [argument]
  )
  if (first === undefined) return Effect.succeed([])
  if (first !== "--head")
    return unknown(`unknown argument ${first}; the only argument is --head <brand>:<number>:<hash>`)
  const [text = "", ...others] = rest
  return Either.match(parseHead(text), {
    onLeft: unknown,
    onRight: (head) => Effect.map(headsOf(others), (heads) => [head, ...heads])
  })
}

const unknown = (message: string) => new UnknownArgument({ message })
