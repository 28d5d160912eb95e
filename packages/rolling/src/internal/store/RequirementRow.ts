import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { instant } from "@croupier/core/postgres/instant"
import type { Player, Requirement, WalletTask } from "../../rules/State.js"

/** The columns of a requirement, for every statement that reads one. */
export const requirementColumns = `brand_id, player_id, id, number, origin, deposit_id, grant_id, currency, of, base, multiplier,
  target, progress, contributions, source, weights, priority, on_withdrawal, opened_at, expires_at, runs_since, expiry_check_at,
  state, reason, ended_at, converted, task, task_due_at, task_tries`

/** A requirement as it is stored. */
export interface RequirementRow {
  readonly brand_id: BrandKey
  readonly player_id: PlayerId
  readonly id: string
  readonly number: number
  readonly origin: Requirement["origin"]
  readonly deposit_id: string | null
  readonly grant_id: string | null
  readonly currency: CurrencyCode
  readonly of: Requirement["of"]
  readonly base: string
  readonly multiplier: number
  readonly target: string
  readonly progress: string
  readonly contributions: number
  readonly source: Requirement["source"]
  readonly weights: Requirement["weights"]
  readonly priority: number
  readonly on_withdrawal: Requirement["onWithdrawal"]
  readonly opened_at: Date
  readonly expires_at: Date | null
  readonly runs_since: Date
  readonly expiry_check_at: Date | null
  readonly state: Requirement["state"]
  readonly reason: string | null
  readonly ended_at: Date | null
  readonly converted: string | null
  readonly task: WalletTask | null
  readonly task_due_at: Date | null
  readonly task_tries: number
}

export const toRequirement = (row: RequirementRow): Requirement => ({
  id: row.id,
  number: row.number,
  origin: row.origin,
  deposit: row.deposit_id,
  grant: row.grant_id,
  currency: row.currency,
  of: row.of,
  base: BigInt(row.base),
  multiplier: row.multiplier,
  target: BigInt(row.target),
  progress: BigInt(row.progress),
  contributions: row.contributions,
  source: row.source,
  weights: row.weights,
  priority: row.priority,
  onWithdrawal: row.on_withdrawal,
  openedAt: row.opened_at.getTime(),
  expiresAt: row.expires_at?.getTime() ?? null,
  runsSince: row.runs_since.getTime(),
  expiryCheckAt: row.expiry_check_at?.getTime() ?? null,
  state: row.state,
  reason: row.reason,
  endedAt: row.ended_at?.getTime() ?? null,
  converted: row.converted === null ? null : BigInt(row.converted),
  task:
    row.task === null || row.task_due_at === null
      ? null
      : { kind: row.task, dueAt: row.task_due_at.getTime(), tries: row.task_tries }
})

/** A requirement as JSON for `jsonb_to_recordset`. */
export const requirementJson = ({ brand, player }: Pick<Player, "brand" | "player">, of: Requirement) => ({
  brand_id: brand,
  player_id: player,
  id: of.id,
  number: of.number,
  origin: of.origin,
  deposit_id: of.deposit,
  grant_id: of.grant,
  currency: of.currency,
  of: of.of,
  base: String(of.base),
  multiplier: of.multiplier,
  target: String(of.target),
  progress: String(of.progress),
  contributions: of.contributions,
  source: of.source,
  weights: of.weights,
  priority: of.priority,
  on_withdrawal: of.onWithdrawal,
  opened_at: instant(of.openedAt),
  expires_at: instant(of.expiresAt),
  runs_since: instant(of.runsSince),
  expiry_check_at: instant(of.expiryCheckAt),
  state: of.state,
  reason: of.reason,
  ended_at: instant(of.endedAt),
  converted: of.converted === null ? null : String(of.converted),
  task: of.task?.kind ?? null,
  task_due_at: instant(of.task?.dueAt ?? null),
  task_tries: of.task?.tries ?? 0
})
