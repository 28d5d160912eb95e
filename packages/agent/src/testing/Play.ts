import type { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import { makeUuid, type PlayerId } from "@croupier/core/Ids"
import { type GameCategory, walletEvents } from "@croupier/wallet/contract"
import { Effect, Schema } from "effect"
import { record } from "../internal/accrual/record.js"
import { refer } from "../internal/accrual/refer.js"
import { AgentStore } from "../internal/store/AgentStore.js"
import type { PendingRow } from "../internal/store/Rows.js"

/** One main unit of a currency with the usual ledger scale. */
export const unit = 1_000_000n

/** What is staked and paid in a round, in main units. */
export interface Played {
  readonly round?: string
  readonly category?: GameCategory
  readonly currency?: string
  readonly stake?: bigint
  readonly payout?: bigint
  readonly stakeBonus?: bigint
  readonly payoutBonus?: bigint
  readonly grant?: string
}

const time = (brand: BrandKey) => Effect.flatMap(AgentStore, ({ inBrand }) => inBrand(brand, (tables) => tables.now))

/** A player who registers, as an event of player says it. */
export const registered = (brand: BrandKey, player: PlayerId, referralCode: string | null) =>
  Effect.gen(function* () {
    const at = yield* time(brand)
    yield* (yield* AgentStore).inBrand(brand, (tables) => refer(tables, [{ player, referralCode, at }]))
  })

/** A new player of an agent. */
export const aPlayer = (brand: BrandKey, referralCode: string | null) =>
  Effect.gen(function* () {
    const player = (yield* makeUuid) as PlayerId
    yield* registered(brand, player, referralCode)
    return player
  })

/** Lets facts of the wallet be counted. */
export const counted = (brand: BrandKey, facts: ReadonlyArray<PendingRow>) =>
  Effect.flatMap(AgentStore, ({ inBrand }) => inBrand(brand, (tables) => record(tables, facts)))

/** A round that closes with these totals, or an amount by which a closed one changes. */
export const fact = (
  type: "wallet.round-changed" | "wallet.round-closed",
  brand: BrandKey,
  player: PlayerId,
  {
    category = "slots",
    currency = "KRW",
    grant,
    payout = 0n,
    payoutBonus = 0n,
    round,
    stake = 0n,
    stakeBonus = 0n
  }: Played
) =>
  Effect.gen(function* () {
    const event = yield* makeUuid
    const payload = yield* Schema.encode(walletEvents[type].payload)({
      ...(yield* movement(currency)),
      round: { provider: "hub88", id: round ?? event },
      game: "starlight",
      category,
      ...(grant === undefined ? {} : { grant }),
      totals: {
        stakeCash: stake * unit,
        stakeBonus: stakeBonus * unit,
        payoutCash: payout * unit,
        payoutBonus: payoutBonus * unit
      }
    })
    return { event, player, type, version: 1, payload, at: yield* time(brand) } satisfies PendingRow
  })

/** A bonus that becomes cash. */
export const conversion = (brand: BrandKey, player: PlayerId, grant: string, amount: bigint) =>
  Effect.gen(function* () {
    const type = "wallet.bonus-converted"
    const { moved, ...rest } = yield* movement("KRW")
    const cash = amount * unit
    const payload = yield* Schema.encode(walletEvents[type].payload)({
      ...rest,
      grant,
      moved: { ...moved, cash, bonus: -cash }
    })
    return { event: yield* makeUuid, player, type, version: 1, payload, at: yield* time(brand) } satisfies PendingRow
  })

/** A settled round, counted at once. */
export const plays = (brand: BrandKey, player: PlayerId, played: Played) =>
  Effect.flatMap(fact("wallet.round-closed", brand, player, played), (one) => counted(brand, [one]))

/** A change of a closed round, counted at once. */
export const changes = (brand: BrandKey, player: PlayerId, played: Played) =>
  Effect.flatMap(fact("wallet.round-changed", brand, player, played), (one) => counted(brand, [one]))

const movement = (currency: string) =>
  Effect.map(makeUuid, (transaction) => ({
    transaction,
    balance: { currency: CurrencyCode.make(currency), cash: 0n, bonus: 0n, held: 0n, debt: 0n },
    moved: { cash: 0n, bonus: 0n, held: 0n, debt: 0n }
  }))
