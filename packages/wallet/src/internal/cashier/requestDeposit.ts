import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import * as Currency from "@croupier/core/Currency"
import { IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { type PlayerId, randomText, uuidv7 } from "@croupier/core/Ids"
import { Clock, Effect } from "effect"
import type { CommandOf } from "../../contract/Command.js"
import type { NewDepositRequest } from "../../contract/DepositRequests.js"
import { PayoutAccounts } from "../../contract/PayoutAccounts.js"
import * as Problems from "../../contract/Problems.js"
import { WalletNotFound, WalletUnavailable } from "../../contract/Problems.js"
import type { PostResult, Refused } from "../../contract/Result.js"
import * as TransactionKey from "../../contract/TransactionKey.js"
import { Wallet, type WalletShape } from "../../contract/Wallet.js"
import { afterPosting } from "./afterPosting.js"
import { ownRequest, statusAfter } from "./DepositAnswer.js"
import { entered, sentence } from "./entered.js"

/** How long a request may be paid, in milliseconds: three hours. */
export const lifetime = 3 * 60 * 60 * 1000

/** The alphabet of a reference, without I, O, 0 and 1, which are easily confused. */
export const referenceLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

/** Announces a deposit. The rule chooses the account to pay into, so a replay answers with the first one. */
export const requestDeposit = Effect.fn("DepositRequests.request")(function* (asked: NewDepositRequest) {
  const { brand, depositorName, idempotencyKey, player } = asked
  const wallet = yield* Wallet
  const { currency } = yield* wallet.balance(brand, player)
  const amount = yield* entered(Currency.of(currency), asked.amount, "A deposit")
  const now = yield* Clock.currentTimeMillis
  const actor: Actor = { kind: "player", id: player }
  const request = uuidv7(now)
  const review = depositorName === undefined ? {} : yield* reviewOf(brand, player, request, depositorName)
  const result = yield* postWithReference(wallet, {
    _tag: "deposit-request",
    brand,
    wallet: player,
    actor,
    key: TransactionKey.request("deposit-request", actor, idempotencyKey),
    currency,
    amount,
    request,
    ...review,
    ...(asked.groups === undefined ? {} : { groups: asked.groups }),
    expiresAt: now + lifetime
  })
  if (result._tag === "refused") return yield* problemOf(result)
  const stored = yield* afterPosting(wallet.depositRequest(brand, result.request ?? ""))
  if (!stored) return yield* Effect.dieMessage(`deposit request ${result.request} is in the ledger and cannot be read`)
  return { replayed: result.replayed, value: ownRequest(stored, statusAfter(result)) }
})

/**
 * Keeps the depositor's name under the request's id, outside the wallet. Another name than the registered holder's is looked
 * at by a person. Nothing is announced where the name could not be kept.
 */
const reviewOf = Effect.fnUntraced(function* (brand: BrandKey, player: PlayerId, request: string, name: string) {
  const accounts = yield* PayoutAccounts
  const isHolder = yield* Effect.catchTag(
    accounts.keepDepositor(brand, player, request, name),
    "PayoutAccountsUnavailable",
    () => new WalletUnavailable({ outcome: "not-applied", detail: "The depositor's name cannot be verified." })
  )
  return isHolder === false ? ({ review: "other-depositor" } as const) : {}
})

/** Posts the request under a reference that no other open one has, after expired ones are ended. */
const postWithReference = (
  wallet: WalletShape,
  asked: Omit<CommandOf<"deposit-request">, "reference">
): Effect.Effect<PostResult, WalletUnavailable> =>
  Effect.gen(function* () {
    const command = { ...asked, reference: randomText(6, referenceLetters) }
    const result = yield* wallet.post(command)
    if (result._tag === "ok") return result
    const again = result.reason === "reference-taken" || (yield* makesWay(wallet, command, result))
    return again ? yield* postWithReference(wallet, asked) : result
  })

/** Whether the request in the way has expired and is ended now; the ledger judges that, by its own clock. */
const makesWay = (wallet: WalletShape, command: CommandOf<"deposit-request">, result: PostResult) => {
  if (result._tag === "ok" || result.reason !== "request-pending" || result.request === undefined) {
    return Effect.succeed(false)
  }
  const { brand, wallet: owner } = command
  return Effect.map(
    wallet.post({
      _tag: "deposit-request-end",
      brand,
      wallet: owner,
      actor: { kind: "system", id: "cashier" },
      key: TransactionKey.once("deposit-request-expire", result.request),
      request: result.request,
      as: "expired",
      reason: "not paid in time"
    }),
    (ended) => ended._tag === "ok"
  )
}

const problemOf = (refused: Refused) => {
  switch (refused.reason) {
    case "wallet-not-found":
      return Effect.fail(new WalletNotFound())
    case "duplicate-mismatch":
      return Effect.fail(new IdempotencyKeyReused())
    case "player-locked":
      return Effect.fail(new Problems.DepositBlocked())
    case "limit":
      return Effect.fail(new Problems.DepositLimitReached({ detail: sentence(refused.detail) }))
    case "request-pending":
      return Effect.fail(new Problems.DepositRequestPending({ request: refused.request ?? null }))
    case "no-receiving-account":
      return Effect.fail(new Problems.NoReceivingAccount())
    default:
      return Effect.dieMessage(`a deposit request was refused: ${refused.reason}, ${refused.detail}`)
  }
}
