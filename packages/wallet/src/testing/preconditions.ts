import type { RefusalReason } from "../contract/Result.js"

/** Everything that can be turned on between a request and its end. */
export const preconditions = [
  "a block on bets",
  "a block on deposits",
  "a block on withdrawals",
  "a block on bonuses",
  "a freeze",
  "a debt",
  "a stake limit",
  "a deposit limit",
  "no new bets",
  "a raised minimum",
  "a lowered maximum",
  "no withdrawals a day",
  "a closed receiving account"
] as const
export type Precondition = (typeof preconditions)[number]

/** Every step that a wallet's command can be, each with what it follows. */
export const steps = [
  "bet",
  "win",
  "rollback of a bet",
  "rollback of a win",
  "round-close",
  "deposit",
  "deposit-reverse",
  "deposit-request",
  "deposit of a request",
  "deposit of a request in review",
  "deposit-request-end",
  "withdraw-hold",
  "withdraw-approve",
  "withdraw-approve by a second operator",
  "withdraw-approve after a failed payout",
  "withdraw-pay",
  "withdraw-fail",
  "withdraw-settle",
  "withdraw-return",
  "withdraw-release of one requested",
  "withdraw-release of one approved",
  "withdraw-release of one failed",
  "bonus-grant",
  "bonus-convert",
  "bonus-forfeit",
  "commission-payout",
  "adjust",
  "debt-settle",
  "debt-write-off",
  "gate"
] as const
export type Step = (typeof steps)[number]

/** What becomes of a step: refused by name, or its money waits for an operator. */
export type Outcome = RefusalReason | "review"

const leavesTheWallet = {
  "a block on withdrawals": "player-locked",
  "a freeze": "player-locked",
  "a debt": "debt-open",
  "a raised minimum": "under-minimum",
  "a lowered maximum": "over-maximum",
  "no withdrawals a day": "too-many-today"
} as const

/** What each precondition does to each step; a step accepts what it does not name. */
export const outcomes: { readonly [S in Step]: { readonly [P in Precondition]?: Outcome } } = {
  bet: {
    "a block on bets": "player-locked",
    "a freeze": "player-locked",
    "a stake limit": "limit",
    "no new bets": "no-new-bets"
  },
  win: {},
  "rollback of a bet": {},
  "rollback of a win": {},
  "round-close": {},
  deposit: { "a block on deposits": "player-locked", "a deposit limit": "limit" },
  "deposit-reverse": {},
  "deposit-request": {
    "a block on deposits": "player-locked",
    "a deposit limit": "limit",
    "a closed receiving account": "no-receiving-account"
  },
  "deposit of a request": {
    "a block on deposits": "review",
    "a deposit limit": "review",
    "a closed receiving account": "review"
  },
  "deposit of a request in review": { "a block on deposits": "player-locked", "a deposit limit": "limit" },
  "deposit-request-end": { "a block on deposits": "request-ended" },
  "withdraw-hold": leavesTheWallet,
  "withdraw-approve": leavesTheWallet,
  "withdraw-approve by a second operator": leavesTheWallet,
  "withdraw-approve after a failed payout": leavesTheWallet,
  "withdraw-pay": leavesTheWallet,
  "withdraw-fail": {},
  "withdraw-settle": {},
  "withdraw-return": {},
  "withdraw-release of one requested": {},
  "withdraw-release of one approved": {},
  "withdraw-release of one failed": {},
  "bonus-grant": { "a block on bonuses": "player-locked" },
  "bonus-convert": {},
  "bonus-forfeit": {},
  "commission-payout": {},
  adjust: {},
  "debt-settle": {},
  "debt-write-off": {},
  gate: {}
}
