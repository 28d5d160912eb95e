import type { Actor } from "@croupier/core/Actor"
import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { Block, Limit } from "@croupier/player/contract"
import {
  type BrandPolicy,
  type CommandOf,
  defaultPolicy,
  type GrantTerms,
  type PostResult,
  type ReceivingAccount,
  TransactionKey,
  type WalletCommand,
  type WalletEvent
} from "../../src/contract.js"
import { violations } from "../../src/testing/MemoryBooks.js"
import { emptyLedger, postTo } from "../../src/WalletMemory.js"

const brand = "aurora" as BrandKey
const currency = "EUR" as CurrencyCode
export const operator = (id: string): Actor => ({ kind: "operator", id })
const actor: Actor = { kind: "system", id: "example" }
const uuid = (name: string) =>
  `00000000-0000-7000-8000-${Buffer.from(name).toString("hex").padStart(12, "0").slice(-12)}`
const main = { kind: "bank", sub: "main" } as const

type Own<Tag extends WalletCommand["_tag"]> = Omit<
  CommandOf<Tag>,
  "_tag" | "brand" | "wallet" | "actor" | "key" | "currency"
> & { readonly actor?: Actor }
interface Play {
  readonly round?: string
  readonly game?: string
  readonly closes?: boolean
}

/**
 * A player with a wallet, and a ledger to look into: examples in plain numbers of ledger units. Each step answers `ok` or
 * the reason of its refusal; after each, the books have to balance.
 */
export class Table {
  readonly ledger = emptyLedger()
  now: number
  last!: PostResult
  readonly #wallet = uuid("player") as WalletId

  constructor(policy: Partial<BrandPolicy> = {}, now = Date.UTC(2026, 2, 2, 12)) {
    this.now = now
    this.ledger.world.putPolicy(brand, { ...defaultPolicy, ...policy })
    this.account()
    this.do("open", "open", { kind: "player" })
  }

  policy(policy: Partial<BrandPolicy>): void {
    this.ledger.world.changePolicy(brand, { ...defaultPolicy, ...policy }, this.now)
  }

  /** Puts a receiving account of the brand; `main` is there and open from the beginning. */
  account(account: Partial<ReceivingAccount> = {}): void {
    this.ledger.world.putReceiving({
      brand,
      id: "main",
      bank: "Riva",
      accountNumber: "1",
      holder: "Aurora",
      currency,
      dailyCap: null,
      status: "open",
      groups: [],
      ...account
    })
  }

  /** Posts any command of the player under a key of its own name. */
  do<Tag extends WalletCommand["_tag"]>(tag: Tag, key: string, own: Own<Tag>): string {
    return this.post({
      _tag: tag,
      brand,
      wallet: this.#wallet,
      actor,
      currency,
      key: TransactionKey.provider("example", "money", key),
      ...own
    } as unknown as WalletCommand)
  }

  post(command: Parameters<typeof postTo>[1][number]): string {
    const [result] = postTo(this.ledger, [command], this.now)
    const wrong = violations(this.ledger)
    if (wrong.length > 0) throw new Error(`after ${command._tag} ${command.key}: ${wrong.join("; ")}`)
    this.last = result!
    return result!._tag === "ok" ? "ok" : result!.reason
  }

  bet(key: string, amount: number, { closes = false, game = "starlight", round = "r" }: Play = {}): string {
    return this.do("bet", key, {
      amount: units(amount),
      round: { provider: "hub88", id: round },
      game: { code: game, category: "slots" },
      closesRound: closes
    })
  }

  win(
    key: string,
    amount: number,
    play: Play & {
      readonly kind?: CommandOf<"win">["kind"]
      readonly bet?: string
      readonly missing?: "refuse" | "credit"
    } = {}
  ): string {
    const { bet, closes = false, game = "starlight", kind = "normal", missing = "refuse", round = "r" } = play
    return this.do("win", key, {
      amount: units(amount),
      round: { provider: "hub88", id: round },
      game: { code: game, category: "slots" },
      closesRound: closes,
      kind,
      missingBet: missing,
      ...(bet === undefined ? {} : { bet: TransactionKey.provider("example", "money", bet) })
    })
  }

  rollback(key: string, original: string, shortfall: "debt" | "clamp" = "debt", round?: string): string {
    return this.do("rollback", key, {
      original: TransactionKey.provider("example", "money", original),
      shortfall,
      ...(round === undefined ? {} : { round: { provider: "hub88", id: round } })
    })
  }

  close(key: string, round = "r"): string {
    return this.do("round-close", key, { round: { provider: "hub88", id: round } })
  }

  deposit(key: string, amount: number): string {
    return this.do("deposit", key, { amount: units(amount), from: main })
  }

  reverseDeposit(key: string, original: string): string {
    return this.do("deposit-reverse", key, {
      original: TransactionKey.provider("example", "money", original),
      reason: "example"
    })
  }

  ask(key: string, amount: number, lasts = 3 * 3_600_000, own: Partial<Own<"deposit-request">> = {}): string {
    return this.do("deposit-request", key, {
      amount: units(amount),
      request: uuid(key),
      reference: "ABC234",
      expiresAt: this.now + lasts,
      ...own
    })
  }

  complete(key: string, request: string, amount: number, own: Partial<Own<"deposit">> = {}): string {
    return this.do("deposit", key, { amount: units(amount), from: main, request: uuid(request), ...own })
  }

  endRequest(key: string, request: string, as: CommandOf<"deposit-request-end">["as"], by: Actor = actor): string {
    return this.do("deposit-request-end", key, { request: uuid(request), as, reason: "example", actor: by })
  }

