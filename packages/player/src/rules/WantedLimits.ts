import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Either } from "effect"
import type { LimitsView, WantedLimits } from "../contract/PlayerLimits.js"
import { InvalidLimit } from "../contract/Problems.js"
import * as LimitRows from "./LimitRows.js"

/** Reads requested limits at the currency's display scale: a value for each slot, null for no limit. */
export const read = (
  code: Currency.CurrencyCode,
  wanted: WantedLimits
): Either.Either<ReadonlyMap<LimitRows.LimitSlot, bigint | null>, InvalidLimit> => {
  const currency = Currency.of(code)
  const values = new Map<LimitRows.LimitSlot, bigint | null>(LimitRows.moneySlots.map(({ slot }) => [slot, null]))
  values.set("session", wanted.sessionMinutes == null ? null : BigInt(wanted.sessionMinutes))
  for (const { kind, period, amount } of wanted.limits) {
    const read = Amount.parse(currency, amount, currency.displayScale)
    if (Either.isLeft(read)) {
      return Either.left(new InvalidLimit({ detail: `The ${kind} limit per ${period}: ${read.left}.` }))
    }
    values.set(LimitRows.slotOf(kind, period), read.right)
  }
  return Either.right(values)
}

/** The change of all slots together. */
export const change = (
  rows: ReadonlyArray<LimitRows.LimitRow>,
  wanted: ReadonlyMap<LimitRows.LimitSlot, bigint | null>,
  now: number
): LimitRows.LimitChange => {
  const changes = [...wanted].map(([slot, value]) => LimitRows.change(rows, slot, value, now))
  return { add: changes.flatMap(({ add }) => add), drop: changes.flatMap(({ drop }) => drop) }
}

/** A player's limits as the player sees them: current and pending. */
export const view = (code: Currency.CurrencyCode, rows: ReadonlyArray<LimitRows.LimitRow>, now: number): LimitsView => {
  const currency = Currency.of(code)
  const text = (value: bigint | null) => (value === null ? null : Amount.format(currency, value))
  const number = (value: bigint | null) => (value === null ? null : Number(value))
  const pending = LimitRows.waiting(rows, "session", now)
  return {
    currency: code,
    limits: LimitRows.moneySlots.flatMap(({ kind, period, slot }) => {
      const value = LimitRows.held(rows, slot, now)
      const later = LimitRows.waiting(rows, slot, now)
      if (value === null && later === undefined) return []
      const pending = later === undefined ? null : { to: text(later.value), effectiveAt: later.from }
      return [{ kind, period, amount: text(value), pending }]
    }),
    sessionMinutes: {
      minutes: number(LimitRows.held(rows, "session", now)),
      pending: pending === undefined ? null : { to: number(pending.value), effectiveAt: pending.from }
    }
  }
}
