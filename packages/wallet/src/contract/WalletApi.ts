import { PlayerAuthentication } from "@croupier/core/auth/Authentication"
import { AllowsRestricted } from "@croupier/core/auth/restrictedRoutes"
import * as Cursor from "@croupier/core/http/Cursor"
import { described } from "@croupier/core/http/described"
import * as IdempotencyKey from "@croupier/core/http/IdempotencyKey"
import * as Payload from "@croupier/core/http/Payload"
import { Uuid } from "@croupier/core/Ids"
import { PersonName } from "@croupier/core/text/PersonName"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, OpenApi } from "@effect/platform"
import { Schema } from "effect"
import { CashierInternalApi } from "./CashierInternalApi.js"
import { OwnDepositRequest } from "./DepositRequests.js"
import { HistoryItem, HistoryKind, RoundView } from "./History.js"
import * as Problems from "./Problems.js"
import { WalletNotFound, WalletUnavailable } from "./Problems.js"
import { OwnBalance } from "./Result.js"
import { WalletInternalApi } from "./WalletInternalApi.js"
import { WithdrawalApi } from "./WithdrawalApi.js"

const ofRequest = Schema.Struct({ id: Uuid })

const request = {
  id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c01",
  status: "pending",
  amount: "50000",
  reference: "K7QX2M",
  payTo: { bank: "Hanbit Bank", accountNumber: "110-234-567890", holder: "Aurora Ltd." },
  expiresAt: "2026-03-01T12:00:00.000Z"
}

/** What players ask of their own wallet; brand and player come from the token. */
export class WalletApi extends HttpApiGroup.make("wallet")
  .add(
    HttpApiEndpoint.get("balance", "/balance")
      .annotate(AllowsRestricted, true)
      .addSuccess(OwnBalance)
      .addError(WalletNotFound)
      .addError(WalletUnavailable)
      .annotateContext(
        described({
          summary: "Get the player's balance",
          description:
            "`cash` is withdrawable, `bonus` belongs to an active bonus, `held` is reserved for pending withdrawals.",
          response: { currency: "KRW", cash: "125000", bonus: "0", held: "0" }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("transactions", "/transactions")
      .setUrlParams(Schema.Struct({ ...Cursor.Query.fields, kind: Schema.optionalWith(HistoryKind, { exact: true }) }))
      .addSuccess(Cursor.Page(HistoryItem))
      .addError(Cursor.CursorInvalid)
      .addError(WalletUnavailable)
      .annotateContext(
        described({
          summary: "List the player's transactions, newest first",
          description: "`kind` filters by transaction kind. `cash` and `bonus` are signed amounts.",
          response: {
            items: [
              {
                id: "01926d3c-7a1e-7000-8000-2f6d3a5b9c02",
                kind: "bet",
                currency: "KRW",
                amount: "1000",
                cash: "-1000",
                bonus: "0",
                balanceAfter: { cash: "124000", bonus: "0" },
                round: { provider: "hub88", id: "7f3a" },
                game: "clt_luckydice",
                at: "2026-03-01T09:30:00.000Z"
              }
            ]
          }
        })
      )
  )
  .add(
    HttpApiEndpoint.get("rounds", "/rounds")
      .setUrlParams(Cursor.Query)
      .addSuccess(Cursor.Page(RoundView))
      .addError(Cursor.CursorInvalid)
      .addError(WalletUnavailable)
      .annotateContext(
        described({
          summary: "List the player's game rounds, newest first",
          description:
            "Stakes and payouts are totals per round, split into cash and bonus. Times are epoch milliseconds.",
          response: {
            items: [
              {
                provider: "hub88",
                id: "7f3a",
                game: "clt_luckydice",
                currency: "KRW",
                status: "closed",
                stakeCash: "1000",
                stakeBonus: "0",
                payoutCash: "2500",
                payoutBonus: "0",
                openedAt: 1772357400000,
                closedAt: 1772357404000,
                review: false
              }
            ]
          }
        })
      )
  )
  .add(
    HttpApiEndpoint.post("requestDeposit", "/deposit-requests")
      .setHeaders(IdempotencyKey.Headers)
      .setPayload(
        Payload.closed(
          Schema.Struct({
            amount: Schema.String.pipe(Schema.maxLength(64)).annotations({
              description: "a decimal string in main units, with at most the currency's display decimals"
            }),
            depositorName: Schema.optionalWith(PersonName, { exact: true })
          })
        )
      )
      .addSuccess(OwnDepositRequest, { status: 201 })
      .addError(IdempotencyKey.IdempotencyKeyMissing)
      .addError(IdempotencyKey.IdempotencyKeyMalformed)
      .addError(IdempotencyKey.IdempotencyKeyReused)
      .addError(Problems.InvalidAmount)
      .addError(Problems.DepositBlocked)
      .addError(Problems.DepositLimitReached)
      .addError(Problems.DepositRequestPending)
      .addError(Problems.NoReceivingAccount)
      .addError(WalletNotFound)
      .addError(WalletUnavailable)
      .annotateContext(
        described({
          summary: "Create a deposit request",
          description:
            "Pay the exact amount into `payTo` before `expiresAt`, with `reference` in the remittance text. A player can have one pending request at a time.",
          request: { amount: "50000" },
          response: request
        })
      )
  )
  .add(
    HttpApiEndpoint.get("depositRequest", "/deposit-requests/:id")
      .setPath(ofRequest)
      .addSuccess(OwnDepositRequest)
      .addError(Problems.DepositRequestNotFound)
      .addError(WalletUnavailable)
      .annotateContext(described({ summary: "Get a deposit request", response: request }))
  )
  .add(
    HttpApiEndpoint.del("cancelDeposit", "/deposit-requests/:id")
      .setPath(ofRequest)
      .addSuccess(OwnDepositRequest)
      .addError(Problems.DepositRequestNotFound)
      .addError(Problems.DepositRequestEnded)
      .addError(WalletUnavailable)
      .annotateContext(
        described({
          summary: "Cancel a deposit request",
          description: "Allowed only while it is pending. Money received after cancellation goes to manual review.",
          response: { ...request, status: "cancelled" }
        })
      )
  )
  .annotate(OpenApi.Title, "Wallet")
  .prefix("/api/wallet")
  .middleware(PlayerAuthentication) {}

/** The API of the wallet service. */
export class WalletServiceApi extends HttpApi.make("wallet_service")
  .add(WalletApi)
  .add(WithdrawalApi)
  .add(WalletInternalApi)
  .add(CashierInternalApi) {}
