import type { Actor } from "@croupier/core/Actor"
import { Effect } from "effect"
import { ActorNotAllowed, AgentNotFound } from "../../contract/Problems.js"
import type { AgentRow } from "../store/Rows.js"

const everywhere: ReadonlyArray<Actor["kind"]> = ["operator", "service", "system"]

/** Refuses all actors but agents, operators, services and the system itself. */
export const requireCommander = ({ kind }: Actor): Effect.Effect<void, ActorNotAllowed> =>
  kind === "agent" || everywhere.includes(kind)
    ? Effect.void
    : new ActorNotAllowed({ allowed: ["agent", ...everywhere] })

/** Refuses agents too. */
export const requireOperator = ({ kind }: Actor): Effect.Effect<void, ActorNotAllowed> =>
  everywhere.includes(kind) ? Effect.void : new ActorNotAllowed({ allowed: everywhere })

/** The last of a path from the root, if the actor may see it: an agent itself and all below, others everything. */
export const inScope = (path: ReadonlyArray<AgentRow>, by: Actor): Effect.Effect<AgentRow, AgentNotFound> => {
  const found = path.at(-1)
  const isSeen = by.kind !== "agent" || path.some(({ id }) => id === by.id)
  return found !== undefined && isSeen ? Effect.succeed(found) : new AgentNotFound()
}

/** The part of a path that the actor may see: an agent from itself on, others all of it. */
export const visible = (path: ReadonlyArray<AgentRow>, by: Pick<Actor, "id" | "kind">): ReadonlyArray<AgentRow> =>
  by.kind === "agent" ? path.slice(path.findIndex(({ id }) => id === by.id)) : path

/** The same for what an agent may change: all below it, and not itself. */
export const belowActor = (
  path: ReadonlyArray<AgentRow>,
  by: Actor
): Effect.Effect<AgentRow, ActorNotAllowed | AgentNotFound> =>
  Effect.flatMap(inScope(path, by), (found) =>
    by.kind === "agent" && found.id === by.id ? new ActorNotAllowed({ allowed: everywhere }) : Effect.succeed(found)
  )
