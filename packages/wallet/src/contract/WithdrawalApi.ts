import { PlayerAuthentication } from "@croupier/core/auth/Authentication"
import { AllowsRestricted } from "@croupier/core/auth/restrictedRoutes"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import * as IdempotencyKey from "@croupier/core/http/IdempotencyKey"
import * as Payload from "@croupier/core/http/Payload"
import { Uuid } from "@croupier/core/Ids"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import * as Problems from "./Problems.js"
import { InvalidAmount, PayoutAccountsUnavailable, WalletNotFound, WalletUnavailable } from "./Problems.js"
import { OwnWithdrawal } from "./WithdrawalRequests.js"

const ofRequest = Schema.Struct({ id: Uuid })

const account = "0198c0de-0000-7000-8000-000000000021"
const withdrawal = {
  id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c11",
  status: "requested",
  amount: "20000",
  payTo: { account, bank: "Hanbit Bank", number: "••••6789" },
  requestedAt: "2026-03-01T09:00:00.000Z"
}

/** What players ask about taking money out; brand and player come from the token. */
export class WithdrawalApi extends HttpApiGroup.make("withdrawals")
  .add(
    HttpApiEndpoint.post("requestWithdrawal", "/withdrawal-requests")
      .annotate(AllowsRestricted, true)
      .setHeaders(IdempotencyKey.Headers)
      .setPayload(
        Payload.closed(
          Schema.Struct({
            amount: Schema.String.pipe(Schema.maxLength(64)).annotations({
              description: "a decimal string in main units, with at most the currency's display decimals"
            }),
            bankAccountId: Uuid.annotations({ description: "the id of one of the player's payout bank accounts" })
          })
        )
      )
      .addSuccess(OwnWithdrawal, { status: 201 })
      .addError(IdempotencyKey.IdempotencyKeyMissing)
      .addError(IdempotencyKey.IdempotencyKeyMalformed)
      .addError(IdempotencyKey.IdempotencyKeyReused)
      .addError(InvalidAmount)
      .addError(Problems.WithdrawalNotAllowed)
      .addError(Problems.WithdrawalPolicyNotReady)
      .addError(Problems.PayoutAccountNotFound)
      .addError(PayoutAccountsUnavailable)
      .addError(WalletNotFound)
      .annotateContext(
        described({
          summary: "Request a withdrawal",
          description:
            "The amount is held immediately. If the withdrawal is refused, the response lists every reason and nothing is held.",
          request: { amount: "20000", bankAccountId: account },
          response: withdrawal
        })
      )
  )
  .add(
    HttpApiEndpoint.get("withdrawals", "/withdrawal-requests")
      .annotate(AllowsRestricted, true)
      .setUrlParams(Cursor.Query)
      .addSuccess(Cursor.Page(OwnWithdrawal))
      .addError(Cursor.CursorInvalid)
      .annotateContext(
        described({ summary: "List the player's withdrawals, newest first", response: { items: [withdrawal] } })
      )
  )
  .add(
    HttpApiEndpoint.get("withdrawal", "/withdrawal-requests/:id")
      .annotate(AllowsRestricted, true)
      .setPath(ofRequest)
      .addSuccess(OwnWithdrawal)
      .addError(Problems.WithdrawalNotFound)
      .annotateContext(described({ summary: "Get a withdrawal", response: withdrawal }))
  )
  .add(
    HttpApiEndpoint.del("cancelWithdrawal", "/withdrawal-requests/:id")
      .setPath(ofRequest)
      .addSuccess(OwnWithdrawal)
      .addError(Problems.WithdrawalNotFound)
      .addError(Problems.WithdrawalStateConflict)
      .addError(Problems.CancellationNotOffered)
      .annotateContext(
        described({
          summary: "Cancel a withdrawal",
          description: "Allowed only in status `requested` and if the brand's licence permits it.",
          response: { ...withdrawal, status: "cancelled" }
        })
      )
  )
  .addError(WalletUnavailable)
  .annotate(OpenApi.Title, "Withdrawals")
  .prefix("/api/wallet")
  .middleware(PlayerAuthentication) {}
