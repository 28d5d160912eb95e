import { Actor } from "@croupier/core/Actor"
import { ServiceAuthentication } from "@croupier/core/auth/Authentication"
import { BrandKey } from "@croupier/core/Brand"
import { BodyLimit } from "@croupier/core/http/BodyLimit"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import * as IdempotencyKey from "@croupier/core/http/IdempotencyKey"
import * as Payload from "@croupier/core/http/Payload"
import { Uuid, WalletId } from "@croupier/core/Ids"
import { Reason } from "@croupier/core/Reason"
import { Block, Limit } from "@croupier/player/contract"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { BankSide, DepositObstacle } from "./Command.js"
import { DepositOutcome, DepositorName } from "./DepositRequests.js"
import { DepositRequestView } from "./DepositRequestView.js"
import { actorExample, outcomeExample, policyExample, postAnswerExample, postExample } from "./Examples.js"
import { HistoryItem, RoundView } from "./History.js"
import { NewPolicy, PlayState, PlayTarget, StoredPolicy } from "./Policy.js"
import { PostAnswers, PostBatch } from "./PostBatch.js"
import * as Problems from "./Problems.js"
import {
  OperatorNeeded,
  PayoutAccountsUnavailable,
  PolicyChanged,
  WalletNotFound,
  WalletUnavailable
} from "./Problems.js"
import { Balance } from "./Result.js"

const ofBrand = Schema.Struct({ brand: BrandKey })
const ofWallet = Schema.Struct({ brand: BrandKey, wallet: WalletId })
const ofRequest = Schema.Struct({ id: Uuid })
const optionalText = Schema.optionalWith(Schema.String, { exact: true })
const page = {
  cursor: optionalText,
  limit: Schema.NumberFromString.pipe(Schema.int(), Schema.between(1, 200))
}

/** The blocks and limits of a wallet; amounts of limits in ledger units. */
export const GateView = Schema.Struct({ blocks: Schema.Array(Block), limits: Schema.Array(Limit) })

