import type { BrandKey } from "@croupier/core/Brand"
import { IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { Effect } from "effect"
import type { CommandOf, DepositObstacle } from "../../contract/Command.js"
import type { DepositDecision, DepositRequestsShape, OwnRequestRef } from "../../contract/DepositRequests.js"
import * as Problems from "../../contract/Problems.js"
import { OperatorNeeded } from "../../contract/Problems.js"
import type { PostResult, Refused } from "../../contract/Result.js"
import * as TransactionKey from "../../contract/TransactionKey.js"
import type { WalletShape } from "../../contract/Wallet.js"
import { depositOutcome, ownRequest, statusAfter } from "./DepositAnswer.js"
import { sentence } from "./entered.js"

/** A player's own request; another's is none. */
export const findOwn = (wallet: WalletShape, { brand, player, request }: OwnRequestRef) =>
  Effect.flatMap(find(wallet, brand, request), (found) =>
    found.wallet === player ? Effect.succeed(found) : new Problems.DepositRequestNotFound()
  )

/** Ends a pending request by its player's word. */
export const cancelDeposit = (wallet: WalletShape) =>
  Effect.fn("DepositRequests.cancel")(function* (ref: OwnRequestRef) {
    const request = yield* findOwn(wallet, ref)
    const result = yield* end(wallet, {
      _tag: "deposit-request-end",
      brand: ref.brand,
      wallet: request.wallet,
      actor: { kind: "player", id: ref.player },
      key: TransactionKey.once("deposit-request-cancel", request.id),
      request: request.id,
      as: "cancelled",
      reason: "cancelled by the player"
    }).pipe(Effect.catchTags({ IdempotencyKeyReused: oneForm, OperatorNeeded: oneForm }))
    return ownRequest(request, statusAfter(result))
  })

const oneForm = () =>
  Effect.dieMessage("a player's cancellation cannot conflict with another request or require an operator")

/** Credits the money of a request, or puts the request into review. */
export const completeDeposit = (wallet: WalletShape) =>
  Effect.fn("DepositRequests.complete")(function* (decision: Parameters<DepositRequestsShape["complete"]>[0]) {
    const { actor, brand, despite, from, idempotencyKey } = decision
    const request = yield* find(wallet, brand, decision.request)
    const { amount, currency, id, payTo } = request
    const command: CommandOf<"deposit"> = {
      _tag: "deposit",
      brand,
      wallet: request.wallet,
      actor,
      key: TransactionKey.request("deposit-complete", actor, idempotencyKey),
      currency,
      amount,
      from: from ?? { kind: "bank", sub: payTo.account },
      request: id,
      ...(despite === undefined ? {} : { despite })
    }
    const result = yield* wallet.post(command)
    if (result._tag === "refused") {
      if (result.reason === "player-locked") return yield* obstructed("blocked-player", result)
      if (result.reason === "limit") return yield* obstructed("over-limit", result)
    }
    return depositOutcome(request, yield* accepted(wallet, command, result))
  })

/** Ends a request that is pending or in review, without money. */
export const rejectDeposit = (wallet: WalletShape) =>
  Effect.fn("DepositRequests.reject")(function* (decision: DepositDecision & { readonly reason: string }) {
    const { actor, brand, idempotencyKey, reason } = decision
    const request = yield* find(wallet, brand, decision.request)
    const result = yield* end(wallet, {
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

const end = (wallet: WalletShape, command: CommandOf<"deposit-request-end">) =>
  Effect.flatMap(wallet.post(command), (result) => accepted(wallet, command, result))

const obstructed = (obstacle: DepositObstacle, { detail }: Refused) =>
  new Problems.DepositObstructed({ obstacle, detail: sentence(detail) })

/** What a command about a request may be refused for, as the problems that a caller can act on. */
const accepted = Effect.fnUntraced(function* (
  wallet: WalletShape,
  command: CommandOf<"deposit" | "deposit-request-end">,
  result: PostResult
) {
  if (result._tag === "ok") return result
  switch (result.reason) {
    case "unknown-request":
      return yield* new Problems.DepositRequestNotFound()
    case "duplicate-mismatch":
      return yield* new IdempotencyKeyReused()
    case "operator-needed":
      return yield* new OperatorNeeded()
    case "request-ended": {
      const { status } = yield* find(wallet, command.brand, command.request ?? "")
      return yield* new Problems.DepositRequestEnded({ state: status, detail: `The deposit request is ${status}.` })
    }
    default:
      return yield* Effect.dieMessage(`${command._tag} was refused: ${result.reason}, ${result.detail}`)
  }
})
