import type { Amount } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { type PlayerId, uuidv7, type WalletId } from "@croupier/core/Ids"
import { type Command, TransactionKey, Wallet } from "@croupier/wallet/contract"
import { Clock, Effect } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AgentTables } from "../store/AgentTables.js"

/** The wallet that is paid: an agent's in the currency, opened if it is new, or a player's own. */
const walletOf = Effect.fnUntraced(function* (
  brand: BrandKey,
  earner: { readonly kind: "agent"; readonly id: AgentId } | { readonly kind: "player"; readonly id: PlayerId },
  currency: CurrencyCode
) {
  if (earner.kind === "player") return earner.id
  const agent = earner.id
  const fresh = uuidv7(yield* Clock.currentTimeMillis) as WalletId
  const { wallet } = yield* (yield* AgentStore).inBrand(brand, (tables) =>
    tables.wallet({ agent, currency, wallet: fresh })
  )
  const key = TransactionKey.once("agent-wallet", wallet)
  yield* (yield* Wallet).post({ _tag: "open", brand, key, actor, wallet, kind: "agent", currency })
  return wallet
})

const actor = { kind: "service", id: "agent" } as const

/** Pays under a key that pays once, however often it is asked; answers the wallet's transaction, or why it refused. */
const payOnce = Effect.fnUntraced(function* (
  brand: BrandKey,
  key: TransactionKey.TransactionKey,
  wallet: WalletId,
  currency: CurrencyCode,
  amount: Amount
) {
  const command = { _tag: "commission-payout", brand, actor, wallet, currency, amount } as const
  return yield* (yield* Wallet).post({ ...command, key } satisfies Command)
})

/** Whether an earner is paid now: not an agent who is suspended or closed. */
const isPayable = Effect.fnUntraced(function* (tables: AgentTables, agent: AgentId) {
  return (yield* tables.agent(agent))?.status === "active"
})

/** Pays an approved statement. What the wallet refuses stays approved, with the reason, and is tried again. */
export const payStatement = Effect.fnUntraced(function* (brand: BrandKey, id: string) {
  const store = yield* AgentStore
  const due = yield* store.inBrand(brand, (tables) =>
    Effect.gen(function* () {
      const statement = yield* tables.statement(id)
      if (statement?.result == null || statement.status !== "approved") return
      const { currency, earner, result } = statement
      if (earner.kind === "agent" && !(yield* isPayable(tables, earner.id))) return
      return { earner, currency, payout: result.payout }
    })
  )
  if (due === undefined) return
  const { currency, earner, payout } = due
  const wallet = yield* walletOf(brand, earner, currency)
  const result = yield* payOnce(brand, TransactionKey.once("agent-statement", id), wallet, currency, payout)
  yield* store.inBrand(brand, (tables) =>
    Effect.gen(function* () {
      const statement = yield* tables.statement(id, true)
      if (statement?.status !== "approved") return
      const triedAt = yield* tables.now
      yield* tables.updateStatement(
        result._tag === "ok"
          ? { ...statement, status: "paid", transaction: result.transaction, refusal: null, triedAt }
          : { ...statement, refusal: result.reason, triedAt }
      )
    })
  )
})

/** Pays an approved conversion. */
export const payConversion = Effect.fnUntraced(function* (brand: BrandKey, id: string) {
  const store = yield* AgentStore
  const conversion = yield* store.inBrand(brand, (tables) =>
    Effect.gen(function* () {
      const found = yield* tables.conversion(id)
      return found?.status === "approved" && (yield* isPayable(tables, found.agent)) ? found : undefined
    })
  )
  if (conversion === undefined) return
  const { agent, amount, currency } = conversion
  const wallet = yield* walletOf(brand, { kind: "agent", id: agent }, currency)
  const result = yield* payOnce(brand, TransactionKey.once("agent-conversion", id), wallet, currency, amount)
  if (result._tag === "refused") yield* Effect.logWarning(`the wallet refused conversion ${id}: ${result.reason}`)
  yield* store.inBrand(brand, (tables) =>
    Effect.gen(function* () {
      const found = yield* tables.conversion(id, true)
      if (found?.status !== "approved") return
      const triedAt = yield* tables.now
      yield* tables.updateConversion(
        result._tag === "ok"
          ? { ...found, status: "paid", transaction: result.transaction, triedAt }
          : { ...found, triedAt }
      )
    })
  )
})
