import { Actor } from "@croupier/core/Actor"
import { ServiceAuthentication } from "@croupier/core/auth/Authentication"
import { BrandKey } from "@croupier/core/Brand"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import * as IdempotencyKey from "@croupier/core/http/IdempotencyKey"
import * as Payload from "@croupier/core/http/Payload"
import { Uuid, WalletId } from "@croupier/core/Ids"
import { Reason } from "@croupier/core/Reason"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { actorExample, receivingAccountExample, withdrawalExample, withdrawalOutcomeExample } from "./Examples.js"
import * as Problems from "./Problems.js"
import { PayoutAccountsUnavailable, ReceivingAccountTaken, WalletUnavailable } from "./Problems.js"
import { ReceivingAccount, ReceivingAccountId } from "./ReceivingAccount.js"
import { WithdrawalStatus, WithdrawalView } from "./Withdrawal.js"
import { WithdrawalOutcome } from "./WithdrawalRequests.js"

const payout = Schema.optionalWith(Uuid, { exact: true }).annotations({
  description: "the payout to update; defaults to the one in progress"
})
const bank = ReceivingAccountId.annotations({ description: "the brand's bank account that the payout was sent from" })
const example = { brand: "aurora", actor: actorExample }

/** A decision about one withdrawal, with its fields apart from brand and actor. */
const decision = <Name extends string, Fields extends Schema.Struct.Fields>(name: Name, path: string, fields: Fields) =>
  HttpApiEndpoint.post(name, `/withdrawal-requests/:id/${path}`)
    .setPath(Schema.Struct({ id: Uuid }))
    .setHeaders(IdempotencyKey.Headers)
    .setPayload(Payload.closed(Schema.Struct({ brand: BrandKey, actor: Actor, ...fields })))
    .addSuccess(WithdrawalOutcome)
    .addError(IdempotencyKey.IdempotencyKeyMissing)
    .addError(IdempotencyKey.IdempotencyKeyMalformed)
    .addError(IdempotencyKey.IdempotencyKeyReused)
    .addError(Problems.WithdrawalNotFound)
    .addError(Problems.WithdrawalStateConflict)
    .addError(Problems.OperatorNeeded)
    .addError(WalletUnavailable)

