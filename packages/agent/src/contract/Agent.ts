import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Password, TypedUsername, Username } from "@croupier/player/contract"
import { Schema } from "effect"
import { Terms } from "./Terms.js"

/** An agent, in every domain. */
export const AgentId = Uuid.pipe(Schema.brand("AgentId"))
export type AgentId = typeof AgentId.Type

/** The most agents from the root of a tree to a leaf. */
export const maxDepth = 32

/** `suspended` may be lifted again; `closed` is final. Stakes of the players of either go on counting. */
export const AgentStatus = Schema.Literal("active", "suspended", "closed")
export type AgentStatus = typeof AgentStatus.Type

/** What an agent gives to players for their registration; capitals do not matter. Unique within a brand. */
export const ReferralCode = Schema.transform(
  Schema.String.pipe(
    Schema.pattern(/^[A-Za-z0-9_-]{1,64}$/, {
      message: () => "a referral code is 1 to 64 letters, digits, dashes and underscores"
    })
  ),
  Schema.String.pipe(Schema.brand("ReferralCode")),
  { strict: false, decode: (code: string) => code.toLowerCase(), encode: (code: string) => code }
)
export type ReferralCode = typeof ReferralCode.Type

/** A business name, stored in clear. */
const displayName = Schema.String.pipe(Schema.minLength(1), Schema.maxLength(100))

/** What makes a new agent, apart from who does it. */
export const NewAgent = Schema.Struct({
  /** The agent above, or null for a root of the tree. */
  parent: Schema.NullOr(AgentId),
  username: TypedUsername,
  password: Password,
  displayName,
  referralCode: ReferralCode,
  terms: Terms,
  /** A player account that the agent holds, so that its bets under the agent are flagged. */
  ownPlayer: Schema.optionalWith(PlayerId, { exact: true })
})
export type NewAgent = typeof NewAgent.Type

/**
 * An agent as those above and the agent itself see it. What is above the agent who asks is not shown. Times are milliseconds of
 * the epoch.
 */
export const AgentView = Schema.Struct({
  id: AgentId,
  /** Null for a root, and for the agent who asks. */
  parent: Schema.NullOr(AgentId),
  /** From the root, or the agent who asks, to the agent itself. */
  path: Schema.Array(AgentId),
  username: Username,
  displayName: Schema.String,
  referralCode: Schema.typeSchema(ReferralCode),
  status: AgentStatus,
  /** The terms that hold now. */
  terms: Terms,
  registeredAt: Schema.Int
})
export type AgentView = typeof AgentView.Type

/** Why a player under an agent is flagged: the account is the agent's own, or of an agent further up. */
export const PlayerFlag = Schema.Literal("self-referral", "own-player")
export type PlayerFlag = typeof PlayerFlag.Type

/** A player under an agent. Times are milliseconds of the epoch. */
export const ReferredPlayer = Schema.Struct({
  id: PlayerId,
  agent: AgentId,
  registeredAt: Schema.Int,
  /** A test or house account: it earns no commission. */
  house: Schema.Boolean,
  flags: Schema.Array(PlayerFlag)
})
export type ReferredPlayer = typeof ReferredPlayer.Type

/** A signed-in agent; `expiresIn` is the access token's life in seconds. */
export const AgentSignedIn = Schema.Struct({ agent: AgentView, accessToken: Schema.String, expiresIn: Schema.Int })
export type AgentSignedIn = typeof AgentSignedIn.Type
