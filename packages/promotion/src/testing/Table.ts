import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { IdempotencyKey } from "@croupier/core/http/IdempotencyKey"
import { type PlayerId, randomText, uuidv7 } from "@croupier/core/Ids"
import { everythingCounts, WalletFeed } from "@croupier/rolling/contract"
import {
  type PostResult,
  TransactionKey,
  type WalletCommand,
  type WalletEvent,
  walletEvents
} from "@croupier/wallet/contract"
import { Effect, Schema } from "effect"
import type { BonusTerms } from "../contract/BonusTerms.js"
import type { Campaign } from "../contract/Campaign.js"
import { PromotionFeed } from "../contract/PromotionFeed.js"
import { Promotions } from "../contract/Promotions.js"
import type { Reward } from "../contract/Reward.js"
import { PromotionMaintenance } from "../PromotionMaintenance.js"
import { Books } from "./World.js"

type Own = "brand" | "key" | "wallet" | "actor"
type WithoutOwn<C> = C extends WalletCommand ? Omit<C, Own> : never

/** Terms of a bonus that is staked ten times. */
export const tenTimes: BonusTerms = {
  multiplier: 1000,
  base: "bonus",
  source: "all",
  weights: everythingCounts,
  mostCashOut: {},
  mostBet: {},
  expiresAfterDays: 30,
  excludedGames: [],
  style: "parachute"
}

/** A day a number of days from now, in UTC. */
export const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A campaign that has been running for ten days and runs for thirty more. */
export const campaignOf = (reward: Reward, change: Partial<Campaign> = {}): Campaign => ({
  id: uuidv7(Date.now()),
  name: "Spring",
  reward,
  schedule: { from: dayFromNow(-10), until: dayFromNow(30), weekdays: [] },
  eligibility: {
    tags: [],
    withoutTags: [],
    segments: [],
    agents: [],
    minimumAge: 18,
    leastDeposits: null,
    mostDeposits: null
  },
  caps: { perPlayer: null, perPeriod: null, budget: { EUR: "1000" }, receivers: null },
  terms: reward._tag === "cashback" || reward._tag === "turnover-rebate" ? null : tenTimes,
  products: { activity: [], reward: [] },
  automaticUpTo: {},
  ...change
})

/** Five euros for each player, once. */
export const freeCredit = (change: Partial<Campaign> = {}): Campaign => {
  const campaign = campaignOf({ _tag: "free-credit", amount: { EUR: "5" } }, change)
  return { ...campaign, caps: { ...campaign.caps, perPlayer: campaign.caps.perPlayer ?? 1 } }
}

/** A new player with a wallet, by default of a new brand. */
export const sit = (brand: BrandKey = randomText(10) as BrandKey) =>
  Effect.map(Books, (books) => new Table(books, brand))

/** One player of a real ledger in memory, in euros. Amounts are whole main units. */
export class Table {
  readonly player = uuidv7(Date.now()) as PlayerId
  readonly currency = "EUR" as CurrencyCode
  /** When what is posted next occurred, for promotions. */
  at: number | undefined
  readonly #events: Array<DomainEvent> = []
  #commands = 0
  #seen = 0
  #taken = 0

  constructor(
    readonly books: Books["Type"],
    readonly brand: BrandKey
  ) {
    this.#seen = books.events.length
    this.post({ _tag: "open", kind: "player", currency: this.currency })
  }

  get ref() {
    return { brand: this.brand, player: this.player }
  }

  post(command: WithoutOwn<WalletCommand>, key?: TransactionKey.TransactionKey): PostResult {
    this.#commands += 1
    const full = {
      ...command,
      brand: this.brand,
      wallet: this.player,
      actor: { kind: "system", id: "table" },
      key: key ?? TransactionKey.once("table", `${this.player}-${this.#commands}`)
    } as unknown as WalletCommand
    const answer = this.books.post(full, Date.now())
    this.#keep()
    return answer
  }

