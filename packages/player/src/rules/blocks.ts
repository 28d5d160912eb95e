import type { Actor } from "@croupier/core/Actor"
import type { Block, BlockScope } from "../contract/Gate.js"

/** What is blocked for a player who is suspended, closed or excluded; withdrawals stay possible. */
export const shut: ReadonlyArray<BlockScope> = ["login", "deposit", "bet", "bonus"]

/** Who shuts a player out on this package's side. */
export type OwnSource = "status" | "exclusion" | "review"

/** Whether a block was put at the gate from here. */
export const isOwn = (source: string): boolean => source === "status" || source === "exclusion" || source === "review"

/** The blocks of one source over all of these; `until` in milliseconds of the epoch, null for permanent ones. */
export const blocks = (source: OwnSource, reason: string, author: Actor, until: number | null): ReadonlyArray<Block> =>
  shut.map((scope) => ({ scope, source, reason, author, until }))
