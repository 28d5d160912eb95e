import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { Block, Limit } from "@croupier/player/contract"
import type { Counter, Wallet } from "../../../rules/State.js"
import { fields, orEmpty, text } from "../Composite.js"

/** A wallet as `wallet_row`; `read` is the version that the change was decided over. */
export const walletLine = (wallet: Wallet, read: bigint): string =>
  `(${read},${wallet.brand},${wallet.id},${wallet.kind},${wallet.currency},${wallet.version},${wallet.eventVersion},` +
  `${wallet.cash},${wallet.bonus},${wallet.held},${wallet.debt},${orEmpty(wallet.grant)},${orEmpty(wallet.request)},` +
  `${wallet.blocks.length === 0 ? "[]" : text(JSON.stringify(wallet.blocks))},` +
  `${wallet.limits.length === 0 ? "[]" : text(JSON.stringify(wallet.limits.map(limitOut)))},` +
  `${counterOut(wallet.counters.day)},${counterOut(wallet.counters.week)},${counterOut(wallet.counters.month)})`

/** A `wallet_row` as a wallet. */
export const readWallet = (line: string): Wallet => {
  const row = fields(line) as ReadonlyArray<string>
  return {
    brand: row[1] as BrandKey,
    id: row[2] as WalletId,
    kind: row[3] as Wallet["kind"],
    currency: row[4] as CurrencyCode,
    version: BigInt(row[5]!),
    eventVersion: BigInt(row[6]!),
    cash: BigInt(row[7]!),
    bonus: BigInt(row[8]!),
    held: BigInt(row[9]!),
    debt: BigInt(row[10]!),
    grant: row[11] ?? null,
    request: row[12] ?? null,
    blocks: row[13] === "[]" ? [] : (JSON.parse(row[13]!) as ReadonlyArray<Block>),
    limits: row[14] === "[]" ? [] : (JSON.parse(row[14]!) as ReadonlyArray<StoredLimit>).map(limitIn),
    counters: { day: counterIn(row, 15), week: counterIn(row, 20), month: counterIn(row, 25) }
  }
}

/** JSON has no bigint: a limit's amount is stored as a string of ledger units. */
type StoredLimit = Omit<Limit, "amount"> & { readonly amount: string }

const limitOut = (limit: Limit): StoredLimit => ({ ...limit, amount: String(limit.amount) })

const limitIn = (limit: StoredLimit): Limit => ({ ...limit, amount: BigInt(limit.amount) as Limit["amount"] })

const counterOut = ({ deposit, from, loss, stake, until }: Counter): string =>
  `${from},${until},${deposit},${stake},${loss}`

const counterIn = (row: ReadonlyArray<string>, at: number): Counter => ({
  from: Number(row[at]),
  until: Number(row[at + 1]),
  deposit: BigInt(row[at + 2]!),
  stake: BigInt(row[at + 3]!),
  loss: BigInt(row[at + 4]!)
})
