import { type Amount, fromUnits } from "@croupier/core/Amount"
import type { Limit, LimitKind, LimitPeriod } from "../contract/Gate.js"

/** Which limit: money by kind and period, or the length of a session. */
export type LimitSlot = `${LimitKind} ${LimitPeriod}` | "session"

/**
 * A limit from a time on (milliseconds of the epoch): ledger units of the player's currency, minutes for `session`, null
 * for none. Rows are kept, so that it can be reconstructed what was in effect when; the latest that has begun holds.
 */
export interface LimitRow {
  readonly slot: LimitSlot
  readonly value: bigint | null
  readonly from: number
}

/** What is to be written: rows to add (in place of one of the same slot and time), slots that lose their waiting row. */
export interface LimitChange {
  readonly add: ReadonlyArray<LimitRow>
  readonly drop: ReadonlyArray<LimitSlot>
}

/** How long a raise or a removal waits. */
export const coolingOff = 86_400_000

const kinds: ReadonlyArray<LimitKind> = ["deposit", "stake", "loss"]
const periods: ReadonlyArray<LimitPeriod> = ["day", "week", "month"]

/** All money limits there may be. */
export const moneySlots = kinds.flatMap((kind) =>
  periods.map((period) => ({ kind, period, slot: slotOf(kind, period) }))
)

/** The slot of a money limit. */
export function slotOf(kind: LimitKind, period: LimitPeriod): LimitSlot {
  return `${kind} ${period}`
}

/** What holds in a slot; null is no limit. */
export const held = (rows: ReadonlyArray<LimitRow>, slot: LimitSlot, now: number): bigint | null =>
  rows
    .filter((row) => row.slot === slot && row.from <= now)
    .reduce<LimitRow | undefined>((last, row) => (last !== undefined && last.from > row.from ? last : row), undefined)
    ?.value ?? null

/** The raise or removal that waits in a slot. */
export const waiting = (rows: ReadonlyArray<LimitRow>, slot: LimitSlot, now: number): LimitRow | undefined =>
  rows.find((row) => row.slot === slot && row.from > now)

/**
 * What a player's request changes in one slot: a stricter limit takes effect at once and cancels a pending one; a looser one waits.
 * A request that is stricter than the pending one keeps the pending time.
 */
export const change = (
  rows: ReadonlyArray<LimitRow>,
  slot: LimitSlot,
  wanted: bigint | null,
  now: number
): LimitChange => {
  const present = held(rows, slot, now)
  const pending = waiting(rows, slot, now)
  if (pending !== undefined && pending.value === wanted) return { add: [], drop: [] }
  const drop = pending === undefined ? [] : [slot]
  if (wanted === present) return { add: [], drop }
  if (isStricter(wanted, present)) return { add: [{ slot, value: wanted, from: now }], drop }
  const from = pending !== undefined && isStricter(wanted, pending.value) ? pending.from : now + coolingOff
  return { add: [{ slot, value: wanted, from }], drop }
}

/** The rows after a change. */
export const apply = (
  rows: ReadonlyArray<LimitRow>,
  { add, drop }: LimitChange,
  now: number
): ReadonlyArray<LimitRow> => [
  ...rows.filter(
    (row) =>
      !(row.from > now && drop.includes(row.slot)) &&
      !add.some(({ slot, from }) => slot === row.slot && from === row.from)
  ),
  ...add
]

/** The money limits that hold, as the gate takes them. */
export const gateLimits = (rows: ReadonlyArray<LimitRow>, now: number): ReadonlyArray<Limit> =>
  moneySlots.flatMap(({ kind, period, slot }) => {
    const amount = held(rows, slot, now)
    return amount === null ? [] : [{ kind, period, amount: fromUnits(amount) satisfies Amount }]
  })

/** When the next waiting row begins to hold; null when none waits. */
export const nextFrom = (rows: ReadonlyArray<LimitRow>, now: number): number | null => {
  const later = rows.filter(({ from }) => from > now).map(({ from }) => from)
  return later.length === 0 ? null : Math.min(...later)
}

const isStricter = (a: bigint | null, b: bigint | null): boolean => a !== null && (b === null || a < b)
