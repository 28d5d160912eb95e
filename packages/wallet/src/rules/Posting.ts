import { maxTotal } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { BrandAccount, WalletCommand } from "../contract/Command.js"
import type { EventType, WalletEvent } from "../contract/Events.js"
import { beginsAnew } from "./Counters.js"
import { balanceOf, balanceState, type Decision, okOf, refused } from "./Decision.js"
import type { Effects, Entry, Round, Stamped, Transaction, Wallet, WalletAccount, World } from "./State.js"

/** What a command writes in addition to its entries and its wallet's balances. */
export interface Rest {
  readonly transaction?: Partial<
    Pick<
      Transaction,
      | "promo"
      | "converted"
      | "found"
      | "round"
      | "game"
      | "grant"
      | "request"
      | "requestStatus"
      | "counter"
      | "reason"
      | "original"
    >
  >
  readonly wallet?: Partial<Pick<Wallet, "grant" | "request" | "blocks" | "limits" | "counters">>
  readonly original?: Transaction | null
  readonly round?: Round | null
  readonly grant?: Effects["grant"]
  readonly request?: Effects["request"]
  readonly withdrawal?: Effects["withdrawal"]
  readonly events?: ReadonlyArray<Pick<WalletEvent, "type"> & Partial<Omit<WalletEvent, "type">>>
}

/** Collects the lines of one command on one wallet, keeps its running balances, and ends as a decision. */
export class Posting {
  readonly #world: World
  readonly #stamped: Stamped<WalletCommand>
  readonly #entries: Array<Entry> = []
  readonly #balance: Record<WalletAccount, bigint>

  constructor(
    world: World,
    stamped: Stamped<WalletCommand>,
    readonly before: Wallet
  ) {
    this.#world = world
    this.#stamped = stamped
    this.#balance = { cash: before.cash, bonus: before.bonus, held: before.held, debt: before.debt }
  }

  /** Moves between an account of the wallet and one of the brand; positive towards the wallet. Nothing moves for zero. */
  move(account: WalletAccount, amount: bigint, counter: BrandAccount): this {
    return this.onWallet(account, amount).onBrand(counter, -amount)
  }

