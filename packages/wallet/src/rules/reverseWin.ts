import { release } from "./BonusMoney.js"
import type { Decision } from "./Decision.js"
import { invariant } from "./invariant.js"
import { Posting } from "./Posting.js"
import { finish, grantOf, type Reversal, unfunded } from "./Reversal.js"
import { addTotals, settle } from "./RoundSettlement.js"
import type { Wallet } from "./State.js"
import { type BonusPlace, winParts } from "./WinParts.js"

/**
 * Each part is taken from where it is now: the bonus part from the bonus while its grant is active, and otherwise from
 * what the grant released, as if it had never been posted. What is missing becomes debt, or is dropped.
 */
export const reverseWin = (reversal: Reversal): Decision => {
  const { before, counter, original, stamped, wallet, world } = reversal
  const grant = grantOf(reversal)
  const paid = winParts(original, grant, wallet)
  const from = sourcesOf(paid.place, wallet)
  invariant(from.bonus + from.cash + from.promo === paid.bonus, "the sources of a win's bonus part add up to it")

  const wanted = paid.cash + from.cash
  const fromCash = min(wanted, wallet.cash)
  const missing = wanted - fromCash
  const owed = stamped.command.shortfall === "debt" ? missing : 0n
  const lost = missing - owed
  const lostCash = min(lost, paid.cash)
  const lostBonus = lost - lostCash
  invariant(lostBonus <= from.cash, "of the bonus part no more is dropped than was due in cash")
  const taken = from.bonus + fromCash + owed + from.promo
  invariant(taken + lost === paid.cash + paid.bonus, "what a reversed win takes and drops is what it paid")

  const promo = -from.promo
  const converted = paid.place._tag === "converted" ? lostBonus - from.cash : 0n
  const posting = new Posting(world, stamped, wallet)
    .onWallet("cash", -fromCash)
    .onWallet("bonus", -from.bonus)
    .onWallet("debt", -owed)
    .onBrand({ kind: "promo", sub: "" }, promo)
    .onBrand(counter, taken)
  const settled = settle(
    world,
    before,
    unfunded(addTotals(before, { payoutCash: lostCash - paid.cash, payoutBonus: lostBonus - paid.bonus })),
    stamped.command.closesRound ?? false,
    grant && release(grant, converted + promo)
  )
  return finish(reversal, posting, settled, { converted, promo }, { loss: taken })
}

/** Which accounts a bonus part is taken from; from `cash`, as far as there is any. */
const sourcesOf = (place: BonusPlace, wallet: Wallet) => {
  switch (place._tag) {
    case "active": {
      const bonus = min(place.amount, wallet.bonus)
      return { bonus, cash: place.amount - bonus, promo: 0n }
    }
    case "converted":
      return { bonus: 0n, cash: place.cash, promo: place.promo }
    case "ended":
      return { bonus: 0n, cash: 0n, promo: place.promo }
    case "none":
      return { bonus: 0n, cash: 0n, promo: 0n }
  }
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b)
