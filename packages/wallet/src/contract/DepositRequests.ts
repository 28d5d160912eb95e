import type { Actor } from "@croupier/core/Actor"
import { Amount, inCurrency } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import type { IdempotencyKey, IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { type PlayerId, Uuid } from "@croupier/core/Ids"
import { Context, type Effect, Schema } from "effect"
import type { BankSide, DepositObstacle } from "./Command.js"
import { DepositRequestStatus, PayTo } from "./DepositRequestView.js"
import type * as Problems from "./Problems.js"
import type { OperatorNeeded, PayoutAccountsUnavailable, WalletNotFound, WalletUnavailable } from "./Problems.js"

/** A deposit request as its player sees it: what to pay, where, with which reference, and until when. */
export const OwnDepositRequest = Schema.Struct({
  id: Uuid,
  status: DepositRequestStatus,
  /** A decimal string in main units of the player's currency. */
  amount: Schema.String,
  reference: Schema.String,
  payTo: PayTo.pipe(Schema.omit("account")),
  expiresAt: Schema.DateTimeUtc
}).annotations({ identifier: "OwnDepositRequest" })
export type OwnDepositRequest = typeof OwnDepositRequest.Type

/** What became of a request by a service's word; `transaction` is the command's. */
export const DepositOutcome = inCurrency(
  Schema.Struct({
    id: Uuid,
    status: DepositRequestStatus,
    currency: CurrencyCode,
    amount: Amount,
    transaction: Uuid
  })
).annotations({ identifier: "DepositOutcome" })
export type DepositOutcome = typeof DepositOutcome.Type

/** An answer that is stored under an idempotency key; `replayed` when it was there already. */
export interface Kept<A> {
  readonly replayed: boolean
  readonly value: A
}

/** What the player entered. */
export interface NewDepositRequest {
  readonly brand: BrandKey
  readonly player: PlayerId
  readonly idempotencyKey: IdempotencyKey
  readonly amount: string
  /** Who will pay; absent: the registered holder. */
  readonly depositorName?: string | undefined
  /** Groups that the player belongs to, where some accounts are for some groups only. */
  readonly groups?: ReadonlyArray<string> | undefined
}

/** A player's own request. */
export interface OwnRequestRef {
  readonly brand: BrandKey
  readonly player: PlayerId
  readonly request: string
}

/** Who pays by a player's word; it is kept with the player's personal data and erased with it. */
export const DepositorName = Schema.Struct({ name: Schema.NullOr(Schema.String) }).annotations({
  identifier: "DepositorName"
})
export type DepositorName = typeof DepositorName.Type

/** A request that a service decides about, in the name of `actor`. */
export interface DepositDecision {
  readonly brand: BrandKey
  readonly request: string
  readonly actor: Actor
  readonly idempotencyKey: IdempotencyKey
}

type Decided<A, E = never> = Effect.Effect<
  A,
  | E
  | Problems.DepositRequestNotFound
  | Problems.DepositRequestEnded
  | OperatorNeeded
  | IdempotencyKeyReused
  | WalletUnavailable
>

/** Deposits that players announce and pay by bank transfer. Works over any wallet; no method joins its caller's transaction. */
export class DepositRequests extends Context.Tag("@croupier/wallet/DepositRequests")<
  DepositRequests,
  {
    /** Open for three hours, one for each player; an expired one is replaced. */
    readonly request: (
      asked: NewDepositRequest
    ) => Effect.Effect<
      Kept<OwnDepositRequest>,
      | Problems.InvalidAmount
      | Problems.DepositBlocked
      | Problems.DepositLimitReached
      | Problems.DepositRequestPending
      | Problems.NoReceivingAccount
      | IdempotencyKeyReused
      | WalletNotFound
      | WalletUnavailable
    >
    /** The depositor's name that a player gave for a request, for the person who reviews it; null where there is none. */
    readonly depositor: (
      ref: Pick<DepositDecision, "brand" | "request">
    ) => Effect.Effect<DepositorName, Problems.DepositRequestNotFound | PayoutAccountsUnavailable | WalletUnavailable>
    readonly get: (
      ref: OwnRequestRef
    ) => Effect.Effect<OwnDepositRequest, Problems.DepositRequestNotFound | WalletUnavailable>
    /** Ends a pending request by its player's word; cancelling again answers the same. */
    readonly cancel: (
      ref: OwnRequestRef
    ) => Effect.Effect<
      OwnDepositRequest,
      Problems.DepositRequestNotFound | Problems.DepositRequestEnded | WalletUnavailable
    >
    /**
     * The money has arrived: credits it from the bank account that the player was shown, or from the given one.
     * Too late, or refused if it were requested now: `review`, and nothing is credited until an operator completes it. The
     * operator names the remaining obstacles and accepts them.
     */
    readonly complete: (
      decision: DepositDecision & {
        readonly from?: BankSide | undefined
        readonly despite?: ReadonlyArray<DepositObstacle> | undefined
      }
    ) => Decided<Kept<DepositOutcome>, Problems.DepositObstructed>
    /** Ends a request that is pending or in review, without money. */
    readonly reject: (decision: DepositDecision & { readonly reason: string }) => Decided<Kept<DepositOutcome>>
  }
>() {}

/** The shape of the deposit requests' service. */
export type DepositRequestsShape = Context.Tag.Service<typeof DepositRequests>
