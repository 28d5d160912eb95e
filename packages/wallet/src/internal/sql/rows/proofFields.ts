import type { DepositRequest, Effects, Grant, Wallet, Withdrawal } from "../../../rules/State.js"
import { text } from "../Composite.js"
import { actorText } from "./actorText.js"

/** The fields of a tombstone, which its rollback carries. */
export const noProof = ",,"

/** What only verification reads of a command, as the last fields of `transaction_row`: round_closed, round_review, state. */
export const proofFields = (effects: Effects): string => {
  const { round } = effects
  const state = stateOf(effects)
  return (
    `${round === null ? "," : `${round.status === "closed"},${round.review}`},` +
    `${state === undefined ? "" : text(JSON.stringify(state))}`
  )
}

/** Amounts are strings of ledger units, times milliseconds of the epoch. Free text is left out: it authorises nothing. */
const stateOf = ({ grant, newPeriod, request, transaction: { tag }, wallet, withdrawal }: Effects) => {
  // Most bets and wins end here.
  if (!newPeriod && request === null && withdrawal === null && !ownTags.has(tag)) {
    return undefined
  }
  return {
    ...(newPeriod && wallet !== null && { periods: periodsOf(wallet) }),
    ...(request !== null && { request: { ...requestState(request), open: wallet?.request ?? null } }),
    ...(withdrawal !== null && { withdrawal: withdrawalState(withdrawal) }),
    ...(tag === "open" && wallet !== null && { kind: wallet.kind }),
    ...((tag === "gate" || tag === "unfreeze") && wallet !== null && gateState(wallet)),
    ...(tag === "bonus-grant" && grant !== null && { terms: termsState(grant) })
  }
}

const ownTags: ReadonlySet<Effects["transaction"]["tag"]> = new Set(["open", "gate", "unfreeze", "bonus-grant"])

const termsState = ({ terms }: Grant) => ({
  ...terms,
  maxBet: units(terms.maxBet),
  maxCashOut: units(terms.maxCashOut)
})

const units = (amount: bigint | null): string | null => (amount === null ? null : String(amount))

const gateState = ({ blocks, limits }: Wallet) => ({
  blocks: blocks.map(({ reason: _, ...block }) => block),
  limits: limits.map((limit) => ({ ...limit, amount: String(limit.amount) }))
})

const periodsOf = ({ counters: { day, month, week } }: Wallet): ReadonlyArray<number> =>
  [day, week, month].flatMap(({ from, until }) => [from, until])

const requestState = ({ amount, createdAt, expiresAt, id, payTo, reference, review, status }: DepositRequest) => ({
  id,
  amount: String(amount),
  status,
  reference,
  payTo,
  review,
  createdAt,
  expiresAt
})

const withdrawalState = ({ approvedBy, bank, holder, payTo, requestedAt, reviews, twoPeople }: Withdrawal) => ({
  holder,
  payTo,
  reviews,
  twoPeople,
  approvedBy: approvedBy.map(actorText),
  bank,
  requestedAt
})
