/** An agent. */
export const agent = "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
/** Rates by game category. */
export const rates = { slots: "0.7", live: "0.3", table: "0.3", sports: "0", minigame: "0" }
/** Terms as they are answered. */
export const terms = {
  rolling: rates,
  losing: { slots: "30", live: "30", table: "30", sports: "0", minigame: "0" },
  losingBase: "loss-after-rolling",
  deductions: [{ _tag: "percent", name: "platform", rate: "10" }],
  carry: "base",
  carryPeriods: null,
  ringFence: [],
  settles: { rolling: "weekly", losing: "monthly" }
}
/** An agent as it sees itself. */
export const own = {
  id: agent,
  parent: null,
  path: [agent],
  username: "seoul.lee",
  displayName: "Seoul",
  referralCode: "seoul-7",
  status: "active",
  terms,
  registeredAt: 1772366400000
}
/** A player. */
export const player = "01926d3c-7a1e-7000-8000-2f6d3a5b9c00"
/** A player under the agent. */
export const referred = { id: player, agent, registeredAt: 1772366400000, house: false, flags: [] }
/** A settled round as it counted. */
export const accrued = {
  event: "01926d3c-7a1e-7000-8000-2f6d3a5b9c05",
  ...{ player, agent, round: { provider: "hub88", id: "r-20260301-1" }, category: "slots", currency: "KRW" },
  ...{ settledAt: 1772370000000, valid: "1000000", net: "-250000", rolling: "4000", losing: "-75000" }
}
/** A version of a chain. */
export const chain = "01926d3c-7a1e-7000-8000-2f6d3a5b9c45"
/** A settled period. */
export const settled = {
  ...{ id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c40", earner: { kind: "agent", id: agent }, kind: "rolling" },
  ...{ currency: "KRW", number: 1, from: 1772366400000, to: 1772971200000, status: "paid", formula: 1 },
  lines: [{ via: agent, chain, category: "slots", base: "1000000", rate: "0.4", amount: "4000", carriedFrom: null }],
  ...{
    earned: "4000",
    fenced: "0",
    carried: "0",
    deductions: [],
    advances: "1000",
    payout: "3000",
    dropped: "0",
    remainder: "0"
  },
  ...{ transaction: "01926d3c-7a1e-7000-8000-2f6d3a5b9c06", refusal: null }
}
/** A conversion as it is asked for. */
export const conversion = { id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c44", currency: "KRW", amount: "50000" }
