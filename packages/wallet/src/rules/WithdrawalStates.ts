import type { WithdrawalStatus } from "../contract/Withdrawal.js"

/** What can happen to a withdrawal after it was requested. */
export type WithdrawalAction = "approve" | "pay" | "fail" | "settle" | "reject" | "cancel" | "return"

/**
 * Every transition there is. What is not named here never happens: nothing leaves `rejected`, `cancelled` and `returned`,
 * and what is being paid is neither released nor paid again until the payout is known to have failed.
 */
const transitions: { readonly [S in WithdrawalStatus]: { readonly [A in WithdrawalAction]?: WithdrawalStatus } } = {
  requested: { approve: "approved", reject: "rejected", cancel: "cancelled" },
  approved: { pay: "paying", reject: "rejected" },
  paying: { settle: "settled", fail: "failed" },
  failed: { approve: "approved", reject: "rejected" },
  settled: { return: "returned" },
  rejected: {},
  cancelled: {},
  returned: {}
}

/** Where an action leads from a state; undefined where it cannot happen. */
export const after = (status: WithdrawalStatus, action: WithdrawalAction): WithdrawalStatus | undefined =>
  transitions[status][action]

/** Whether the amount of a withdrawal in this state is part of its holder's `held`. */
export const isHeld = (status: WithdrawalStatus): boolean =>
  status === "requested" || status === "approved" || status === "paying" || status === "failed"
