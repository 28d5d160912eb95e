import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerCode, PlayerId } from "@croupier/core/Ids"
import type { BankAccountId } from "../../contract/BankAccount.js"
import type { ExclusionLength, ExclusionView } from "../../contract/Exclusion.js"
import type { IdentityKind } from "../../contract/Identity.js"
import type { Person } from "../../contract/Person.js"
import type { PlayerStatus } from "../../contract/Player.js"
import type { SessionId } from "../../contract/Session.js"
import type { Username } from "../../contract/Username.js"
import type { LimitRow } from "../../rules/LimitRows.js"
import type { Review } from "../../rules/Reviews.js"
import type { BankAccountRecord, PlayerRecord, SealedPerson, SessionRecord } from "./PlayerRecord.js"
import { decodeActor } from "./StoredIntent.js"

/** A row of `player` as the driver gives it. */
export interface PlayerRow {
  readonly brand_id: BrandKey
  readonly id: PlayerId
  readonly code: PlayerCode
  readonly username: Username
  readonly password_hash: string
  readonly currency: CurrencyCode
  readonly status: PlayerStatus
  readonly registered_at: Date
  readonly last_login_at: Date | null
  readonly previous_login_at: Date | null
  readonly referral_code: string | null
  readonly promo_code: string | null
  readonly gate_open: boolean
  readonly gate_seq: number
  readonly limits_due_at: Date | null
  readonly data_key: Uint8Array | null
  readonly name: Uint8Array | null
  readonly birth_date: Uint8Array | null
  readonly country: Uint8Array | null
  readonly national_id: Uint8Array | null
  readonly address: Uint8Array | null
  readonly phone: Uint8Array | null
  readonly email: Uint8Array | null
  readonly verified: ReadonlyArray<IdentityKind>
}

/** A row of `review`. */
export interface ReviewRow {
  readonly player_id: PlayerId
  readonly id: string
  readonly reason: Review["reason"]
  readonly exclusion_id: string | null
  readonly opened_at: Date
  readonly decision: Review["decision"]
  readonly decided_at: Date | null
  readonly decided_by: unknown
}

/** A row of `limit_row`. */
export interface LimitTableRow {
  readonly player_id: PlayerId
  readonly slot: LimitRow["slot"]
  readonly value: bigint | null
  readonly effective_from: Date
}

/** A row of `exclusion`. */
export interface ExclusionRow {
  readonly player_id: PlayerId
  readonly id: string
  readonly length: ExclusionLength
  readonly begins_at: Date
  readonly until: Date | null
  readonly ends_at: Date | null
}

/** A row of `session`. */
export interface SessionRow {
  readonly brand_id: BrandKey
  readonly id: SessionId
  readonly player_id: PlayerId
  readonly generation: number
  readonly refresh_hash: Uint8Array
  readonly rotated_at: Date
  readonly started_at: Date
  readonly ends_at: Date | null
  readonly ended_at: Date | null
  readonly restricted: boolean
  readonly client: Uint8Array
  readonly address_hmac: Uint8Array
}

/** A row of `bank_account`. */
export interface BankAccountRow {
  readonly brand_id: BrandKey
  readonly id: BankAccountId
  readonly player_id: PlayerId
  readonly bank: string
  readonly holder: Uint8Array
  readonly number: Uint8Array
  readonly number_hmac: Uint8Array
  readonly added_at: Date
}

/** The record of a row and the rows that belong to it. */
export const toPlayer = (
  row: PlayerRow,
  limits: ReadonlyArray<LimitTableRow>,
  exclusions: ReadonlyArray<ExclusionRow>,
  reviews: ReadonlyArray<ReviewRow>
): PlayerRecord => ({
  brand: row.brand_id,
  id: row.id,
  code: row.code,
  username: row.username,
  passwordHash: row.password_hash,
  currency: row.currency,
  status: row.status,
  registeredAt: row.registered_at.getTime(),
  lastLoginAt: millis(row.last_login_at),
  previousLoginAt: millis(row.previous_login_at),
  referralCode: row.referral_code,
  promoCode: row.promo_code,
  gateOpen: row.gate_open,
  limitsDueAt: millis(row.limits_due_at),
  person: row.data_key === null ? null : { key: row.data_key, values: sealedValues(row) },
  limits: limits.map(({ effective_from, slot, value }) => ({ slot, value, from: effective_from.getTime() })),
  exclusions: exclusions.map(toExclusion),
  reviews: reviews.map(toReview),
  verified: row.verified
})

/** The column of each field of a person. */
export const personColumns: ReadonlyArray<readonly [field: keyof Person, column: keyof PlayerRow]> = [
  ["name", "name"],
  ["birthDate", "birth_date"],
  ["country", "country"],
  ["nationalId", "national_id"],
  ["address", "address"],
  ["phone", "phone"],
  ["email", "email"]
]

const sealedValues = (row: PlayerRow): SealedPerson["values"] =>
  Object.fromEntries(personColumns.flatMap(([field, column]) => (row[column] === null ? [] : [[field, row[column]]])))

/** The exclusion of a row. */
export const toExclusion = (row: ExclusionRow): ExclusionView => ({
  id: row.id,
  length: row.length,
  from: row.begins_at.getTime(),
  until: millis(row.until),
  endsAt: millis(row.ends_at)
})

/** The review of a row. */
export const toReview = (row: ReviewRow): Review => ({
  id: row.id,
  reason: row.reason,
  exclusion: row.exclusion_id,
  openedAt: row.opened_at.getTime(),
  decision: row.decision,
  decidedAt: millis(row.decided_at),
  decidedBy: row.decided_by === null ? null : decodeActor(row.decided_by)
})

/** The record of a session's row. */
export const toSession = (row: SessionRow): SessionRecord => ({
  brand: row.brand_id,
  id: row.id,
  player: row.player_id,
  generation: row.generation,
  refreshHash: row.refresh_hash,
  rotatedAt: row.rotated_at.getTime(),
  startedAt: row.started_at.getTime(),
  endsAt: millis(row.ends_at),
  endedAt: millis(row.ended_at),
  restricted: row.restricted,
  client: row.client,
  addressIndex: row.address_hmac
})

/** The record of a bank account's row. */
export const toBankAccount = (row: BankAccountRow): BankAccountRecord => ({
  brand: row.brand_id,
  id: row.id,
  player: row.player_id,
  bank: row.bank,
  holder: row.holder,
  number: row.number,
  numberIndex: row.number_hmac,
  addedAt: row.added_at.getTime()
})

/** A time for a `timestamptz` parameter. */
export const instant = (millis: number | null): Date | null => (millis === null ? null : new Date(millis))

const millis = (date: Date | null): number | null => (date === null ? null : date.getTime())
