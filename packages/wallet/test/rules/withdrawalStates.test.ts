import { describe, expect, it } from "@effect/vitest"
import { WithdrawalStatus } from "../../src/contract.js"
import { after, isHeld, type WithdrawalAction } from "../../src/rules/WithdrawalStates.js"

const actions: ReadonlyArray<WithdrawalAction> = ["approve", "pay", "fail", "settle", "reject", "cancel", "return"]
const no = undefined

/** Where each action leads from each state, in the order of `actions`. */
const table: Record<WithdrawalStatus, ReadonlyArray<WithdrawalStatus | undefined>> = {
  requested: ["approved", no, no, no, "rejected", "cancelled", no],
  approved: [no, "paying", no, no, "rejected", no, no],
  paying: [no, no, "failed", "settled", no, no, no],
  failed: ["approved", no, no, no, "rejected", no, no],
  settled: [no, no, no, no, no, no, "returned"],
  rejected: [no, no, no, no, no, no, no],
  cancelled: [no, no, no, no, no, no, no],
  returned: [no, no, no, no, no, no, no]
}

describe("the states of a withdrawal", () => {
  it("are left by these actions only, every state and every action tried", () => {
    expect(Object.keys(table).sort()).toEqual([...WithdrawalStatus.literals].sort())
    for (const status of WithdrawalStatus.literals) {
      expect(
        actions.map((action) => after(status, action)),
        status
      ).toEqual(table[status])
    }
  })

  it("hold the money until it is paid or given back, and every way out of holding ends it", () => {
    const ends = WithdrawalStatus.literals.filter((status) => actions.every((action) => !after(status, action)))
    expect(ends).toEqual(["rejected", "cancelled", "returned"])
    expect(WithdrawalStatus.literals.filter(isHeld)).toEqual(["requested", "approved", "paying", "failed"])
  })
})
