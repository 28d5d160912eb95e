import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import { inTurn } from "@croupier/core/postgres/ConnectionTurns"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Schema } from "effect"
import { PolicyChanged, ReceivingAccountTaken, WalletNotFound, WalletUnavailable } from "../../contract/Problems.js"
import { RoundRef } from "../../contract/Round.js"
import type { WalletShape } from "../../contract/Wallet.js"
import { balanceOf, balanceState } from "../../rules/Decision.js"
import type { Needs } from "../../rules/needs.js"
import { withPlayState } from "../../rules/withPlayState.js"
import * as pages from "../posting/Listings.js"
import { depositRequestView, historyItem, receivingAccount, roundView, withdrawalView } from "../posting/StateViews.js"
import { CallFailed, withConnection } from "./BatchConnection.js"
import { failureOf } from "./Failure.js"
import { historyRows, roundRows, withdrawalRows } from "./ListingRows.js"
import { changePolicy } from "./Policies.js"
import { putReceiving } from "./ReceivingAccounts.js"
import { readBatch } from "./readBatch.js"
import type { Store } from "./readDecideApply.js"

/** Everything of the wallet that only looks, and the brand's policy. */
export const makeReads = (store: Store, sql: SqlClient.SqlClient): Omit<WalletShape, "post" | "postGroup"> => {
  const load = (wanted: Partial<Needs> & Pick<Needs, "brand">) =>
    Effect.catchAll(
      inTurn(
        sql,
        wanted.brand
      )(
        Effect.tryPromise({
          try: () =>
            withConnection(store.pool, store.patience, ({ query }) =>
              readBatch(query, [{ ...nothing, ...wanted }], store.policies)
            ),
          catch: (cause) => (cause instanceof CallFailed ? cause : new CallFailed(failureOf(cause), cause))
        })
      ),
      (error) => unavailable(error instanceof CallFailed ? error : error.cause)
    )
  const world = (wanted: Parameters<typeof load>[0]) => Effect.map(load(wanted), (loaded) => loaded.world)
  const wallet = (brand: BrandKey, id: WalletId) =>
    Effect.flatMap(world({ brand, wallet: id }), (found) => {
      const row = found.wallet(brand, id)
      return row ? Effect.succeed(row) : Effect.fail(new WalletNotFound())
    })
  const on = <A>(use: Effect.Effect<A, SqlError, SqlClient.SqlClient>) =>
    use.pipe(
      Effect.provideService(SqlClient.SqlClient, sql),
      Effect.catchAll((error) => unavailable(error.cause))
    )
  const within = <A>(brand: BrandKey, use: Effect.Effect<A, SqlError, SqlClient.SqlClient>) => on(withBrand(brand)(use))
  return {
    balance: (brand, id) => Effect.map(wallet(brand, id), (row) => balanceOf(balanceState(row))),
    gate: (brand, id) => Effect.map(wallet(brand, id), ({ blocks, limits }) => ({ blocks, limits })),
    history: (brand, id, query) =>
      Effect.flatMap(pages.history.place(query.cursor), (place) =>
        Effect.map(within(brand, historyRows(brand, id, query, place?.[0])), (rows) =>
          pages.history.page(rows, query.limit, historyItem)
        )
      ),
    rounds: (brand, id, query) =>
      Effect.flatMap(pages.rounds.place(query.cursor), (place) =>
        Effect.map(within(brand, roundRows(brand, id, query.limit, place)), (rows) =>
          pages.rounds.page(rows, query.limit, roundView)
        )
      ),
    round: (brand, id, provider, roundId) => {
      const ref = { provider, id: roundId }
      // A caller may name anything; an impossible round id is not looked up.
      if (!isRoundRef(ref)) return Effect.succeed(undefined)
      return Effect.map(world({ brand, wallet: id, round: ref }), (found) => {
        const round = found.round(brand, id, ref)
        return round && roundView(round)
      })
    },
    depositRequest: (brand, request) =>
      Effect.map(world({ brand, request }), (found) => {
        const row = found.request(brand, request)
        return row && depositRequestView(row)
      }),
    withdrawal: (brand, withdrawal) =>
      Effect.map(world({ brand, withdrawal }), (found) => {
        const row = found.withdrawal(brand, withdrawal)
        return row && withdrawalView(row)
      }),
    withdrawals: (brand, query) =>
      Effect.flatMap(pages.withdrawals.place(query.cursor), (place) =>
        Effect.map(within(brand, withdrawalRows(brand, query, place)), (rows) =>
          pages.withdrawals.page(rows, query.limit, withdrawalView)
        )
      ),
    receivingAccounts: (brand) =>
      Effect.map(world({ brand, receiving: true }), (found) => found.receivingAccounts(brand).map(receivingAccount)),
    putReceivingAccount: (brand, account) =>
      Effect.flatMap(on(putReceiving(brand, account)), (put) => (put ? Effect.void : new ReceivingAccountTaken())),
    policy: (brand) =>
      Effect.map(load({ brand }), (loaded) => ({
        ...loaded.world.policy(brand),
        version: Number(loaded.policies[0] ?? 0)
      })),
    setPolicy: (brand, { version, ...policy }) =>
      Effect.flatMap(
        within(
          brand,
          changePolicy(brand, () => policy, version)
        ),
        (isChanged) => (isChanged ? Effect.void : new PolicyChanged())
      ),
    setPlayState: (brand, target, state) =>
      Effect.asVoid(
        within(
          brand,
          changePolicy(brand, (policy) => withPlayState(policy, target, state))
        )
      )
  }
}

const isRoundRef = Schema.is(RoundRef)

const nothing = {
  wallet: null,
  keys: [],
  round: null,
  grant: null,
  request: null,
  withdrawal: null,
  reference: null,
  receiving: false,
  today: false
}

const unavailable = (cause: unknown): Effect.Effect<never, WalletUnavailable> => {
  const failure = cause instanceof CallFailed ? cause.failure : failureOf(cause)
  if (failure === "broken") return Effect.die(cause)
  const detail = cause instanceof Error ? cause.message : String(cause)
  return Effect.fail(new WalletUnavailable({ outcome: failure === "lost" ? "unknown" : "not-applied", detail }))
}
