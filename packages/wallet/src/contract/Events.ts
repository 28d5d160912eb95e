import type { BrandKey } from "@croupier/core/Brand"
import * as EventKind from "@croupier/core/events/EventKind"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { uuidv7, type WalletId } from "@croupier/core/Ids"
import { Either, type ParseResult, Schema } from "effect"
import { DepositReversal, GrantMovement, Movement, RoundMovement, RoundSettlement } from "./EventPayload.js"
import type { Balance } from "./Result.js"
import type { GameCategory } from "./Round.js"

const amounts = (cash: string, bonus = "0", held = "0", debt = "0") => ({ cash, bonus, held, debt })

/** An example of a movement that leaves a balance. */
const movement = (moved: ReturnType<typeof amounts>, after: ReturnType<typeof amounts>) => ({
  transaction: "01926d3c-7a1e-7000-8000-2f6d3a5b9c03",
  balance: { currency: "KRW", ...after },
  moved
})

const played = { round: { provider: "hub88", id: "r-20260301-1" }, game: "starlight", category: "slots" } as const
const grant = "01926d3c-7a1e-7000-8000-2f6d3a5b9c10"
const nothing = amounts("0")

/** Every kind of event that wallet publishes, by its type. */
export const walletEvents = EventKind.catalogue({
  "wallet.deposit-completed": {
    version: 1,
    about: "A deposit was credited, with or without a deposit request.",
    payload: Movement,
    example: movement(amounts("50000"), amounts("50000"))
  },
  "wallet.deposit-reversed": {
    version: 1,
    about: "A deposit was reversed; `reverses` is its transaction. The amount already spent becomes debt.",
    payload: DepositReversal,
    example: {
      ...movement(amounts("-30000", "0", "0", "20000"), amounts("0", "0", "0", "20000")),
      reverses: "01926d3c-7a1e-7000-8000-2f6d3a5b9c02"
    }
  },
  "wallet.bet-placed": {
    version: 1,
    about: "A stake was debited; `moved` shows the cash and bonus parts.",
    payload: RoundMovement,
    example: { ...movement(amounts("-700", "-300"), amounts("49300", "9700")), ...played, grant }
  },
  "wallet.win-paid": {
    version: 1,
    about: "A win was credited, split between cash and bonus like the stakes of the round.",
    payload: RoundMovement,
    example: { ...movement(amounts("1750", "750"), amounts("51050", "10450")), ...played, grant }
  },
  "wallet.transaction-rolled-back": {
    version: 1,
    about: "A bet or win was rolled back. Not published if the original transaction is unknown.",
    payload: RoundMovement,
    example: { ...movement(amounts("1000"), amounts("50000")), ...played }
  },
  "wallet.round-closed": {
    version: 1,
    about:
      "A round was closed, with its totals. Published once per round; the basis of turnover, commission and reports.",
    payload: RoundSettlement,
    example: {
      ...movement(amounts("2500"), amounts("51500")),
      ...played,
      totals: { stakeCash: "1000", stakeBonus: "0", payoutCash: "2500", payoutBonus: "0" }
    }
  },
  "wallet.round-changed": {
    version: 1,
    about: "A closed round was changed by a rollback or a late win. `totals` is the signed difference.",
    payload: RoundSettlement,
    example: {
      ...movement(amounts("-2500"), amounts("49000")),
      ...played,
      totals: { stakeCash: "0", stakeBonus: "0", payoutCash: "-2500", payoutBonus: "0" }
    }
  },
  "wallet.withdrawal-requested": {
    version: 1,
    about: "A withdrawal was requested, and its amount was moved from cash to held.",
    payload: Movement,
    example: movement(amounts("-20000", "0", "20000"), amounts("30000", "0", "20000"))
  },
  "wallet.withdrawal-settled": {
    version: 1,
    about: "A withdrawal was paid out by the bank.",
    payload: Movement,
    example: movement(amounts("0", "0", "-20000"), amounts("30000"))
  },
  "wallet.withdrawal-rejected": {
    version: 1,
    about: "A withdrawal was rejected, cancelled or failed, and its amount was returned to cash.",
    payload: Movement,
    example: movement(amounts("20000", "0", "-20000"), amounts("50000"))
  },
  "wallet.withdrawal-returned": {
    version: 1,
    about: "The bank returned a settled withdrawal, and its amount was returned to cash.",
    payload: Movement,
    example: movement(amounts("20000"), amounts("50000"))
  },
  "wallet.bonus-granted": {
    version: 1,
    about: "A bonus was granted.",
    payload: GrantMovement,
    example: { ...movement(amounts("0", "10000"), amounts("50000", "10000")), grant }
  },
  "wallet.bonus-converted": {
    version: 1,
    about: "A bonus was converted to cash, up to its maximum cash-out.",
    payload: GrantMovement,
    example: { ...movement(amounts("10000", "-10000"), amounts("60000")), grant }
  },
  "wallet.bonus-forfeited": {
    version: 1,
    about: "A bonus ended without becoming cash: forfeited, expired or lost.",
    payload: GrantMovement,
    example: { ...movement(amounts("0", "-10000"), amounts("50000")), grant }
  },
  "wallet.account-frozen": {
    version: 1,
    about: "Reconciliation found a difference and froze the wallet: its bets, holds and payouts are refused.",
    payload: Movement,
    example: movement(nothing, amounts("50000"))
  }
})

