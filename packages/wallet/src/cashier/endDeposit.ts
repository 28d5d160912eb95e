import type { BrandKey } from "@croupier/core/Brand"
import { IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { Effect } from "effect"
import type { BankSide, Command } from "../contract/Command.js"
import * as Problems from "../contract/DepositProblems.js"
import type { DepositDecision, OwnRequestRef } from "../contract/DepositRequests.js"
import * as TransactionKey from "../contract/TransactionKey.js"
import type { WalletShape } from "../contract/Wallet.js"
import { depositOutcome, ownRequest, statusAfter } from "./answer.js"

/** A player's own request; another's is none. */
export const findOwn = (wallet: WalletShape, { brand, player, request }: OwnRequestRef) =>
  Effect.flatMap(find(wallet, brand, request), (found) =>
    found.wallet === player ? Effect.succeed(found) : new Problems.DepositRequestNotFound()
  )

/** Ends a pending request by its player's word. */
export const cancelDeposit = (wallet: WalletShape) =>
  Effect.fn("DepositRequests.cancel")(function* (ref: OwnRequestRef) {
    const request = yield* findOwn(wallet, ref)
    const result = yield* decided(wallet, {
      _tag: "deposit-request-end",
      brand: ref.brand,
      wallet: request.wallet,
      actor: { kind: "player", id: ref.player },
      key: TransactionKey.once("deposit-request-cancel", request.id),
      request: request.id,
      as: "cancelled",
      reason: "cancelled by the player"
    }).pipe(Effect.catchTag("IdempotencyKeyReused", () => Effect.dieMessage("a cancellation has one form")))
    return ownRequest(request, statusAfter(result))
  })

/** Credits the money of a request, or puts the request into review. */
export const completeDeposit = (wallet: WalletShape) =>
  Effect.fn("DepositRequests.complete")(function* (
    decision: DepositDecision & { readonly from?: BankSide | undefined }
  ) {
    const { actor, brand, from, idempotencyKey } = decision
    const request = yield* find(wallet, brand, decision.request)
    const { amount, currency, id, payTo } = request
    const result = yield* decided(wallet, {
      _tag: "deposit",
      brand,
      wallet: request.wallet,
      actor,
      key: TransactionKey.request("deposit-complete", actor, idempotencyKey),
      currency,
      amount,
      from: from ?? { kind: "bank", sub: payTo.account },
      request: id
    })
    return depositOutcome(request, result)
  })

/** Ends a request that is pending or in review, without money. */
export const rejectDeposit = (wallet: WalletShape) =>
  Effect.fn("DepositRequests.reject")(function* (decision: DepositDecision & { readonly reason: string }) {
    const { actor, brand, idempotencyKey, reason } = decision
    const request = yield* find(wallet, brand, decision.request)
    const result = yield* decided(wallet, {
      _tag: "deposit-request-end",
      brand,
      wallet: request.wallet,
      actor,
      key: TransactionKey.request("deposit-reject", actor, idempotencyKey),
      request: request.id,
      as: "rejected",
      reason
    })
    return depositOutcome(request, result)
  })

const find = (wallet: WalletShape, brand: BrandKey, id: string) =>
  Effect.flatMap(wallet.depositRequest(brand, id), (found) =>
    found ? Effect.succeed(found) : new Problems.DepositRequestNotFound()
  )

/** Posts a command about a request; its refusals as the problems that a caller can act on. */
const decided = Effect.fnUntraced(function* (
  wallet: WalletShape,
  command: Extract<Command, { readonly _tag: "deposit" | "deposit-request-end" }>
) {
  const result = yield* wallet.post(command)
  if (result._tag === "ok") return result
  switch (result.reason) {
    case "unknown-request":
      return yield* new Problems.DepositRequestNotFound()
    case "duplicate-mismatch":
      return yield* new IdempotencyKeyReused()
    case "request-ended": {
      const { status } = yield* find(wallet, command.brand, command.request ?? "")
      return yield* new Problems.DepositRequestEnded({ state: status, detail: `The deposit request is ${status}.` })
    }
    default:
      return yield* Effect.dieMessage(`${command._tag} was refused: ${result.reason}, ${result.detail}`)
  }
})
