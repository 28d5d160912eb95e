import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { uuidv7, type WalletId } from "@croupier/core/Ids"
import type { CommandOf } from "../../src/contract.js"
import { TransactionKey } from "../../src/contract.js"

const actor = { kind: "system", id: "test" } as const
const currency = "EUR" as CurrencyCode
const game = { code: "starlight", category: "slots" } as const

/** Commands of one wallet of a brand, a new one unless said otherwise. */
export const playerOf = (brand: BrandKey, wallet = uuidv7(Date.now()) as WalletId) => {
  const own = { brand, wallet, actor }
  const round = { provider: "hub88", id: `round of ${wallet}` }
  const key = (id: string) => TransactionKey.provider("hub88", "money", `${id} ${wallet}`)
  return {
    wallet,
    open: { _tag: "open", ...own, currency, kind: "player", key: TransactionKey.once("open", wallet) },
    deposit: (id: string, units: bigint) => ({
      _tag: "deposit",
      ...own,
      currency,
      amount: fromUnits(units),
      key: TransactionKey.once("deposit", `${id}-${wallet}`),
      from: { kind: "bank", sub: "main" }
    }),
    bet: (id: string, units: bigint) => ({
      _tag: "bet",
      ...own,
      currency,
      amount: fromUnits(units),
      key: key(id),
      round,
      game
    }),
    rollback: (id: string, of: string) => ({
      _tag: "rollback",
      ...own,
      key: TransactionKey.provider("hub88", "rollback", `${id} ${wallet}`),
      original: key(of),
      shortfall: "debt"
    })
  } as const satisfies {
    readonly wallet: WalletId
    readonly open: CommandOf<"open">
    readonly deposit: (id: string, units: bigint) => CommandOf<"deposit">
    readonly bet: (id: string, units: bigint) => CommandOf<"bet">
    readonly rollback: (id: string, of: string) => CommandOf<"rollback">
  }
}
