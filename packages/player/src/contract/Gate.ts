import { Actor } from "@croupier/core/Actor"
import { Amount } from "@croupier/core/Amount"
import { Schema } from "effect"

/** What a block refuses. `bet` also refuses bonus claims made by play; nothing ever refuses a win or a rollback. */
export const BlockScope = Schema.Literal("login", "deposit", "bet", "withdraw", "bonus")
export type BlockScope = typeof BlockScope.Type

/** One reason why a player may not do something; a scope may be blocked by several sources, each lifts only its own. */
export const Block = Schema.Struct({
  scope: BlockScope,
  /** Who put it there: `status`, `exclusion`, `operator`, `reconciliation`, … */
  source: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(64)),
  reason: Schema.String.pipe(Schema.maxLength(500)),
  author: Actor,
  /** Milliseconds of the epoch at which it ends by itself; null for a permanent one. */
  until: Schema.NullOr(Schema.Int),
  /** Of a freeze: the key of the command that set it, which the ledger writes. */
  freeze: Schema.optionalWith(Schema.String, { exact: true })
})
export type Block = typeof Block.Type

/** What a limit counts: money put in (gross), stakes, or stakes less wins. */
export const LimitKind = Schema.Literal("deposit", "stake", "loss")
export type LimitKind = typeof LimitKind.Type

/** How long a limit counts, in the brand's timezone. */
export const LimitPeriod = Schema.Literal("day", "week", "month")
export type LimitPeriod = typeof LimitPeriod.Type

/**
 * The most that may be deposited, staked or lost in a period of the brand's timezone, in the player's currency. Its
 * amount is ledger units on the wire too (a string), because a limit does not say its currency.
 */
export const Limit = Schema.Struct({
  kind: LimitKind,
  period: LimitPeriod,
  amount: Schema.compose(Schema.BigInt, Amount)
})
export type Limit = typeof Limit.Type

/** A change of a player's gate; what it does not name stays as it is. */
export const GateChange = Schema.Struct({
  set: Schema.Array(Block),
  clear: Schema.Array(Schema.Struct({ scope: BlockScope, source: Block.fields.source })),
  /** All limits that hold from now on; absent: unchanged. */
  limits: Schema.optionalWith(Schema.Array(Limit), { exact: true })
})
export type GateChange = typeof GateChange.Type
