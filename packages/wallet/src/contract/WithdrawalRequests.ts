import type { Actor } from "@croupier/core/Actor"
import { Amount, inCurrency } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import type { CursorInvalid } from "@croupier/core/http/Cursor"
import type { IdempotencyKey, IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { type PlayerId, Uuid } from "@croupier/core/Ids"
import { Context, type Effect, Schema } from "effect"
import type { Kept, OwnRequestRef } from "./DepositRequests.js"
import type { Page } from "./History.js"
import type * as Problems from "./Problems.js"
import type { InvalidAmount, PayoutAccountsUnavailable, WalletNotFound, WalletUnavailable } from "./Problems.js"
import type { PageQuery } from "./Wallet.js"
import { PayoutTo, WithdrawalStatus } from "./Withdrawal.js"

/** A withdrawal as its player sees it. */
export const OwnWithdrawal = Schema.Struct({
  id: Uuid,
  status: WithdrawalStatus,
  /** A decimal string in main units of the player's currency. */
  amount: Schema.String,
  payTo: Schema.NullOr(PayoutTo),
  requestedAt: Schema.DateTimeUtc
}).annotations({ identifier: "OwnWithdrawal" })
export type OwnWithdrawal = typeof OwnWithdrawal.Type

/** Where a decision has left a withdrawal; `transaction` is the decision's. */
export const WithdrawalOutcome = inCurrency(
  Schema.Struct({
    id: Uuid,
    status: WithdrawalStatus,
    currency: CurrencyCode,
    amount: Amount,
    transaction: Uuid,
    /** Of a payout that has begun: its id, which is in the bank order. */
    payout: Schema.optionalWith(Uuid, { exact: true })
  })
).annotations({ identifier: "WithdrawalOutcome" })
export type WithdrawalOutcome = typeof WithdrawalOutcome.Type

/** What the player entered. */
export interface NewWithdrawal {
  readonly brand: BrandKey
  readonly player: PlayerId
  readonly idempotencyKey: IdempotencyKey
  readonly amount: string
  readonly bankAccountId: string
}

/** A withdrawal that a service decides about, in the name of `actor`. */
export interface WithdrawalDecision {
  readonly brand: BrandKey
  readonly withdrawal: string
  readonly actor: Actor
  readonly idempotencyKey: IdempotencyKey
}

/** The bank's report about a payout; without its id, about the current one. */
export interface PayoutNews extends WithdrawalDecision {
  readonly payout?: string | undefined
}

/** What refuses a request refuses its approval and its payout too. */
type AskedAgain =
  | Problems.WithdrawalNotAllowed
  | Problems.WithdrawalPolicyNotReady
  | Problems.WalletFrozen
  | Problems.PayoutAccountNotFound
  | PayoutAccountsUnavailable

type Decided<E = never> = Effect.Effect<
  Kept<WithdrawalOutcome>,
  | E
  | Problems.WithdrawalNotFound
  | Problems.WithdrawalStateConflict
  | Problems.OperatorNeeded
  | IdempotencyKeyReused
  | WalletUnavailable
>

/**
 * Money on its way out. Each step is one posting that moves the state and the money together, so there is no moment in
 * which one has happened and the other has not. Works over any wallet; no method joins its caller's transaction.
 */
export class WithdrawalRequests extends Context.Tag("@croupier/wallet/WithdrawalRequests")<
  WithdrawalRequests,
  {
    /** Holds the amount, where the policy has seen all that has happened and allows it. */
    readonly request: (
      asked: NewWithdrawal
    ) => Effect.Effect<
      Kept<OwnWithdrawal>,
      | InvalidAmount
      | Problems.WithdrawalNotAllowed
      | Problems.WithdrawalPolicyNotReady
      | Problems.PayoutAccountNotFound
      | PayoutAccountsUnavailable
      | IdempotencyKeyReused
      | WalletNotFound
      | WalletUnavailable
    >
    readonly get: (ref: OwnRequestRef) => Effect.Effect<OwnWithdrawal, Problems.WithdrawalNotFound | WalletUnavailable>
    /** A player's own, newest first. */
    readonly list: (
      brand: BrandKey,
      player: PlayerId,
      query: PageQuery
    ) => Effect.Effect<Page<OwnWithdrawal>, CursorInvalid | WalletUnavailable>
    /** Until it is approved. */
    readonly cancel: (
      ref: OwnRequestRef
    ) => Effect.Effect<
      OwnWithdrawal,
      | Problems.WithdrawalNotFound
      | Problems.WithdrawalStateConflict
      | Problems.CancellationNotOffered
      | WalletUnavailable
    >
    /** Asks again what the request was asked. Where two operators are needed, the first leaves it as it is. */
    readonly approve: (decision: WithdrawalDecision) => Decided<AskedAgain | Problems.SecondPersonNeeded>
    /** Asks once more, then begins the payout: the caller that gets its id orders the transfer, no other one. */
    readonly pay: (decision: WithdrawalDecision) => Decided<AskedAgain | Problems.PayoutAccountChanged>
    /** The bank has paid, from this account of the brand. */
    readonly settle: (news: PayoutNews & { readonly bank: string }) => Decided<Problems.PayoutMismatch>
    /** The bank has not paid; the money stays held until the withdrawal is approved again or rejected. */
    readonly fail: (news: PayoutNews & { readonly reason: string }) => Decided<Problems.PayoutMismatch>
    /** Gives the money back, of a withdrawal that is `requested`, `approved` or `failed`. */
    readonly reject: (decision: WithdrawalDecision & { readonly reason: string }) => Decided
    /** The bank has sent a settled one back. */
    readonly giveBack: (decision: WithdrawalDecision & { readonly reason: string }) => Decided
  }
>() {}

/** The shape of the withdrawals' service. */
export type WithdrawalRequestsShape = Context.Tag.Service<typeof WithdrawalRequests>
