import type { StreamEvent } from "./StreamEvent.js"

/** The place of the next event in a partition: the batch (the number of its tick) and the index in it. */
export interface Position {
  readonly tick: bigint
  readonly index: number
}

/** A position for each partition that is read. */
export type Positions = ReadonlyMap<number, Position>

/** Whether a reader at position `one` has read less than one at `other`. */
export const isBefore = (one: Position, other: Position): boolean =>
  one.tick < other.tick || (one.tick === other.tick && one.index < other.index)

/** The same position for several partitions. */
export const at = (partitions: ReadonlyArray<number>, position: Position): Positions =>
  new Map(partitions.map((partition) => [partition, position]))

/** Where events, in stream order, leave a reader that stood at `from`. */
export const after = (from: Positions, events: ReadonlyArray<StreamEvent>): Positions => {
  const positions = new Map(from)
  for (const { partition, tick, index } of events) positions.set(partition, { tick, index: index + 1 })
  return positions
}

/** No position before batch `tick`: what a reader knows that has read all before it. */
export const notBefore = (positions: Positions, tick: bigint): Positions =>
  new Map(
    [...positions].map(([partition, position]) => [partition, position.tick < tick ? { tick, index: 0 } : position])
  )

/** Whether two readers of the same partitions are at the same positions. */
export const samePlaces = (one: Positions, other: Positions): boolean =>
  [...one].every(([partition, { tick, index }]) => {
    const position = other.get(partition)
    return position?.tick === tick && position.index === index
  })
