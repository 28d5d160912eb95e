import { PlayerId } from "@croupier/core/Ids"
import { Schema } from "effect"
import { AgentId } from "./Agent.js"
import { Terms } from "./Terms.js"

/** Who earns commission: an agent, or a player by the player's own rate. */
export const Earner = Schema.Union(
  Schema.Struct({ kind: Schema.Literal("agent"), id: AgentId }),
  Schema.Struct({ kind: Schema.Literal("player"), id: PlayerId })
)
export type Earner = typeof Earner.Type

/** Terms that shall hold for an agent or a player; from now on, or from an instant that is still to come. */
export const NewAgreement = Schema.Struct({
  earner: Earner,
  terms: Terms,
  /** Milliseconds of the epoch. */
  from: Schema.optionalWith(Schema.Int, { exact: true })
})
export type NewAgreement = typeof NewAgreement.Type

/** Terms with the instant from which they hold, in milliseconds of the epoch. */
export const AgreementView = Schema.Struct({ earner: Earner, terms: Terms, from: Schema.Int })
export type AgreementView = typeof AgreementView.Type
