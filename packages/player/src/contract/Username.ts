import { tidy } from "@croupier/core/text/Fold"
import { Schema } from "effect"

/** The name a player signs in with, in its normal form: unique within a brand. */
export const Username = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9][a-z0-9._-]{2,31}$/, {
    message: () =>
      "a username is 3 to 32 characters of a-z, 0-9, dot, dash and underscore, and starts with a letter or digit"
  }),
  Schema.brand("Username"),
  Schema.annotations({ examples: ["lucky.kim" as never] })
)
export type Username = typeof Username.Type

/**
 * What was typed, in the form that is compared: full-width letters and capitals are the plain small ones, and what is
 * invisible is left out. Since a username holds ASCII only, no letter of another script can imitate one of its own.
 */
export const normalise = (typed: string): string => tidy(typed).toLowerCase()

/** The username of an erased player. */
export const forgottenName = (code: string): Username => `forgotten-${code}` as Username

/** A username as it is typed; decodes to its normal form. */
export const TypedUsername = Schema.transform(
  Schema.String,
  Username.pipe(Schema.filter((name) => !name.startsWith("forgotten-") || "this username is reserved")),
  { strict: false, decode: normalise, encode: (username) => username }
)
