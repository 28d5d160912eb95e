import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"

/**
 * A provider's call as operators may see it. Only correctly signed calls are kept, so an unauthenticated sender fills no
 * table; neither headers nor signatures are kept, and of the body only the fields that the protocol's adapter names.
 */
export const KeptCall = Schema.Struct({
  id: Uuid,
  provider: Schema.String,
  credential: Schema.String,
  /** Milliseconds of the epoch at which the answer was ready. */
  at: Schema.Int,
  /** How long the answer took, in milliseconds. */
  took: Schema.Number,
  path: Schema.String,
  /** The masked body; null where it was no JSON object, or too long to be kept. */
  body: Schema.NullOr(Schema.String),
  status: Schema.Int,
  answer: Schema.String,
  /** Null where the account is unknown. */
  player: Schema.NullOr(PlayerId),
  round: Schema.NullOr(Schema.String),
  /** The provider's ids of what the call moves and of what it refers to. */
  transactions: Schema.Array(Schema.String)
}).annotations({ identifier: "KeptCall" })
export type KeptCall = typeof KeptCall.Type

/** Filters of calls; an absent one does not apply. */
export const CallFilter = Schema.Struct({
  player: Schema.optionalWith(PlayerId, { exact: true }),
  provider: Schema.optionalWith(Schema.String, { exact: true }),
  round: Schema.optionalWith(Schema.String, { exact: true }),
  transaction: Schema.optionalWith(Schema.String, { exact: true })
})
export type CallFilter = typeof CallFilter.Type

const Answer = Schema.Struct({ status: Schema.Int, body: Schema.String })

/**
 * What a kept call means to the adapter of today. It is read again and nothing else: no wallet is asked, no money can move,
 * nothing is written. `commands` is what it would ask of the wallet, `answers` the provider's response for each result;
 * for a call that cannot be read there are none, and `refusal` is the response.
 */
export const Replay = Schema.Struct({
  refusal: Schema.NullOr(Answer),
  commands: Schema.Array(Schema.Unknown),
  answers: Schema.Record({ key: Schema.String, value: Answer })
}).annotations({ identifier: "Replay" })
export type Replay = typeof Replay.Type
