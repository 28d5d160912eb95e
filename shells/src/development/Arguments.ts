import { Data, Either } from "effect"

/** The options of `npm start`, after `--`. */
export interface Arguments {
  /** Forgets all earlier state first. */
  readonly fresh: boolean
  /** Runs the story even if it has run before. */
  readonly story: boolean
  /** Stops once everything is up and the demo story has run. */
  readonly exit: boolean
  /** Prints the listing as one JSON document on standard output, and all else on standard error. */
  readonly json: boolean
  /** Says what may be said, and does nothing else. */
  readonly help: boolean
}

/** What `--help` prints. */
export const usage = `usage: npm start -- [--fresh] [--story] [--exit] [--json]
  --fresh   start fresh: delete players, money and keys of earlier runs
  --story   run the demo story again (it runs automatically on the first start)
  --exit    exit when everything is up and the story has run
  --json    print the addresses and credentials as one JSON document, and the story on standard error`

/** An unknown argument is an error. */
export class UnknownArgument extends Data.TaggedError("UnknownArgument")<{ readonly message: string }> {}

const known = ["--fresh", "--story", "--exit", "--json", "--help"]

/** Reads the arguments. */
export const parse = (given: ReadonlyArray<string>): Either.Either<Arguments, UnknownArgument> => {
  const unknown = given.find((argument) => argument !== "-h" && !known.includes(argument))
  if (unknown !== undefined) {
    return Either.left(
      new UnknownArgument({ message: `unknown argument ${unknown}; known arguments: ${known.join(", ")}` })
    )
  }
  const has = (argument: string): boolean => given.includes(argument)
  return Either.right({
    fresh: has("--fresh"),
    story: has("--story"),
    exit: has("--exit"),
    json: has("--json"),
    help: has("--help") || has("-h")
  })
}
