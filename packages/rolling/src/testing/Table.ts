import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { type PlayerId, randomText, uuidv7 } from "@croupier/core/Ids"
import {
  type GameCategory,
  type PostResult,
  publishedEvent,
  TransactionKey,
  type WalletCommand
} from "@croupier/wallet/contract"
import { Effect } from "effect"
import type { NewRequirement } from "../contract/Requirement.js"
import { Rolling } from "../contract/Rolling.js"
import { everythingCounts } from "../contract/Terms.js"
import { WalletFeed } from "../contract/WalletFeed.js"
import { Books } from "./World.js"

type Own = "brand" | "key" | "wallet" | "actor"
type WithoutOwn<C> = C extends WalletCommand ? Omit<C, Own> : never

/** A game as tests name it. */
export interface PlayedGame {
  readonly code: string
  readonly category: GameCategory
}

export const slot: PlayedGame = { code: "starlight", category: "slots" }
export const baccarat: PlayedGame = { code: "baccarat", category: "live" }

/** A player's brand and currency; by default a new brand, in euros. */
export interface Seat {
  readonly brand?: BrandKey
  readonly currency?: string
}

/** A new player with a wallet; rolling takes the events with `counted`. */
export const sit = ({ brand = randomText(10) as BrandKey, currency = "EUR" }: Seat = {}) =>
  Effect.map(Books, (books) => new Table(books, brand, currency as CurrencyCode))

/** One player of a real ledger in memory. Amounts are whole main units; commands are posted at the time of the machine. */
export class Table {
  readonly player = uuidv7(Date.now()) as PlayerId
  readonly #events: Array<DomainEvent> = []
  #now = Date.now()
  #commands = 0
  #seen = 0
  #taken = 0

  constructor(
    readonly books: Books["Type"],
    readonly brand: BrandKey,
    readonly currency: CurrencyCode
  ) {
    this.#seen = books.events.length
    this.post({ _tag: "open", kind: "player", currency })
  }

  get ref() {
    return { brand: this.brand, player: this.player }
  }

  /** Posts a command and keeps the events it makes. */
  post(command: WithoutOwn<WalletCommand>, key?: TransactionKey.TransactionKey): PostResult {
    this.#now = Date.now()
    this.#commands += 1
    const full = {
      ...command,
      brand: this.brand,
      wallet: this.player,
      actor: { kind: "system", id: "table" },
      key: key ?? TransactionKey.once("table", String(this.#commands))
    } as unknown as WalletCommand
    return this.books.post(full, this.#now)
  }

  /** Answers the deposit's transaction; `key` names it for its reversal. */
  deposit(units: number, key = `d${this.#commands}`): string {
    const from = { kind: "bank", sub: "main" } as const
    return idOf(this.post({ _tag: "deposit", ...this.#money(units), from }, depositKey(key)))
  }

  reverse(deposit: string): PostResult {
    return this.post({ _tag: "deposit-reverse", original: depositKey(deposit), reason: "bank" })
  }

  bet(round: string, units: number, game: PlayedGame = slot, id = `b${this.#commands}`): PostResult {
    const command = { _tag: "bet", ...this.#money(units), round: refOf(round), game } as const
    return this.post(command, TransactionKey.provider("hub88", "money", id))
  }

  win(round: string, units: number, game: PlayedGame = slot, id = `w${this.#commands}`): PostResult {
    const command = {
      _tag: "win",
      ...this.#money(units),
      round: refOf(round),
      game,
      kind: "normal",
      missingBet: "credit"
    } as const
    return this.post(command, TransactionKey.provider("hub88", "money", id))
  }

  close(round: string): PostResult {
    return this.post({ _tag: "round-close", round: refOf(round) })
  }

  rollback(id: string): PostResult {
    const original = TransactionKey.provider("hub88", "money", id)
    return this.post({ _tag: "rollback", original, shortfall: "debt" })
  }

  /** A round of one bet, its win and its end. */
  round(round: string, stake: number, payout: number, game: PlayedGame = slot): void {
    this.bet(round, stake, game, `${round}-bet`)
    if (payout > 0) this.win(round, payout, game, `${round}-win`)
    this.close(round)
  }

  grant(units: number, maxCashOut: number | null = null): string {
    const grant = uuidv7(this.#now)
    const cap = maxCashOut === null ? null : this.#money(maxCashOut).amount
    const terms = { maxBet: null, maxCashOut: cap, expiresAt: null, excludedGames: [] }
    idOf(this.post({ _tag: "bonus-grant", ...this.#money(units), grant, ...terms }))
    return grant
  }

  hold(units: number): string {
    const withdrawal = uuidv7(this.#now)
    idOf(this.post({ _tag: "withdraw-hold", ...this.#money(units), withdrawal }))
    return withdrawal
  }

  /** Ledger units of whole main units. */
  units(amount: number): bigint {
    return BigInt(amount) * 1_000_000n
  }

  /** Terms of a bonus's requirement, 10 times the bonus unless `terms` says otherwise. */
  requirementOf(grant: string, base: number, terms: Partial<NewRequirement> = {}): NewRequirement {
    return {
      ...this.ref,
      id: uuidv7(this.#now),
      origin: "bonus",
      grant,
      deposit: null,
      currency: this.currency,
      of: "bonus",
      base: fromUnits(this.units(base)),
      multiplier: 1000,
      source: "all",
      weights: everythingCounts,
      priority: 10,
      onWithdrawal: "refuse",
      expiresAt: null,
      ...terms
    }
  }

  /** The player's events so far, also those of commands that others posted. */
  get published(): ReadonlyArray<DomainEvent> {
    const news = this.books.events.slice(this.#seen)
    this.#seen = this.books.events.length
    for (const event of news) {
      if (event.brand === this.brand && event.wallet === this.player)
        this.#events.push(publishedEvent(event, { ...event, at: this.#now }))
    }
    return this.#events
  }

  /** Rolling takes what has happened since the last time. */
  get counted() {
    return Effect.gen(this, function* () {
      const events = this.published.slice(this.#taken)
      this.#taken += events.length
      yield* (yield* WalletFeed).take(events)
    })
  }

  /** The player's requirements, oldest first. */
  get requirements() {
    return Effect.gen(this, function* () {
      const { items } = yield* (yield* Rolling).requirements({ ...this.ref, limit: 100 })
      return items.toReversed()
    })
  }

  #money(units: number) {
    return { currency: this.currency, amount: fromUnits(this.units(units)) }
  }
}

const depositKey = (key: string) => TransactionKey.once("table-deposit", key)

const refOf = (id: string) => ({ provider: "hub88", id })

const idOf = (result: PostResult): string => {
  if (result._tag === "refused") throw new Error(`${result.reason}: ${result.detail}`)
  return result.transaction
}
