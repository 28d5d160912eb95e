import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { BrandAccount } from "../../../contract/Command.js"
import type { DepositRequestStatus } from "../../../contract/DepositRequestView.js"
import type { TransactionKey } from "../../../contract/TransactionKey.js"
import type { BalanceState, Transaction } from "../../../rules/State.js"
import { fields, orEmpty, text } from "../Composite.js"

/** A key's row as `transaction_row`; `proof` is what `proofFields` makes of its command's effects. */
export const transactionLine = (row: Transaction, proof: string): string => {
  const { actor, balance, counter, moved, round } = row
  return (
    `(${row.brand},${text(row.key)},${row.id},${row.tag},${text(row.fingerprint)},${orEmpty(row.wallet)},${row.version},` +
    `${row.at},${actor.kind},${text(actor.id)},${moved.cash},${moved.bonus},${moved.held},${moved.debt},${row.promo},` +
    `${row.converted},${balance === null ? ",,,," : balanceFields(balance)},${row.found},` +
    `${round === null ? "," : `${text(round.provider)},${text(round.id)}`},${text(row.game)},${orEmpty(row.grant)},` +
    `${orEmpty(row.request)},${orEmpty(row.requestStatus)},` +
    `${counter === null ? "," : `${counter.kind},${text(counter.sub)}`},${text(row.reason)},${text(row.reversedBy)},` +
    `${text(row.original)},${proof})`
  )
}

const balanceFields = ({ bonus, cash, currency, debt, held }: BalanceState): string =>
  `${currency},${cash},${bonus},${held},${debt}`

/** A `transaction_row` as a key's row. */
export const readTransaction = (line: string): Transaction => {
  const row = fields(line)
  const units = (at: number): bigint => BigInt(row[at]!)
  return {
    brand: row[0] as BrandKey,
    key: row[1] as TransactionKey,
    id: row[2]!,
    tag: row[3] as Transaction["tag"],
    fingerprint: row[4]!,
    wallet: row[5] as WalletId | null,
    version: units(6),
    at: Number(row[7]),
    actor: { kind: row[8] as Actor["kind"], id: row[9]! },
    moved: { cash: units(10), bonus: units(11), held: units(12), debt: units(13) },
    promo: units(14),
    converted: units(15),
    balance:
      row[16] === null
        ? null
        : { currency: row[16] as CurrencyCode, cash: units(17), bonus: units(18), held: units(19), debt: units(20) },
    found: row[21] === "t",
    round: row[22] === null ? null : { provider: row[22]!, id: row[23]! },
    game: row[24]!,
    grant: row[25]!,
    request: row[26]!,
    requestStatus: row[27] as DepositRequestStatus | null,
    counter: row[28] === null ? null : { kind: row[28] as BrandAccount["kind"], sub: row[29]! },
    reason: row[30]!,
    reversedBy: row[31] as TransactionKey | null,
    original: row[32] as TransactionKey | null
  }
}

/** The original of a reversal as `reversal_row`. */
export const reversalLine = (original: Transaction): string =>
  `(${original.brand},${text(original.key)},${text(original.reversedBy)})`
