import { partitionOf } from "@croupier/core/events/Partition"
import type { Effects } from "../../rules/State.js"
import type { WorkingSet } from "../posting/WorkingSet.js"
import type { Query } from "./BatchConnection.js"
import { array, escapedArray } from "./Composite.js"
import type { Loaded } from "./readBatch.js"
import { entryLine } from "./rows/entryLine.js"
import { eventLine, eventPayload } from "./rows/eventLine.js"
import { grantLine } from "./rows/grantLine.js"
import { noProof, proofFields } from "./rows/proofFields.js"
import { requestLine } from "./rows/requestLine.js"
import { roundLine } from "./rows/roundLine.js"
import { reversalLine, transactionLine } from "./rows/transactionLine.js"
import { walletLine } from "./rows/walletLine.js"
import { withdrawalLine } from "./rows/withdrawalLine.js"

const statement = `SELECT croupier_wallet.apply_batch(
  $1::text[], $2::bigint[], $3::croupier_wallet.wallet_row[], $4::croupier_wallet.wallet_row[],
  $5::croupier_wallet.transaction_row[], $6::croupier_wallet.reversal_row[], $7::croupier_wallet.entry_row[],
  $8::croupier_wallet.round_row[], $9::croupier_wallet.round_row[], $10::croupier_wallet.grant_row[],
  $11::croupier_wallet.deposit_request_row[], $12::croupier_wallet.withdrawal_row[],
  $13::croupier_wallet.event_row[], $14::jsonb[], $15::bigint)`

/** What was decided over a loaded world: the rows that changed, and each command's effects in order. */
export interface Decided {
  readonly loaded: Loaded
  /** Holds the changed rows only, each as it is in the end. */
  readonly changed: WorkingSet
  readonly effects: ReadonlyArray<Effects>
}

/**
 * Writes everything that was decided, in one round trip and whole or not at all; false when it was decided over something
 * that has changed since. Fails with a `conflict` when one of its keys was taken concurrently.
 */
export const applyBatch = async (query: Query, decided: Decided): Promise<boolean> => {
  const [[status] = []] = await query(statement, parameters(decided))
  return status === "applied"
}

const parameters = ({ changed, effects, loaded }: Decided): ReadonlyArray<string | null> => {
  const { world } = loaded
  const opened: Array<string> = []
  const updated: Array<string> = []
  for (const [name, wallet] of sorted(changed.wallets)) {
    const before = world.wallets.get(name)
    ;(before ? updated : opened).push(walletLine(wallet, before?.version ?? 0n))
  }
  const proofs = new Map(effects.map((each) => [each.transaction.id, proofFields(each)]))
  const taken: Array<string> = []
  const reversals: Array<string> = []
  const places = new Map<string, number>()
  for (const [name, transaction] of sorted(changed.transactions)) {
    if (world.transactions.has(name)) reversals.push(reversalLine(transaction))
    else if (transaction.tag === "tombstone") taken.push(transactionLine(transaction, noProof))
    else places.set(transaction.id, taken.push(transactionLine(transaction, proofs.get(transaction.id)!)))
  }
  const newRounds: Array<string> = []
  const oldRounds: Array<string> = []
  for (const [name, round] of changed.rounds) (world.rounds.has(name) ? oldRounds : newRounds).push(roundLine(round))
  const entries: Array<string> = []
  const events: Array<string> = []
  const payloads: Array<string> = []
  for (const { entries: lines, events: published, transaction } of effects) {
    const posting = places.get(transaction.id)!
    for (let line = 0; line < lines.length; line++) entries.push(entryLine(posting, line + 1, lines[line]!))
    if (published.length === 0) continue
    const partition = partitionOf(transaction.wallet ?? "")
    for (const event of published) {
      events.push(eventLine(posting, partition, transaction, event))
      payloads.push(eventPayload(event))
    }
  }
  return [
    array(loaded.brands),
    `{${loaded.policies.join()}}`,
    array(opened),
    array(updated),
    array(taken),
    array(reversals),
    array(entries),
    array(newRounds),
    array(oldRounds),
    array([...changed.grants.values()].map(grantLine)),
    array([...changed.requests.values()].map(requestLine)),
    array([...changed.withdrawals.values()].map(withdrawalLine)),
    array(events),
    escapedArray(payloads),
    loaded.remembered ? String(world.now) : null
  ]
}

/** By brand and then id or key, byte by byte: all locks are taken in this order. */
const sorted = <Row>(rows: ReadonlyMap<string, Row>): ReadonlyArray<readonly [string, Row]> =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