  grant(
    name: string,
    amount: number,
    terms: { readonly [K in keyof GrantTerms]?: number | ReadonlyArray<string> } = {}
  ): string {
    const limit = (value: unknown) => (typeof value === "number" ? units(value) : null)
    return this.do("bonus-grant", name, {
      amount: units(amount),
      grant: uuid(name),
      maxBet: limit(terms.maxBet),
      maxCashOut: limit(terms.maxCashOut),
      expiresAt: null,
      excludedGames: (terms.excludedGames as ReadonlyArray<string> | undefined) ?? []
    })
  }

  convert(key: string, grant: string): string {
    return this.do("bonus-convert", key, { grant: uuid(grant) })
  }

  forfeit(key: string, grant: string, as: CommandOf<"bonus-forfeit">["as"] = "forfeited"): string {
    return this.do("bonus-forfeit", key, { grant: uuid(grant), as })
  }

  hold(name: string, amount: number, own: Partial<Own<"withdraw-hold">> = {}): string {
    return this.do("withdraw-hold", name, { amount: units(amount), withdrawal: uuid(name), ...own })
  }

  approve(key: string, withdrawal: string, by: Actor = actor, own: Partial<Own<"withdraw-approve">> = {}): string {
    return this.do("withdraw-approve", key, { withdrawal: uuid(withdrawal), actor: by, ...own })
  }

  pay(key: string, withdrawal: string, own: Partial<Own<"withdraw-pay">> = {}): string {
    return this.do("withdraw-pay", key, { withdrawal: uuid(withdrawal), ...own })
  }

  /** Lifts the freeze that a command of this key has set. */
  unfreeze(key: string, freeze: string, askedBy: Actor = operator("ann"), by: Actor = operator("bob")): string {
    return this.do("unfreeze", key, {
      freeze: TransactionKey.provider("example", "money", freeze),
      askedBy,
      actor: by,
      reason: "example"
    })
  }

  /** Approves and pays it in one go. */
  order(key: string, withdrawal: string): ReadonlyArray<string> {
    return [this.approve(`approve ${key}`, withdrawal), this.pay(`pay ${key}`, withdrawal)]
  }

  fails(key: string, withdrawal: string, payout?: string, by: Actor = actor): string {
    const own = { withdrawal: uuid(withdrawal), reason: "example", actor: by }
    return this.do("withdraw-fail", key, payout === undefined ? own : { ...own, payout })
  }

  release(key: string, withdrawal: string, as: "rejected" | "cancelled" = "rejected", by: Actor = actor): string {
    const own = { withdrawal: uuid(withdrawal), as, reason: "example", actor: by }
    return this.do("withdraw-release", key, own)
  }

  settle(key: string, withdrawal: string, payout?: string, by: Actor = actor): string {
    const own = { withdrawal: uuid(withdrawal), bank: "payouts", actor: by }
    return this.do("withdraw-settle", key, payout === undefined ? own : { ...own, payout })
  }

  giveBack(key: string, withdrawal: string, by: Actor = actor): string {
    return this.do("withdraw-return", key, { withdrawal: uuid(withdrawal), reason: "example", actor: by })
  }

  block(key: string, scope: Block["scope"], { source = "operator", until = null as number | null } = {}): string {
    return this.do("gate", key, {
      change: { set: [{ scope, source, reason: "example", author: actor, until }], clear: [] }
    })
  }

  unblock(key: string, scope: Block["scope"], source = "operator"): string {
    return this.do("gate", key, { change: { set: [], clear: [{ scope, source }] } })
  }

  limit(key: string, kind: Limit["kind"], period: Limit["period"], amount: number): string {
    return this.do("gate", key, { change: { set: [], clear: [], limits: [{ kind, period, amount: units(amount) }] } })
  }

  transfer(
    key: string,
    amount: number,
    from: CommandOf<"brand-transfer">["from"],
    to: CommandOf<"brand-transfer">["to"],
    own: Partial<Pick<CommandOf<"brand-transfer">, "actor" | "kind">> = {}
  ): string {
    return this.post({
      _tag: "brand-transfer",
      brand,
      actor,
      currency,
      key: TransactionKey.provider("example", "money", key),
      kind: "bank-receive",
      amount: units(amount),
      from,
      to,
      reason: "example",
      ...own
    })
  }

  /** Cash, bonus, held and debt. */
  get has(): ReadonlyArray<number> {
    const { bonus, cash, debt, held } = this.row
    return [cash, bonus, held, debt].map(Number)
  }

  get row() {
    return this.ledger.world.wallet(brand, this.#wallet)!
  }

  /** The sum of a brand-side account's entries. */
  brandHas(kind: string, sub = ""): number {
    return this.ledger.entries
      .filter((entry) => entry.wallet === null && entry.kind === kind && entry.sub === sub)
      .reduce((sum, entry) => sum + Number(entry.amount), 0)
  }

  round(id = "r") {
    return this.ledger.world.round(brand, this.#wallet, { provider: "hub88", id })!
  }

  withdrawal(name: string) {
    return this.ledger.world.withdrawal(brand, uuid(name))!
  }

  request(name: string) {
    return this.ledger.world.request(brand, uuid(name))!
  }

  transaction(key: string) {
    return this.ledger.world.transaction(brand, TransactionKey.provider("example", "money", key))
  }

  get events(): ReadonlyArray<WalletEvent> {
    return this.ledger.events
  }
}

const units = (amount: number) => fromUnits(BigInt(amount))
