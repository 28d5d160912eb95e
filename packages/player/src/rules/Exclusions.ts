import type { Actor } from "@croupier/core/Actor"
import { Either } from "effect"
import type { ExclusionLength, ExclusionView } from "../contract/Exclusion.js"
import type { GateChange } from "../contract/Gate.js"
import { ExclusionNotOver } from "../contract/Problems.js"
import { blocks } from "./blocks.js"

const day = 86_400_000
const months: Record<Exclude<ExclusionLength, "24-hours" | "for-ever">, number> = {
  "6-months": 6,
  "1-year": 12,
  "2-years": 24,
  "5-years": 60
}

/** A new exclusion from now on. */
export const begin = (id: string, length: ExclusionLength, now: number): ExclusionView => {
  const until = untilOf(length, now)
  return { id, length, from: now, until, endsAt: length === "24-hours" ? until : null }
}

/** Whether it holds. Past its time it still does, until an end was asked for and a day has passed. */
export const isActive = (exclusion: ExclusionView, now: number): boolean =>
  exclusion.endsAt === null || now < exclusion.endsAt

/** Asks for its end, a day from now; Left before its minimum duration has elapsed. Asking again changes nothing. */
export const requestEnd = (exclusion: ExclusionView, now: number): Either.Either<ExclusionView, ExclusionNotOver> => {
  const { endsAt, until } = exclusion
  if (endsAt !== null) return Either.right(exclusion)
  return until === null || now < until
    ? Either.left(new ExclusionNotOver({ until }))
    : Either.right({ ...exclusion, endsAt: now + day })
}

/** The gate's block for a player's exclusions: blocked until the last of them ends, null where none is to end. */
export const gateChange = (exclusions: ReadonlyArray<ExclusionView>, now: number, author: Actor): GateChange => {
  const active = exclusions.filter((exclusion) => isActive(exclusion, now))
  const ends = active.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt]))
  const until = ends.length < active.length ? null : Math.max(...ends)
  return { set: active.length === 0 ? [] : blocks("exclusion", "excluded from play", author, until), clear: [] }
}

const untilOf = (length: ExclusionLength, now: number): number | null => {
  if (length === "for-ever") return null
  return length === "24-hours" ? now + day : addMonths(now, months[length])
}

/** The same day this many months later, or the month's last where it has no such day. */
const addMonths = (now: number, count: number): number => {
  const date = new Date(now)
  const dayOfMonth = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + count)
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0)
  return date.getTime()
}
