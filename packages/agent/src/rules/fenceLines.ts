import type { PlayerId } from "@croupier/core/Ids"
import type { GameCategory } from "@croupier/wallet/contract"
import { ringFence } from "./ringFence.js"
import type { Line } from "./Statement.js"

/** A line of one player. */
export interface PlayerLine {
  readonly player: PlayerId
  readonly line: Line
}

/** What a player won over the ring-fence in one category, in exact units, under zero. */
export interface Kept {
  readonly player: PlayerId
  readonly category: GameCategory
  readonly amount: bigint
}

/**
 * Lines after the ring-fence of each player and category, and what is kept apart afterwards. The difference is taken on the
 * player's last line, which has the rates that hold now.
 */
export const fenceLines = (
  lines: ReadonlyArray<PlayerLine>,
  fences: ReadonlyArray<Kept>,
  limit: bigint | undefined
): { readonly lines: ReadonlyArray<Line>; readonly fences: ReadonlyArray<Kept> } => {
  const before = new Map(fences.map((fence) => [`${fence.player} ${fence.category}`, fence.amount]))
  const groups = new Map<string, Array<PlayerLine>>()
  for (const each of lines) {
    const key = `${each.player} ${each.line.category}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  const fenced = [...groups].map(([key, group]) => {
    const base = group.reduce((sum, { line }) => sum + line.base, 0n)
    const { counted, fenced } = ringFence(base, before.get(key) ?? 0n, limit)
    return {
      lines: group.map(({ line }, at) =>
        at === group.length - 1 ? { ...line, base: line.base + counted - base } : line
      ),
      kept: group.slice(-1).map(({ line, player }) => ({ player, category: line.category, amount: fenced }))
    }
  })
  const untouched = fences.filter((fence) => !groups.has(`${fence.player} ${fence.category}`))
  return {
    lines: fenced.flatMap((group) => group.lines),
    fences: [...untouched, ...fenced.flatMap((group) => group.kept)].filter(({ amount }) => amount < 0n)
  }
}
