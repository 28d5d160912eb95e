import { type AgentId, maxDepth } from "../contract/Agent.js"

/** Why an agent cannot be placed. */
export type PlacementFault = "cycle" | "too-deep"

/**
 * What forbids an agent, with as many levels as `height` (1 without any below), a place under a parent with this path from the
 * root; undefined where nothing does.
 */
export const placementFault = (
  agent: AgentId,
  height: number,
  parentPath: ReadonlyArray<AgentId>
): PlacementFault | undefined => {
  if (parentPath.includes(agent)) return "cycle"
  return parentPath.length + height > maxDepth ? "too-deep" : undefined
}