  deposit(units: number, name = String(this.#commands)): PostResult {
    const from = { kind: "bank", sub: "main" } as const
    return this.post({ _tag: "deposit", ...this.#money(units), from }, this.#depositKey(name))
  }

  reverse(name: string): PostResult {
    return this.post({ _tag: "deposit-reverse", original: this.#depositKey(name), reason: "bank" })
  }

  /** A round of one bet, its win and its end. */
  round(stake: number, payout: number): void {
    const id = `${this.player}-${this.#commands}`
    const common = { round: { provider: "hub88", id }, game: { code: "starlight", category: "slots" } } as const
    const key = (kind: string) => TransactionKey.provider("hub88", "money", `${id}-${kind}`)
    this.post({ _tag: "bet", ...this.#money(stake), ...common }, key("bet"))
    if (payout > 0) {
      const win = { ...this.#money(payout), ...common, kind: "normal", missingBet: "credit" } as const
      this.post({ _tag: "win", ...win }, key("win"))
    }
    this.post({ _tag: "round-close", round: common.round })
  }

  /** Blocks or unblocks bonuses. */
  blockBonuses(isBlocked: boolean): void {
    const author = { kind: "operator", id: "ann" } as const
    const block = { scope: "bonus", source: "operator", reason: "excluded", author, until: null } as const
    const change = isBlocked ? { set: [block], clear: [] } : { set: [], clear: [block] }
    this.post({ _tag: "gate", change })
  }

  get cash(): bigint {
    return this.books.cash(this.brand, this.player)
  }

  get bonus(): bigint {
    return this.books.bonus(this.brand, this.player)
  }

  /** Promotions and rolling take what has happened since the last time. */
  get counted() {
    return Effect.gen(this, function* () {
      this.#keep()
      const events = this.#events.slice(this.#taken)
      this.#taken += events.length
      yield* (yield* PromotionFeed).take(events)
      yield* (yield* WalletFeed).take(events)
    })
  }

  /** Saves a new campaign of the player's brand. */
  saved(campaign: Campaign) {
    return Effect.flatMap(Promotions, ({ saveCampaign }) => saveCampaign({ brand: this.brand, campaign, version: 0 }))
  }

  claim(campaign: Campaign, key = uuidv7(Date.now())) {
    return Effect.flatMap(Promotions, ({ claim }) =>
      claim({ ...this.ref, campaign: campaign.id, key: IdempotencyKey.make(key) })
    )
  }

  /** The player's bonuses, oldest first. */
  get bonuses() {
    return Effect.gen(this, function* () {
      const { items } = yield* (yield* Promotions).bonuses({ ...this.ref, limit: 100 })
      return items.toReversed()
    })
  }

  /** What a campaign has given so far. */
  figures(campaign: Campaign) {
    return Effect.gen(this, function* () {
      const { items } = yield* (yield* Promotions).campaigns({ brand: this.brand, limit: 100 })
      const found = items.find((each) => each.campaign.id === campaign.id)
      return { spent: found?.spent.EUR ?? "0", receivers: found?.receivers }
    })
  }

  units(amount: number): bigint {
    return BigInt(Math.round(amount * 1_000_000))
  }

  #money(units: number) {
    return { currency: this.currency, amount: fromUnits(this.units(units)) }
  }

  #depositKey(name: string) {
    return TransactionKey.once("table-deposit", `${this.player}-${name}`)
  }

  /** Keeps the player's new events, also those of commands that others posted. */
  #keep(): void {
    const news = this.books.events.slice(this.#seen)
    this.#seen = this.books.events.length
    for (const event of news) {
      if (event.brand === this.brand && event.wallet === this.player) this.#events.push(this.#published(event))
    }
  }

  #published(event: WalletEvent): DomainEvent {
    const { payload, type, version } = walletEvents[event.type]
    const encode = Schema.encodeUnknownSync(payload as Schema.Schema<unknown, unknown>)
    return {
      brand: this.brand,
      key: this.player,
      keyVersion: event.version,
      id: uuidv7(Date.now()),
      type,
      version,
      payload: encode(Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined))),
      occurredAt: new Date(this.at ?? Date.now()),
      trace: null
    }
  }
}

/** Carries on whatever is due until nothing is, as the worker does. */
export const recovered = Effect.gen(function* () {
  const { recover } = yield* PromotionMaintenance
  while ((yield* recover(100)) > 0);
})
