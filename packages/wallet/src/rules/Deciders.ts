import type { Actor } from "@croupier/core/Actor"
import { type Decision, refused } from "./Decision.js"
import type { BalanceState, Stamped } from "./State.js"

const onlyBy =
  (kinds: ReadonlyArray<Actor["kind"]>, message: string) =>
  ({ command }: Stamped, wallet?: BalanceState): Decision | undefined =>
    kinds.includes(command.actor.kind) ? undefined : refused("operator-needed", message, wallet)

/** Refuses what players, agents and providers say: about the bank and about withdrawals of anybody they decide nothing. */
export const notByUs = onlyBy(
  ["operator", "system", "service"],
  "an operator's or an internal service's decision is required"
)

/** Refuses what no operator and no correction of our own decides, such as money without a cause in the ledger. */
export const notByOperator = onlyBy(["operator", "system"], "an operator's decision is required")