/** What our own services ask of wallets. `layerHttp` is its client; recon and admin call it after rules of their own. */
export class WalletInternalApi extends HttpApiGroup.make("walletInternal")
  .add(
    HttpApiEndpoint.post("post", "/post")
      .setPayload(Payload.closed(PostBatch))
      .addSuccess(PostAnswers)
      .annotate(BodyLimit, 1024 * 1024)
      .annotateContext(
        described({
          summary: "Post commands",
          description:
            "Each group is atomic, and results are in request order. Every command has its own key; a repeat returns the stored result.",
          request: postExample,
          response: postAnswerExample
        })
      )
  )
  .add(
    HttpApiEndpoint.get("balanceOf", "/brands/:brand/wallets/:wallet/balance")
      .setPath(ofWallet)
      .addSuccess(Balance)
      .addError(WalletNotFound)
      .annotateContext(
        described({
          summary: "Get a wallet's balances",
          response: { currency: "KRW", cash: "125000", bonus: "0", held: "0", debt: "0" }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("gateOf", "/brands/:brand/wallets/:wallet/gate")
      .setPath(ofWallet)
      .addSuccess(GateView)
      .addError(WalletNotFound)
      .annotateContext(described({ summary: "Get a wallet's blocks and limits", response: { blocks: [], limits: [] } }))
  )
  .add(
    HttpApiEndpoint.get("historyOf", "/brands/:brand/wallets/:wallet/history")
      .setPath(ofWallet)
      .setUrlParams(Schema.Struct({ ...page, kind: optionalText }))
      .addSuccess(Cursor.Page(HistoryItem))
      .addError(Cursor.CursorInvalid)
      .annotateContext(described({ summary: "List a wallet's transactions, newest first", response: { items: [] } }))
  )
  .add(
    HttpApiEndpoint.get("roundsOf", "/brands/:brand/wallets/:wallet/rounds")
      .setPath(ofWallet)
      .setUrlParams(Schema.Struct(page))
      .addSuccess(Cursor.Page(RoundView))
      .addError(Cursor.CursorInvalid)
      .annotateContext(described({ summary: "List a wallet's rounds, newest first", response: { items: [] } }))
  )
  .add(
    HttpApiEndpoint.get("roundOf", "/brands/:brand/wallets/:wallet/round")
      .setPath(ofWallet)
      .setUrlParams(Schema.Struct({ provider: Schema.String, id: Schema.String }))
      .addSuccess(Schema.Struct({ round: Schema.NullOr(RoundView) }))
      .annotateContext(described({ summary: "Get a round of a wallet, or null", response: { round: null } }))
  )
  .add(
    HttpApiEndpoint.get("depositRequestOf", "/brands/:brand/deposit-requests/:id")
      .setPath(Schema.Struct({ brand: BrandKey, id: Uuid }))
      .addSuccess(Schema.Struct({ request: Schema.NullOr(DepositRequestView) }))
      .annotateContext(described({ summary: "Get a deposit request, or null", response: { request: null } }))
  )
  .add(
    HttpApiEndpoint.get("depositorOf", "/brands/:brand/deposit-requests/:id/depositor")
      .setPath(Schema.Struct({ brand: BrandKey, id: Uuid }))
      .addSuccess(DepositorName)
      .addError(Problems.DepositRequestNotFound)
      .addError(PayoutAccountsUnavailable)
      .annotateContext(
        described({
          summary: "Get the depositor's name of a request in review",
          description: "Null when the player gave no name or the name was erased. The wallet does not store names.",
          response: { name: "Kim Minsu" }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("completeDeposit", "/deposit-requests/:id/complete")
      .setPath(ofRequest)
      .setHeaders(IdempotencyKey.Headers)
      .setPayload(
        Payload.closed(
          Schema.Struct({
            brand: BrandKey,
            actor: Actor,
            from: Schema.optionalWith(BankSide, { exact: true }),
            despite: Schema.optionalWith(Schema.Array(DepositObstacle), { exact: true }).annotations({
              description: "for a request in review: the obstacles that the operator accepts"
            })
          })
        )
      )
      .addSuccess(DepositOutcome)
      .addError(IdempotencyKey.IdempotencyKeyMissing)
      .addError(IdempotencyKey.IdempotencyKeyMalformed)
      .addError(IdempotencyKey.IdempotencyKeyReused)
      .addError(Problems.DepositRequestNotFound)
      .addError(Problems.DepositRequestEnded)
      .addError(Problems.DepositObstructed)
      .addError(OperatorNeeded)
      .annotateContext(
        described({
          summary: "Complete a deposit request",
          description:
            "Credits money received on the bank account given to the player, or on `from` when set. The request goes to `review` when the money is late, the player is blocked from depositing, the player's limit is exceeded, the account is closed, or the depositor differs; nothing is credited until an operator completes the request. An active block or an exceeded limit must be listed in `despite`.",
          request: { brand: "aurora", actor: actorExample },
          response: outcomeExample
        })
      )
  )
  .add(
    HttpApiEndpoint.post("rejectDeposit", "/deposit-requests/:id/reject")
      .setPath(ofRequest)
      .setHeaders(IdempotencyKey.Headers)
      .setPayload(
        Payload.closed(
          Schema.Struct({
            brand: BrandKey,
            actor: Actor,
            reason: Reason
          })
        )
      )
      .addSuccess(DepositOutcome)
      .addError(IdempotencyKey.IdempotencyKeyMissing)
      .addError(IdempotencyKey.IdempotencyKeyMalformed)
      .addError(IdempotencyKey.IdempotencyKeyReused)
      .addError(Problems.DepositRequestNotFound)
      .addError(Problems.DepositRequestEnded)
      .addError(OperatorNeeded)
      .annotateContext(
        described({
          summary: "Reject a deposit request",
          request: { brand: "aurora", actor: actorExample, reason: "sent by another person" },
          response: { ...outcomeExample, status: "rejected" }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("policy", "/brands/:brand/policy")
      .setPath(ofBrand)
      .addSuccess(StoredPolicy)
      .annotateContext(
        described({ summary: "Get a brand's wallet policy", response: { ...policyExample, version: 3 } })
      )
  )
  .add(
    HttpApiEndpoint.put("setPolicy", "/brands/:brand/policy")
      .setPath(ofBrand)
      .setPayload(Payload.closed(NewPolicy))
      .addError(PolicyChanged)
      .annotate(BodyLimit, 1024 * 1024)
      .annotateContext(
        described({
          summary: "Replace a brand's wallet policy",
          description:
            "With `version`, the policy is replaced only if that is still the current version, so concurrent changes are not lost; without it, the policy is replaced unconditionally. Applies to every command decided after the response.",
          request: { ...policyExample, version: 3 }
        })
      )
  )
  .add(
    HttpApiEndpoint.put("setPlayState", "/brands/:brand/play-state")
      .setPath(ofBrand)
      .setPayload(Payload.closed(Schema.Struct({ target: PlayTarget, state: PlayState })))
      .annotateContext(
        described({
          summary: "Set the play state of a brand, a provider or a game",
          description: "The rest of the policy is unchanged. Applies to every command decided after the response.",
          request: { target: { provider: "hub88", code: "starlight" }, state: "no-new-bets" }
        })
      )
  )
  .addError(WalletUnavailable)
  .annotate(OpenApi.Title, "Internal: wallets")
  .prefix("/internal/wallet")
  .middleware(ServiceAuthentication) {}
