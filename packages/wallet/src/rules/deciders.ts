import type { Actor } from "@croupier/core/Actor"
import { type Decision, refused } from "./Decision.js"
import type { BalanceState, Stamped } from "./state.js"

const ours: ReadonlyArray<Actor["kind"]> = ["operator", "system", "service"]

/** Refuses what players, agents and providers say: about the bank and about withdrawals of anybody they decide nothing. */
export const notByUs = ({ command }: Stamped, wallet?: BalanceState): Decision | undefined =>
  ours.includes(command.actor.kind)
    ? undefined
    : refused("operator-needed", "an operator or a service of ours decides this", wallet)

/** Refuses what no operator and no correction of our own decides, such as money without a cause in the ledger. */
export const notByOperator = ({ command }: Stamped, wallet?: BalanceState): Decision | undefined =>
  command.actor.kind === "operator" || command.actor.kind === "system"
    ? undefined
    : refused("operator-needed", "an operator decides this", wallet)
