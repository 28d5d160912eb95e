import { Schema } from "effect"
import { BrandKey } from "../Brand.js"
import { PlayerCode, PlayerId, Uuid } from "../Ids.js"

/**
 * A player who is signed in at a brand; `session` is the sign-in that the tokens belong to. A `restricted` one is an excluded
 * player's, for what `AllowsRestricted` marks and nothing else.
 */
export const PlayerPrincipal = Schema.TaggedStruct("player", {
  brand: BrandKey,
  player: PlayerId,
  code: PlayerCode,
  session: Uuid,
  restricted: Schema.optionalWith(Schema.Literal(true), { exact: true })
})
export type PlayerPrincipal = typeof PlayerPrincipal.Type

/** An agent who is logged in at a brand. */
export const AgentPrincipal = Schema.TaggedStruct("agent", { brand: BrandKey, agent: Uuid, session: Uuid })
export type AgentPrincipal = typeof AgentPrincipal.Type

/** An operator of the back office. No brand: the brand is in the path and is checked against the operator's grants. */
export const OperatorPrincipal = Schema.TaggedStruct("operator", { operator: Uuid, session: Uuid })
export type OperatorPrincipal = typeof OperatorPrincipal.Type

/** The name of a process of ours, such as `wallet_service`; what a service token names as its caller and its audience. */
export const ServiceName = Schema.String.pipe(
  Schema.pattern(/^[a-z][a-z0-9_]{1,31}$/, { message: () => "a service name is 2 to 32 characters of a-z, 0-9 and _" }),
  Schema.brand("ServiceName")
)
export type ServiceName = typeof ServiceName.Type

/** Another process of ours. */
export const ServicePrincipal = Schema.TaggedStruct("service", { name: ServiceName })
export type ServicePrincipal = typeof ServicePrincipal.Type

/** A caller with a login, with tokens that can be revoked. */
export const UserPrincipal = Schema.Union(PlayerPrincipal, AgentPrincipal, OperatorPrincipal)
export type UserPrincipal = typeof UserPrincipal.Type

/** Any authenticated caller. */
export const Principal = Schema.Union(PlayerPrincipal, AgentPrincipal, OperatorPrincipal, ServicePrincipal)
export type Principal = typeof Principal.Type

/** The id of the player, agent or operator; unique across brands and kinds. */
export const subjectOf = (principal: UserPrincipal): string => {
  switch (principal._tag) {
    case "player":
      return principal.player
    case "agent":
      return principal.agent
    case "operator":
      return principal.operator
  }
}
