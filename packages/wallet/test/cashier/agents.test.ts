import { fromUnits } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { IdempotencyKey } from "@croupier/core/http/IdempotencyKey"
import { uuidv7, type WalletId } from "@croupier/core/Ids"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as WithdrawalRequests from "../../src/cashier/WithdrawalRequestsWallet.js"
import {
  PayoutAccounts,
  WithdrawalRequests as Tag,
  TransactionKey,
  Wallet,
  WithdrawalPolicy
} from "../../src/contract.js"
import * as WalletMemory from "../../src/WalletMemory.js"
import { aurora } from "../http/service.js"

/** The policy is not asked about an agent, who has nothing to wager. */
const noPlayer = Layer.succeed(WithdrawalPolicy, { ask: () => Effect.die("asked about an agent") })
const layer = WithdrawalRequests.layer.pipe(
  Layer.provide([noPlayer, PayoutAccounts.none]),
  Layer.provideMerge(WalletMemory.layerMemory)
)

describe("an agent", () => {
  it.effect("withdraws commission through the same cashier, which records the kind of holder", () =>
    Effect.gen(function* () {
      const wallet = yield* Wallet
      const requests = yield* Tag
      const agent = uuidv7(0) as WalletId
      const own = { brand: aurora, wallet: agent, actor: { kind: "agent", id: agent } } as const
      const money = { currency: "EUR" as CurrencyCode, amount: fromUnits(50n) }
      const key = (step: string) => TransactionKey.once(step, agent)
      yield* wallet.post({ _tag: "open", ...own, key: key("open"), kind: "agent", currency: money.currency })
      yield* wallet.post({ _tag: "commission-payout", ...own, key: key("pay"), ...money })
      const held = yield* wallet.post({
        _tag: "withdraw-hold",
        ...own,
        key: key("hold"),
        ...money,
        withdrawal: uuidv7(1)
      })
      const id = held._tag === "ok" ? (held.request ?? "") : ""
      const decision = (step: string) => ({
        brand: aurora,
        withdrawal: id,
        actor: { kind: "operator", id: "ann" } as const,
        idempotencyKey: step as IdempotencyKey
      })
      expect((yield* requests.approve(decision("a"))).value.status).toBe("approved")
      yield* requests.pay(decision("p"))
      yield* requests.settle({ ...decision("s"), bank: "main" })
      expect(yield* wallet.withdrawal(aurora, id)).toMatchObject({ holder: "agent", status: "settled" })
      expect(yield* wallet.balance(aurora, agent)).toMatchObject({ cash: 0n, held: 0n })
    }).pipe(Effect.provide(layer))
  )
})
