import { credit, split } from "./BonusMoney.js"
import type { Decision } from "./Decision.js"
import { Posting } from "./Posting.js"
import { finish, grantOf, type Reversal, unfunded } from "./Reversal.js"
import { addTotals, settle } from "./RoundSettlement.js"

/** Gives a stake back: the bonus part to where money of its grant goes now. */
export const reverseBet = (reversal: Reversal): Decision => {
  const { before, counter, original, stamped, wallet, world } = reversal
  const cash = -original.moved.cash
  const bonus = -original.moved.bonus
  const grant = grantOf(reversal)
  const parts = split(grant, wallet, bonus)
  const posting = new Posting(world, stamped, wallet)
    .onWallet("cash", cash + parts.converted)
    .onBrand(counter, -cash - bonus)
  const settled = settle(
    world,
    before,
    unfunded(
      addTotals(
        { ...before, review: before.review || before.payoutCash + before.payoutBonus > 0n },
        { stakeCash: -cash, stakeBonus: -bonus }
      )
    ),
    stamped.command.closesRound ?? false,
    credit(posting, parts, grant)
  )
  return finish(reversal, posting, settled, parts, { stake: -cash - bonus, loss: -cash - bonus })
}
