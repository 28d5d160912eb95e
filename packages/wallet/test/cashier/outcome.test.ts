import type { IdempotencyKey } from "@croupier/core/http/IdempotencyKey"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import * as Deposits from "../../src/cashier/DepositRequestsWallet.js"
import * as Withdrawals from "../../src/cashier/WithdrawalRequestsWallet.js"
import {
  DepositRequests,
  PayoutAccounts,
  Wallet,
  type WalletShape,
  WalletUnavailable,
  WithdrawalPolicy,
  WithdrawalRequests
} from "../../src/contract.js"
import { emptyLedger, make } from "../../src/WalletMemory.js"
import { alice, aurora, furnish } from "../http/service.js"
import { playerOf } from "../sql/play.js"

const account = "01926d3c-7a1e-7000-8000-00000000acc0"
const holder = Layer.succeed(PayoutAccounts, {
  find: () => Effect.succeed({ bank: "First", number: "••••6789", holderIsPlayer: true, shared: false, addedAt: 0 }),
  keepDepositor: () => Effect.succeed(undefined),
  depositor: () => Effect.succeed(undefined)
})
const idempotencyKey = "k" as IdempotencyKey
const asked = { brand: aurora, player: alice, amount: "10", idempotencyKey }

/** The wallet, of which from the nth call on none is reached. */
const awayFrom = (wallet: WalletShape, nth: number): WalletShape => {
  let calls = 0
  const reached = <A, E>(answer: Effect.Effect<A, E>) =>
    Effect.suspend((): Effect.Effect<A, E | WalletUnavailable> => {
      calls += 1
      return calls < nth ? answer : new WalletUnavailable({ outcome: "not-applied", detail: "away" })
    })
  return {
    ...wallet,
    post: (command) => reached(wallet.post(command)),
    balance: (...of) => reached(wallet.balance(...of)),
    depositRequest: (...of) => reached(wallet.depositRequest(...of)),
    withdrawal: (...of) => reached(wallet.withdrawal(...of))
  }
}

type Request = (wallet: Layer.Layer<Wallet>) => Effect.Effect<void, { readonly _tag: string }>

const requests: Readonly<Record<"deposit" | "withdrawal", Request>> = {
  deposit: (wallet) =>
    Effect.flatMap(DepositRequests, (cashier) => Effect.asVoid(cashier.request(asked))).pipe(
      Effect.provide(Deposits.layer.pipe(Layer.provide([wallet, holder])))
    ),
  withdrawal: (wallet) =>
    Effect.flatMap(WithdrawalRequests, (cashier) =>
      Effect.asVoid(cashier.request({ ...asked, bankAccountId: account }))
    ).pipe(Effect.provide(Withdrawals.layer.pipe(Layer.provide([wallet, holder, WithdrawalPolicy.allowAll]))))
}

describe("a request when the wallet is no longer reachable", () => {
  for (const kind of ["deposit", "withdrawal"] as const) {
    it.effect(`is answered not-applied only where nothing happened (${kind})`, () =>
      Effect.gen(function* () {
        const told: Array<string> = []
        for (let nth = 1; nth <= 8; nth++) {
          const ledger = emptyLedger()
          const wallet = make(ledger)
          yield* furnish(wallet)
          yield* wallet.post(playerOf(aurora, alice).deposit("fund", 100_000_000n))
          const before = ledger.world.transactions.size
          const outcome = yield* requests[kind](Layer.succeed(Wallet, awayFrom(wallet, nth))).pipe(
            Effect.as("done"),
            Effect.catchAll((failure) =>
              failure instanceof WalletUnavailable ? Effect.succeed(failure.outcome) : Effect.die(failure)
            )
          )
          const isApplied = ledger.world.transactions.size > before
          expect(outcome === "not-applied" && isApplied, `away from call ${nth} on`).toBe(false)
          told.push(outcome)
        }
        expect(new Set(told)).toEqual(new Set(["not-applied", "unknown", "done"]))
      })
    )
  }
})
