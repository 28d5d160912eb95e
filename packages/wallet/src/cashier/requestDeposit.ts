import type { Actor } from "@croupier/core/Actor"
import { type Amount, parse } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import { IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { randomText, uuidv7 } from "@croupier/core/Ids"
import { Clock, Effect, Either } from "effect"
import type { CommandOf } from "../contract/Command.js"
import * as Problems from "../contract/DepositProblems.js"
import type { NewDepositRequest } from "../contract/DepositRequests.js"
import type { PostResult, Refused } from "../contract/Result.js"
import * as TransactionKey from "../contract/TransactionKey.js"
import { WalletNotFound, type WalletShape } from "../contract/Wallet.js"
import { ownRequest, statusAfter } from "./answer.js"

/** How long a request may be paid, in milliseconds: three hours. */
export const lifetime = 3 * 60 * 60 * 1000

/** What a reference is written in: no I, O, 0 and 1, which people take for one another. */
export const referenceLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

/** Announces a deposit. The rule chooses the account to pay into, so a replay answers with the one that was told first. */
export const requestDeposit = (wallet: WalletShape) =>
  Effect.fn("DepositRequests.request")(function* (asked: NewDepositRequest) {
    const { brand, depositorName, idempotencyKey, player } = asked
    const { currency } = yield* wallet.balance(brand, player)
    const amount = yield* entered(Currency.of(currency), asked.amount)
    const now = yield* Clock.currentTimeMillis
    const actor: Actor = { kind: "player", id: player }
    const command: CommandOf<"deposit-request"> = {
      _tag: "deposit-request",
      brand,
      wallet: player,
      actor,
      key: TransactionKey.request("deposit-request", actor, idempotencyKey),
      currency,
      amount,
      request: uuidv7(now),
      reference: randomText(6, referenceLetters),
      ...(depositorName === undefined ? {} : { depositorName }),
      expiresAt: now + lifetime
    }
    const first = yield* wallet.post(command)
    const result = (yield* makesWay(wallet, command, first)) ? yield* wallet.post(command) : first
    if (result._tag === "refused") return yield* problemOf(result)
    const stored = yield* wallet.depositRequest(brand, result.request ?? "")
    if (!stored)
      return yield* Effect.dieMessage(`deposit request ${result.request} is in the ledger and cannot be read`)
    return { replayed: result.replayed, value: ownRequest(stored, statusAfter(result)) }
  })

/** What a person enters: more than nothing, and no more digits than he sees. */
const entered = (currency: Currency.Currency, text: string): Effect.Effect<Amount, Problems.InvalidAmount> =>
  Either.match(parse(currency, text, currency.displayScale), {
    onLeft: (detail) => new Problems.InvalidAmount({ detail: sentence(detail) }),
    onRight: (amount) =>
      amount === 0n
        ? new Problems.InvalidAmount({ detail: "A deposit is of more than nothing." })
        : Effect.succeed(amount)
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

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