  /** One line on the wallet. More debt is a negative line, because the brand is owed. */
  onWallet(account: WalletAccount, amount: bigint): this {
    if (amount === 0n) return this
    this.#balance[account] += account === "debt" ? -amount : amount
    const after = this.#balance[account]
    if (after < 0n) throw new Error(`${this.#stamped.command._tag} would leave ${account} at ${after}`)
    this.#entries.push({
      wallet: this.before.id,
      kind: account,
      sub: account === "bonus" ? (this.before.grant ?? this.#grantOf() ?? "") : "",
      currency: this.before.currency,
      amount,
      balanceAfter: after
    })
    return this
  }

  /** One line on an account of the brand; lines on the same account are one. */
  onBrand(account: BrandAccount, amount: bigint): this {
    const same = this.#entries.findIndex(
      (entry) => entry.wallet === null && entry.kind === account.kind && entry.sub === account.sub
    )
    const sum = amount + (same < 0 ? 0n : this.#entries[same]!.amount)
    if (same >= 0) this.#entries.splice(same, 1)
    if (sum !== 0n) this.#entries.push(brandLine(account, this.before.currency, sum))
    return this
  }

  #grantOf(): string | undefined {
    return "grant" in this.#stamped.command ? this.#stamped.command.grant : undefined
  }

  /** Accepts the command with what else it writes. */
  done(rest: Rest = {}): Decision {
    assertBalanced(this.#entries)
    const { command, fingerprint, id } = this.#stamped
    const events = rest.events ?? []
    const { before } = this
    const change: NonNullable<Rest["wallet"]> = rest.wallet ?? {}
    // Written out, here and below: a spread of several objects makes a slow one, on the hottest path there is.
    const wallet: Wallet = {
      brand: before.brand,
      id: before.id,
      kind: before.kind,
      currency: before.currency,
      version: before.version + 1n,
      eventVersion: before.eventVersion + BigInt(events.length),
      cash: this.#balance.cash,
      bonus: this.#balance.bonus,
      held: this.#balance.held,
      debt: this.#balance.debt,
      grant: change.grant === undefined ? before.grant : change.grant,
      request: change.request === undefined ? before.request : change.request,
      blocks: change.blocks ?? before.blocks,
      limits: change.limits ?? before.limits,
      counters: change.counters ?? before.counters
    }
    if (passesBound(wallet, rest)) {
      return refused("balance-limit", "a balance or total of the wallet would exceed the ledger's maximum", before)
    }
    const moved = {
      cash: wallet.cash - before.cash,
      bonus: wallet.bonus - before.bonus,
      held: wallet.held - before.held,
      debt: wallet.debt - before.debt
    }
    const about: NonNullable<Rest["transaction"]> = rest.transaction ?? {}
    const transaction: Transaction = {
      brand: command.brand,
      key: command.key,
      id,
      tag: command._tag,
      fingerprint,
      wallet: wallet.id,
      version: wallet.version,
      at: this.#world.now,
      actor: command.actor,
      moved,
      promo: about.promo ?? 0n,
      converted: about.converted ?? 0n,
      balance: balanceState(wallet),
      found: about.found ?? true,
      round: about.round ?? null,
      game: about.game ?? null,
      grant: about.grant ?? null,
      request: about.request ?? null,
      requestStatus: about.requestStatus ?? null,
      counter: about.counter ?? null,
      reason: about.reason ?? null,
      reversedBy: null,
      original: about.original ?? null
    }
    const balance = balanceOf(wallet)
    return {
      _tag: "applied",
      result: okOf(transaction, false),
      effects: {
        transaction,
        wallet,
        entries: this.#entries,
        original: rest.original ?? null,
        round: rest.round ?? null,
        grant: rest.grant ?? null,
        request: rest.request ?? null,
        withdrawal: rest.withdrawal ?? null,
        newPeriod: change.counters !== undefined && beginsAnew(before.counters, change.counters),
        events: events.map((event, index) => ({
          ...event,
          transaction: event.transaction ?? id,
          balance: event.balance ?? balance,
          moved: event.moved ?? moved,
          version: before.eventVersion + BigInt(index + 1)
        }))
      }
    }
  }
}

/** No play comes near it; a sum that did would be refused here rather than by the database. */
const passesBound = ({ bonus, cash, counters, debt, held }: Wallet, { grant, round }: Rest): boolean =>
  cash > maxTotal ||
  bonus > maxTotal ||
  held > maxTotal ||
  debt > maxTotal ||
  passesBoundIn(counters.month) ||
  passesBoundIn(counters.week) ||
  passesBoundIn(counters.day) ||
  (grant != null && (grant.released > maxTotal || grant.released < -maxTotal)) ||
  (round != null &&
    (round.stakeCash > maxTotal ||
      round.stakeBonus > maxTotal ||
      round.payoutCash > maxTotal ||
      round.payoutBonus > maxTotal))

const passesBoundIn = ({ deposit, loss, stake }: Wallet["counters"]["day"]): boolean =>
  deposit > maxTotal || stake > maxTotal || loss > maxTotal || loss < -maxTotal

/** A line on an account of the brand. */
export const brandLine = (account: BrandAccount, currency: CurrencyCode, amount: bigint): Entry => ({
  wallet: null,
  kind: account.kind,
  sub: account.sub,
  currency,
  amount,
  balanceAfter: null
})

/** Stays on in production: a posting that does not sum to zero is never written. */
export const assertBalanced = (entries: ReadonlyArray<Entry>): void => {
  let sum = 0n
  for (const entry of entries) sum += entry.amount
  if (sum !== 0n) throw new Error(`a posting sums to ${sum}, not to zero`)
}

/** A transaction's row before anything is known of it. */
export const blank = {
  promo: 0n,
  converted: 0n,
  found: true,
  round: null,
  game: null,
  grant: null,
  request: null,
  requestStatus: null,
  counter: null,
  reason: null,
  reversedBy: null,
  original: null
} as const

/** An event of this type with nothing of its own. */
export const event = (type: EventType): { readonly type: EventType } => ({ type })