/** The types of the events that wallet publishes. */
export type EventType = keyof typeof walletEvents

/** Totals of a round, in ledger units; of a change, the signed difference. */
export interface RoundTotals {
  readonly stakeCash: bigint
  readonly stakeBonus: bigint
  readonly payoutCash: bigint
  readonly payoutBonus: bigint
}

/** What a consumer learns about one change of one wallet. Its place in the wallet's order is `version`. */
export interface WalletEvent {
  readonly type: EventType
  readonly version: bigint
  readonly transaction: string
  readonly balance: Balance
  readonly moved: { readonly cash: bigint; readonly bonus: bigint; readonly held: bigint; readonly debt: bigint }
  readonly game?: string | undefined
  readonly category?: GameCategory | undefined
  readonly round?: { readonly provider: string; readonly id: string } | undefined
  readonly grant?: string | undefined
  readonly totals?: RoundTotals | undefined
  /** Of a reversed deposit: the deposit's transaction. */
  readonly reverses?: string | undefined
}

/** Where and when an event of a wallet happened; `at` in milliseconds of the epoch. */
export interface WalletEventOf {
  readonly brand: BrandKey
  readonly wallet: WalletId
  readonly at: number
}

/** An event as the wallet publishes it, for a consumer that an app feeds from a ledger in memory. */
export const publishedEvent = (event: WalletEvent, { at, brand, wallet }: WalletEventOf): DomainEvent => {
  const kind = kindOf(event.type)
  const said = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined))
  return {
    brand,
    key: wallet,
    keyVersion: event.version,
    id: uuidv7(at),
    type: event.type,
    version: kind.version,
    payload: Schema.encodeSync(kind.payload)(said),
    occurredAt: new Date(at),
    trace: null
  }
}

/** A wallet's event with its payload in code. */
export type WalletFact = {
  readonly [Type in EventType]: {
    readonly type: Type
    readonly payload: Schema.Schema.Type<(typeof walletEvents)[Type]["payload"]>
  }
}[EventType]

/** Whether an event is one of the wallet's. */
export const isWalletEvent = (event: DomainEvent): event is DomainEvent & { readonly type: EventType } =>
  Object.hasOwn(walletEvents, event.type)

/** A wallet's event with its payload read. Left where the payload is not what its type says. */
export const readFact = (
  event: DomainEvent & { readonly type: EventType }
): Either.Either<WalletFact, ParseResult.ParseError> =>
  Either.map(EventKind.read(kindOf(event.type), event), (payload) => ({ type: event.type, payload }) as WalletFact)

/** A kind of the catalogue is its own type's, which a type parameter over the union cannot say. */
const kindOf = (type: EventType) => walletEvents[type] as unknown as EventKind.EventKind<unknown, unknown>
