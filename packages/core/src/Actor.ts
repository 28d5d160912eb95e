import { Schema } from "effect"

/** Who caused a change: a player, an agent, an operator, a provider, a service, or the system itself. */
export const Actor = Schema.Struct({
  kind: Schema.Literal("player", "agent", "operator", "provider", "service", "system"),
  id: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128))
})
export type Actor = typeof Actor.Type
