import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import { attemptAll } from "@croupier/core/worker/attemptAll"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { WalletUnavailable } from "../contract/Problems.js"
import { once } from "../contract/TransactionKey.js"
import { Wallet } from "../contract/Wallet.js"

interface Due {
  readonly id: string
  readonly brand: BrandKey
  readonly wallet: WalletId
}

/**
 * Ends expired pending deposit requests of all brands, the oldest first and at most `atMost`; answers how many
 * it found, and fails after all of them where one could not be ended. The ledger judges each once more, so one that is paid in the same moment is not touched, and a repeat does nothing.
 */
export const expireDeposits = (
  atMost = 100
): Effect.Effect<number, SqlError | WalletUnavailable, SqlClient.SqlClient | Wallet> =>
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const found = yield* due(atMost)
    yield* attemptAll(found, (request) => expire(wallet, request), {
      name: ({ brand, id }) => `expiring deposit request ${id} of ${brand}`,
      concurrency: 8
    })
    return found.length
  })

const due = (atMost: number) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql<Due>`
      SELECT id, brand_id AS brand, wallet_id AS wallet FROM croupier_wallet.deposit_request
      WHERE status = 'pending' AND expires_at <= croupier_core.now() ORDER BY expires_at, brand_id LIMIT ${atMost}`
  ).pipe(withSpan())

/** The command of a request in the way of a new one has the same key and content: the first one ends it. */
const expire = (wallet: Wallet["Type"], { brand, id, wallet: owner }: Due) =>
  Effect.flatMap(
    wallet.post({
      _tag: "deposit-request-end",
      brand,
      wallet: owner,
      actor: { kind: "system", id: "cashier" },
      key: once("deposit-request-expire", id),
      request: id,
      as: "expired",
      reason: "not paid in time"
    }),
    (result) =>
      result._tag === "ok" || result.reason === "request-ended"
        ? Effect.void
        : Effect.logWarning(`cannot expire deposit request ${id} of ${brand}: ${result.detail}`)
  )
