import { parse } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { Either } from "effect"
import type { RollingPolicy } from "../contract/RollingPolicy.js"
import { endRequirement } from "./endRequirement.js"
import type { Player, Step } from "./State.js"
import { andThen, inOrder, unchanged } from "./Stepping.js"

/** The balance below which nothing can be played, in ledger units: the brand's, or the smallest amount shown. */
export const playedOutBelow = ({ playedOutBelow }: RollingPolicy, code: Currency.CurrencyCode): bigint => {
  const currency = Currency.of(code)
  const own = playedOutBelow[code]
  return own === undefined
    ? 10n ** BigInt(currency.ledgerScale - currency.displayScale)
    : Either.getOrThrow(parse(currency, own))
}

/**
 * After a round has closed: a balance that is played out ends every active requirement, a bonus as `lost`, a deposit as completed
 * with the reason `no-funds`. Not while a round is open or a withdrawal is held, since its money may come back.
 */
export const endPlayedOut = (
  player: Player,
  currency: Currency.CurrencyCode,
  policy: RollingPolicy,
  at: number
): Step => {
  const { bonus, cash, held } = player.balance
  if (player.openRounds > 0 || held > 0n || cash + bonus >= playedOutBelow(policy, currency)) return unchanged(player)
  return inOrder(player).reduce(
    (step, requirement) =>
      andThen(step, (now) =>
        endRequirement(
          now,
          requirement,
          requirement.grant === null
            ? { state: "completed", reason: "no-funds", at }
            : { state: "lost", reason: "no-funds", task: "lose", at }
        )
      ),
    unchanged(player)
  )
}
