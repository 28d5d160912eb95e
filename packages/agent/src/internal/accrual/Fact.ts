import type { CurrencyCode } from "@croupier/core/Currency"
import * as EventKind from "@croupier/core/events/EventKind"
import { type GameCategory, walletEvents } from "@croupier/wallet/contract"
import { Either } from "effect"
import type { Totals } from "../../rules/RoundCount.js"
import type { PendingRow, RoundKey } from "../store/Rows.js"

/** What a settled round, or a change of one, says. */
export interface RoundFact {
  readonly _tag: "closed" | "changed"
  readonly key: RoundKey
  readonly category: GameCategory
  readonly currency: CurrencyCode
  readonly grant: string | null
  readonly totals: Totals
}

/** A bonus that became cash. */
export interface ConversionFact {
  readonly _tag: "converted"
  readonly currency: CurrencyCode
  readonly grant: string
  readonly amount: bigint
}

/** The wallet's events that commissions follow from. */
export const factTypes: ReadonlySet<string> = new Set<keyof typeof walletEvents>([
  "wallet.round-closed",
  "wallet.round-changed",
  "wallet.bonus-converted"
])

/** Reads an event of one of these types. Left where its payload has another shape. */
export const read = (row: PendingRow) => {
  switch (row.type) {
    case "wallet.round-closed":
      return Either.map(EventKind.read(walletEvents["wallet.round-closed"], row), roundFact("closed", row))
    case "wallet.round-changed":
      return Either.map(EventKind.read(walletEvents["wallet.round-changed"], row), roundFact("changed", row))
    default:
      return Either.map(
        EventKind.read(walletEvents["wallet.bonus-converted"], row),
        ({ balance, grant, moved }): ConversionFact | RoundFact => ({
          _tag: "converted",
          currency: balance.currency,
          grant,
          amount: moved.cash
        })
      )
  }
}

type Settlement =
  (typeof walletEvents)["wallet.round-closed"] extends EventKind.EventKind<infer A, infer _I> ? A : never

const roundFact =
  (_tag: RoundFact["_tag"], { player }: PendingRow) =>
  ({ balance, category, grant, round, totals }: Settlement): ConversionFact | RoundFact => ({
    _tag,
    key: { player, ...round },
    category,
    currency: balance.currency,
    grant: grant ?? null,
    totals
  })
