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
  description: "which payout it is about; without it, the one under way"
})
const bank = ReceivingAccountId.annotations({ description: "the brand's bank account that it was paid from" })
const example = { brand: "aurora", actor: actorExample }

/** A decision about one withdrawal, with what it says beside brand and actor. */
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
            "Asks again whether the player may withdraw: blocks, debt, the brand's terms, the payout account and the policy. Over the brand's threshold the first of two operators leaves it as it is; what has `reviews` is approved by an operator only. A review reason that is new voids earlier approvals.",
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
          summary: "Begin the payout of a withdrawal",
          description:
            "Asks once more whether the player may withdraw; what is refused stays `approved`, and can be rejected. The caller that is answered `paying` is the only payer. `payout` is unique: the bank order bears it, and a repeat with the same key gives the same one.",
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
          summary: "The bank has paid a withdrawal",
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
          summary: "The bank has not paid a withdrawal",
          description: "The money stays held until the withdrawal is approved anew or rejected.",
          request: { ...example, reason: "account closed" },
          response: { ...withdrawalOutcomeExample, status: "failed" }
        })
      )
  )
  .add(
    decision("rejectWithdrawal", "reject", { reason: Reason }).annotateContext(
      described({
        summary: "Give the money of a withdrawal back",
        description: "Of one that is `requested`, `approved` or `failed`.",
        request: { ...example, reason: "documents are missing" },
        response: { ...withdrawalOutcomeExample, status: "rejected" }
      })
    )
  )
  .add(
    decision("returnWithdrawal", "return", { reason: Reason }).annotateContext(
      described({
        summary: "The bank has sent a settled withdrawal back",
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
      .annotateContext(described({ summary: "One withdrawal, or null", response: { withdrawal: withdrawalExample } }))
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
          summary: "A brand's withdrawals, newest first",
          description: "Of one `wallet` or all, in one `status` or any: the queue of those that wait is `requested`.",
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
          summary: "The accounts into which a brand's players pay",
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
          summary: "Add a receiving account, change one, or switch it off",
          description:
            "The account of the same `id` is replaced. `closed` holds for every request that is decided after the answer; what is still paid into it goes to review. A number at a bank belongs to one brand.",
          request: receivingAccountExample
        })
      )
  )
  .annotate(OpenApi.Title, "The cashier, for our own services")
  .prefix("/internal/wallet")
  .middleware(ServiceAuthentication) {}
