import type { IdempotencyKey } from "@croupier/core/http/IdempotencyKey"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, TestClock } from "effect"
import * as DepositRequests from "../../src/cashier/DepositRequestsWallet.js"
import { PayoutAccounts, DepositRequests as Tag, TransactionKey, Wallet } from "../../src/contract.js"
import * as WalletMemory from "../../src/WalletMemory.js"
import { alice, aurora, furnish } from "../http/service.js"

const layer = DepositRequests.layer.pipe(
  Layer.provide(PayoutAccounts.none),
  Layer.provideMerge(WalletMemory.layerMemory)
)
const actor = { kind: "service", id: "recon_service" } as const
const operator = { kind: "operator", id: "ann" } as const
const asked = (idempotencyKey: string, amount = "10") => ({
  brand: aurora,
  player: alice,
  amount,
  idempotencyKey: idempotencyKey as IdempotencyKey
})
const decision = (request: string, idempotencyKey: string) => ({
  brand: aurora,
  actor,
  request,
  idempotencyKey: idempotencyKey as IdempotencyKey
})

describe("deposit requests in time", () => {
  it.effect("a request that was not paid in three hours makes way for a new one, and one that still may does not", () =>
    Effect.gen(function* () {
      const requests = yield* Tag
      yield* furnish(yield* Wallet)
      const first = yield* requests.request(asked("k1"))
      yield* TestClock.adjust("179 minutes")
      expect(yield* Effect.flip(requests.request(asked("k2")))).toMatchObject({
        _tag: "DepositRequestPending",
        request: first.value.id
      })
      yield* TestClock.adjust("1 minute")
      const second = yield* requests.request(asked("k2"))
      expect(second).toMatchObject({ replayed: false, value: { status: "pending" } })
      const ended = yield* requests.get({ brand: aurora, player: alice, request: first.value.id })
      expect(ended.status).toBe("expired")
      expect(yield* requests.request(asked("k1"))).toEqual({ replayed: true, value: first.value })
    }).pipe(Effect.provide(layer))
  )

  it.effect("late money goes to manual review, and the operator's decision then credits it from its account", () =>
    Effect.gen(function* () {
      const requests = yield* Tag
      const wallet = yield* Wallet
      yield* furnish(wallet)
      const { value } = yield* requests.request(asked("k1"))
      yield* TestClock.adjust("3 hours")
      expect((yield* requests.complete(decision(value.id, "c1"))).value.status).toBe("review")
      expect((yield* wallet.balance(aurora, alice)).cash).toBe(0n)
      const from = { kind: "suspense", sub: "" } as const
      const again = { ...decision(value.id, "c2"), from }
      expect(yield* Effect.flip(requests.complete(again))).toMatchObject({ _tag: "OperatorNeeded" })
      expect((yield* requests.complete({ ...again, actor: operator })).value.status).toBe("completed")
      expect((yield* wallet.balance(aurora, alice)).cash).toBe(10_000_000n)
      expect(yield* requests.complete(decision(value.id, "c1"))).toMatchObject({
        replayed: true,
        value: { status: "review" }
      })
    }).pipe(Effect.provide(layer))
  )

  it.effect("a limit counts what is pending, and gives it back when the request is rejected", () =>
    Effect.gen(function* () {
      const requests = yield* Tag
      const wallet = yield* Wallet
      yield* furnish(wallet)
      yield* wallet.post({
        _tag: "gate",
        brand: aurora,
        wallet: alice,
        actor,
        key: TransactionKey.once("gate", "limit"),
        change: { set: [], clear: [], limits: [{ kind: "deposit", period: "day", amount: 15_000_000n as never }] }
      })
      const { value } = yield* requests.request(asked("k1"))
      yield* requests.complete(decision(value.id, "c1"))
      expect(yield* Effect.flip(requests.request(asked("k2")))).toMatchObject({
        _tag: "DepositLimitReached",
        detail: "The deposit exceeds the player's limit for the day."
      })
      const small = yield* requests.request(asked("k3", "5"))
      yield* requests.reject({ ...decision(small.value.id, "r1"), reason: "wrong payer" })
      expect((yield* requests.request(asked("k4", "5"))).value.status).toBe("pending")
    }).pipe(Effect.provide(layer))
  )

  it.effect("the reason of a block is not shown to the player", () =>
    Effect.gen(function* () {
      const requests = yield* Tag
      const wallet = yield* Wallet
      yield* furnish(wallet)
      const block = {
        scope: "deposit",
        source: "operator",
        reason: "suspected fraud",
        author: actor,
        until: null
      } as const
      const key = TransactionKey.once("gate", "block")
      yield* wallet.post({
        _tag: "gate",
        brand: aurora,
        wallet: alice,
        actor,
        key,
        change: { set: [block], clear: [] }
      })
      const refused = yield* Effect.flip(requests.request(asked("k1")))
      expect(refused._tag).toBe("DepositBlocked")
      expect(refused.message).not.toContain("fraud")
    }).pipe(Effect.provide(layer))
  )
})
