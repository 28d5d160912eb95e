import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { expireDeposits } from "@croupier/wallet/cashier/expireDeposits"
import { ProviderBooks, Wallet } from "@croupier/wallet/contract"
import { foldBalances } from "@croupier/wallet/fold/BalanceFold"
import { reconcile } from "@croupier/wallet/reconciliation/Reconciliation"
import { sealEntries } from "@croupier/wallet/seal/LedgerSeal"
import { verifyLedger } from "@croupier/wallet/verify/verifyLedger"
import { Effect } from "effect"
import { median, quantile } from "../page.js"
import { beginsAt, brand, provider, type Size, walletId } from "./books.js"

/** What one measure took, in milliseconds. */
export interface Measured {
  readonly name: string
  readonly millis: number
}

const key = brand as BrandKey

const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const began = performance.now()
    const value = yield* effect
    return { value, millis: performance.now() - began }
  })

/** What a tenth of 40 runs did not exceed, after five that count for nothing: other work on the machine hides the rest. */
const often = <A, E, R>(name: string, run: (n: number) => Effect.Effect<A, E, R>) =>
  Effect.map(
    Effect.forEach(Array.from({ length: 45 }), (_, n) => timed(run(n))),
    (runs): Measured => ({
      name,
      millis: quantile(
        runs.slice(5).map(({ millis }) => millis),
        0.1
      )
    })
  )

/** The median step of a follower that catches up with all entries, 5000 at most in each. */
const following = <E, R>(name: string, step: (atMost: number) => Effect.Effect<{ readonly entries: number }, E, R>) =>
  Effect.gen(function* () {
    const steps: Array<number> = []
    for (;;) {
      const { millis, value } = yield* timed(step(5000))
      if (value.entries === 0) return { name, millis: median(steps) } satisfies Measured
      steps.push(millis)
    }
  })

/** The steps of the workers; they run as a login that spans brands. */
export const background = Effect.gen(function* () {
  const fold = yield* following("fold step, 5000 entries", foldBalances)
  const seal = yield* following("seal step, 5000 entries", sealEntries)
  const first = yield* timed(reconcile)
  if (first.value.differences.length > 0) return yield* Effect.dieMessage("the reconciliation found differences")
  const again = yield* timed(reconcile)
  const { millis, value } = yield* timed(verifyLedger())
  if (value.faults.length > 0)
    return yield* Effect.dieMessage(`the books are wrong: ${JSON.stringify(value.faults[0])}`)
  const sweep = yield* often("sweep of deposit requests, none due", () => expireDeposits(100))
  const results: ReadonlyArray<Measured> = [
    fold,
    seal,
    { name: "reconciliation, all accounts, nothing new", millis: again.millis },
    { name: "verification, the whole ledger", millis },
    sweep
  ]
  return { entries: value.entries, results }
})

/** What people and the round sweeper read. */
export const lists = (size: Size) =>
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const books = yield* ProviderBooks
    const usual = (n: number) => walletId(2 + ((n * 7919) % (size.players - 1))) as WalletId
    const deep = walletId(1) as WalletId
    const end = beginsAt + size.players * 20
    return yield* Effect.all([
      often("history of a player, first page", (n) => wallet.history(key, usual(n), { limit: 50 })),
      often("history of the player with most, first page", () => wallet.history(key, deep, { limit: 50 })),
      often("history of the player with most, `kind=deposit`", () =>
        wallet.history(key, deep, { limit: 50, kind: "deposit" })
      ),
      often("rounds of the player with most, first page", () => wallet.rounds(key, deep, { limit: 50 })),
      often("withdrawals of a brand, first page", () => wallet.withdrawals(key, { limit: 50 })),
      often("withdrawals of a brand, `status=requested`", () =>
        wallet.withdrawals(key, { limit: 50, status: "requested" })
      ),
      often("withdrawals of a player", (n) => wallet.withdrawals(key, { limit: 50, wallet: usual(n) })),
      often("sweep: a page of the provider's transactions", (n) =>
        books.between(key, provider, { from: beginsAt + n * 100, to: end, limit: 200 })
      ),
      often("sweep: free bets of a period", () =>
        books.freeBets(key, provider, { from: beginsAt, to: end, limit: 200 })
      ),
      often("sweep: one round of the player with most", (n) => books.ofRound(key, deep, provider, `r${n + 1}`)),
      often("a balance", (n) => wallet.balance(key, usual(n)))
    ])
  })
