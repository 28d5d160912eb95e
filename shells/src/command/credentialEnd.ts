import { endCredential } from "@croupier/game/credential/endCredential"
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Clock, Effect, Option } from "effect"
import { brand, existing, login, provider, stores, text, variables } from "./CredentialParts.js"
import { onDatabase } from "./database.js"
import { Refused } from "./ExitCode.js"
import { json, leaf, print, usualCodes } from "./Leaf.js"

/** `credential end`. */
export const credentialEnd = leaf(
  {
    path: ["credential", "end"],
    summary: "end a brand's credential with a game provider, at once or at a later time",
    details: [
      "From its end on, calls of the provider on the credential are refused, by every process within a second, and games are launched with the newest credential that is valid. For a rotation, issue the new credential first: both are valid until the old one ends. A future end can be changed; an end in the past is final.",
      login
    ],
    examples: [
      "croupier credential end aurora-6j3k0x9q2m4v8c1z7b5n0t4w --brand aurora --provider hub88",
      "croupier credential end aurora-6j3k0x9q2m4v8c1z7b5n0t4w --brand aurora --provider hub88 --at 2027-01-31T12:00:00Z"
    ],
    codes: usualCodes,
    variables
  },
  Command.make(
    "end",
    {
      id: Args.text({ name: "id" }).pipe(Args.withDescription("the id of the credential, as list has it")),
      brand,
      provider,
      at: text("at", "when it ends, ISO 8601 with its offset from UTC; by default now").pipe(Options.optional),
      json
    },
    ({ at, brand, id, json: asJson, provider }) =>
      Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        const end = Option.isNone(at) ? now : yield* instant(at.value, now)
        const key = yield* existing(brand)
        yield* endCredential(key, provider, id, end).pipe(Effect.provide(stores), onDatabase())
        const credential = `credential ${id} of ${brand} with ${provider}`
        yield* print(
          asJson,
          { brand, provider, id, validUntil: end },
          Option.isNone(at) ? `ended: ${credential}` : `ends at ${new Date(end).toISOString()}: ${credential}`
        )
      }).pipe(
        Effect.catchTags({
          CredentialEnded: () => new Refused({ message: `the credential ${id} has ended already, which is final` }),
          CredentialNotFound: () =>
            new Refused({
              message: `${brand} has no credential ${id} with ${provider}: see croupier credential list --brand ${brand}`
            })
        })
      )
  )
)

/** A time to come, in milliseconds of the epoch. Without an offset it would be another instant on another machine. */
const instant = (text: string, now: number) => {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : NaN
  if (Number.isNaN(at)) return new Refused({ message: "--at: a time looks like 2027-01-31T12:00:00Z" })
  return at < now
    ? new Refused({ message: "--at is in the past: leave it out to end the credential now" })
    : Effect.succeed(at)
}