/** What our own services decide about money on its way in and out; admin and recon call it, after rules of their own. */
export class CashierInternalApi extends HttpApiGroup.make("cashierInternal")
  .add(
    decision("approveWithdrawal", "approve", {})
      .addError(Problems.WithdrawalNotAllowed)
      .addError(Problems.WithdrawalPolicyNotReady)
      .addError(Problems.WalletFrozen)
      .addError(Problems.PayoutAccountNotFound)
      .addError(PayoutAccountsUnavailable)
      .addError(Problems.SecondPersonNeeded)
      .annotateContext(
        described({
          summary: "Approve a withdrawal",
          description:
            "Checks eligibility again: blocks, debt, the brand's terms, the payout account and the policy. Above the brand's threshold two operators must approve, and the first approval does not change the status. A withdrawal with `reviews` can be approved only by an operator. A new review reason voids earlier approvals.",
          request: { ...example, actor: { kind: "operator", id: "0198c0de-0000-7000-8000-000000000001" } },
          response: { ...withdrawalOutcomeExample, status: "approved" }
        })
      )
  )
  .add(
    decision("payWithdrawal", "pay", {})
      .addError(Problems.WithdrawalNotAllowed)
      .addError(Problems.WithdrawalPolicyNotReady)
      .addError(Problems.WalletFrozen)
      .addError(Problems.PayoutAccountNotFound)
      .addError(Problems.PayoutAccountChanged)
      .addError(PayoutAccountsUnavailable)
      .annotateContext(
        described({
          summary: "Start the payout of a withdrawal",
          description:
            "Checks eligibility again; a refused withdrawal stays `approved` and can be rejected. Only one caller receives `paying`, and only that caller sends the payment. `payout` is a unique id for the bank order; a repeat with the same key returns the same id.",
          request: example,
          response: { ...withdrawalOutcomeExample, status: "paying", payout: withdrawalOutcomeExample.transaction }
        })
      )
  )
  .add(
    decision("settleWithdrawal", "settle", { payout, bank })
      .addError(Problems.PayoutMismatch)
      .annotateContext(
        described({
          summary: "Record that the bank paid a withdrawal",
          request: { ...example, bank: "main" },
          response: { ...withdrawalOutcomeExample, status: "settled" }
        })
      )
  )
  .add(
    decision("failWithdrawal", "fail", { payout, reason: Reason })
      .addError(Problems.PayoutMismatch)
      .annotateContext(
        described({
          summary: "Record that the bank did not pay a withdrawal",
          description: "The amount stays held until the withdrawal is approved again or rejected.",
          request: { ...example, reason: "account closed" },
          response: { ...withdrawalOutcomeExample, status: "failed" }
        })
      )
  )
  .add(
    decision("rejectWithdrawal", "reject", { reason: Reason }).annotateContext(
      described({
        summary: "Reject a withdrawal and release its amount",
        description: "Allowed in status `requested`, `approved` or `failed`.",
        request: { ...example, reason: "documents are missing" },
        response: { ...withdrawalOutcomeExample, status: "rejected" }
      })
    )
  )
  .add(
    decision("returnWithdrawal", "return", { reason: Reason }).annotateContext(
      described({
        summary: "Record that the bank returned a settled withdrawal",
        request: { ...example, reason: "unknown account" },
        response: { ...withdrawalOutcomeExample, status: "returned" }
      })
    )
  )
  .add(
    HttpApiEndpoint.get("withdrawalOf", "/brands/:brand/withdrawal-requests/:id")
      .setPath(Schema.Struct({ brand: BrandKey, id: Uuid }))
      .addSuccess(Schema.Struct({ withdrawal: Schema.NullOr(WithdrawalView) }))
      .addError(WalletUnavailable)
      .annotateContext(described({ summary: "Get a withdrawal, or null", response: { withdrawal: withdrawalExample } }))
  )
  .add(
    HttpApiEndpoint.get("withdrawalsOf", "/brands/:brand/withdrawal-requests")
      .setPath(Schema.Struct({ brand: BrandKey }))
      .setUrlParams(
        Schema.Struct({
          cursor: Schema.optionalWith(Schema.String, { exact: true }),
          limit: Schema.optionalWith(Schema.NumberFromString.pipe(Schema.int(), Schema.between(1, 200)), {
            default: () => Cursor.defaultLimit
          }),
          wallet: Schema.optionalWith(WalletId, { exact: true }),
          status: Schema.optionalWith(WithdrawalStatus, { exact: true })
        })
      )
      .addSuccess(Cursor.Page(WithdrawalView))
      .addError(Cursor.CursorInvalid)
      .addError(WalletUnavailable)
      .annotateContext(
        described({
          summary: "List a brand's withdrawals, newest first",
          description: "Can be filtered by `wallet` and `status`. Status `requested` gives the approval queue.",
          response: { items: [withdrawalExample] }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("receivingAccounts", "/brands/:brand/receiving-accounts")
      .setPath(Schema.Struct({ brand: BrandKey }))
      .addSuccess(Schema.Struct({ accounts: Schema.Array(ReceivingAccount) }))
      .addError(WalletUnavailable)
      .annotateContext(
        described({
          summary: "List a brand's receiving accounts",
          response: { accounts: [receivingAccountExample] }
        })
      )
  )
  .add(
    HttpApiEndpoint.put("putReceivingAccount", "/brands/:brand/receiving-accounts")
      .setPath(Schema.Struct({ brand: BrandKey }))
      .setPayload(Payload.closed(ReceivingAccount))
      .addError(ReceivingAccountTaken)
      .addError(WalletUnavailable)
      .annotateContext(
        described({
          summary: "Add, update or close a receiving account",
          description:
            "Replaces the account with the same `id`. `closed` applies to every deposit request decided after the response; later payments into a closed account go to review. An account number at a bank belongs to one brand.",
          request: receivingAccountExample
        })
      )
  )
  .annotate(OpenApi.Title, "Internal: cashier")
  .prefix("/internal/wallet")
  .middleware(ServiceAuthentication) {}
