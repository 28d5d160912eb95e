import type { Movement } from "@croupier/wallet/contract"
import type { RollingPolicy } from "../contract/RollingPolicy.js"
import { openRequirement } from "./openRequirement.js"
import type { Player, Step } from "./State.js"
import { unchanged } from "./Stepping.js"

/** The requirement of a completed deposit, by the policy that held then. Its id is the deposit's transaction. */
export const openDeposit = (player: Player, deposit: Movement, { deposit: terms }: RollingPolicy, at: number): Step =>
  terms.multiplier === 0
    ? unchanged(player)
    : openRequirement(
        player,
        {
          id: deposit.transaction,
          origin: "deposit",
          deposit: deposit.transaction,
          grant: null,
          currency: deposit.balance.currency,
          of: "deposit",
          base: deposit.moved.cash,
          multiplier: terms.multiplier,
          source: terms.source,
          weights: terms.weights,
          priority: terms.priority,
          onWithdrawal: "refuse",
          expiresAt: terms.expiresAfterDays === null ? null : at + terms.expiresAfterDays * day
        },
        at
      )

const day = 24 * 60 * 60 * 1000
