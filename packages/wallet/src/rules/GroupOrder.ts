import type { Stamped, World } from "./State.js"

/**
 * The group with its reversals in an order that does not depend on how they are listed: those that give money back, then
 * those that take it, each by key, in the places of reversals. All other commands, bets above all, stay where they
 * are, and so does a reversal of something in its own group, which has to follow that.
 */
export const sortedReversals = (world: World, group: ReadonlyArray<Stamped>): ReadonlyArray<Stamped> => {
  const movable = group.filter((stamped) => {
    const original = originalOf(stamped)
    return original !== undefined && !group.some(({ command }) => command.key === original)
  })
  const rank = (stamped: Stamped) => (takes(world, stamped, group) ? 1 : 0)
  const sorted = movable.toSorted((a, b) => rank(a) - rank(b) || compare(a.command.key, b.command.key))
  let next = 0
  return group.map((stamped) => (movable.includes(stamped) ? sorted[next++]! : stamped))
}

/**
 * The same with the reversals that take money at the end, so that they fall short only of what is missing for the whole group;
 * undefined where they are there already.
 */
export const takingLast = (world: World, group: ReadonlyArray<Stamped>): ReadonlyArray<Stamped> | undefined => {
  const taking = group.filter((stamped) => takes(world, stamped, group))
  const last = [...group.filter((stamped) => !taking.includes(stamped)), ...taking]
  return last.every((stamped, index) => stamped === group[index]) ? undefined : last
}

const originalOf = ({ command }: Stamped): string | undefined =>
  command._tag === "rollback" || command._tag === "deposit-reverse" ? command.original : undefined

/** Whether a command takes back money that the wallet may not hold any more. */
const takes = (world: World, stamped: Stamped, group: ReadonlyArray<Stamped>): boolean => {
  const { command } = stamped
  if (command._tag === "deposit-reverse") return true
  if (command._tag !== "rollback") return false
  const known = world.transaction(command.brand, command.original)
  const own = group.find((one) => one.command.key === command.original)
  return (known?.tag ?? own?.command._tag) === "win"
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
