import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { Round } from "../../../rules/State.js"
import { fields, orEmpty, text } from "../Composite.js"

/** A round as `round_row`. */
export const roundLine = (round: Round): string =>
  `(${round.brand},${round.wallet},${text(round.provider)},${text(round.id)},${round.currency},${text(round.game)},` +
  `${round.category},${round.status},${round.stakeCash},${round.stakeBonus},${round.payoutCash},${round.payoutBonus},` +
  `${orEmpty(round.grant)},${round.openedAt},${orEmpty(round.closedAt)},${round.review})`

/** A `round_row` as a round. */
export const readRound = (line: string): Round => {
  const row = fields(line)
  return {
    brand: row[0] as BrandKey,
    wallet: row[1] as WalletId,
    provider: row[2]!,
    id: row[3]!,
    currency: row[4] as CurrencyCode,
    game: row[5]!,
    category: row[6] as Round["category"],
    status: row[7] as Round["status"],
    stakeCash: BigInt(row[8]!),
    stakeBonus: BigInt(row[9]!),
    payoutCash: BigInt(row[10]!),
    payoutBonus: BigInt(row[11]!),
    grant: row[12]!,
    openedAt: Number(row[13]),
    closedAt: row[14] === null ? null : Number(row[14]),
    review: row[15] === "t"
  }
}
