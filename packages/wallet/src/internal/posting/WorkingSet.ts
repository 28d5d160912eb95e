import type { BrandKey } from "@croupier/core/Brand"
import { type BrandPolicy, defaultPolicy } from "../../contract/Policy.js"
import type { RoundRef } from "../../contract/Round.js"
import { type BrandClock, withTimezone } from "../../rules/Period.js"
import type {
  DepositRequest,
  Effects,
  Grant,
  Receiving,
  Round,
  Transaction,
  Wallet,
  Withdrawal,
  World
} from "../../rules/State.js"

/** Names a row of a brand. */
const name = (brand: string, id: string): string => `${brand} ${id}`

/** Names a round. */
const roundName = (brand: string, wallet: string, provider: string, id: string): string =>
  `${brand} ${wallet} ${provider} ${id}`

/**
 * A world of maps: all of it in memory, or the slice that a batch has loaded. An overlay sees its base and keeps its own
 * changes apart, so that a group can be decided command by command and dropped whole.
 */
export class WorkingSet implements World {
  readonly #base: World | undefined
  readonly policies = new Map<string, BrandPolicy>()
  /** How often each was changed. */
  readonly policyVersions = new Map<string, number>()
  readonly running = new Map<string, BrandClock["running"]>()
  readonly wallets = new Map<string, Wallet>()
  readonly transactions = new Map<string, Transaction>()
  readonly rounds = new Map<string, Round>()
  readonly grants = new Map<string, Grant>()
  readonly requests = new Map<string, DepositRequest>()
  readonly withdrawals = new Map<string, Withdrawal>()
  readonly receiving = new Map<string, Receiving>()
  /** By account, where a store has summed it up; otherwise it is the sum of the requests here. */
  readonly announcedToday = new Map<string, bigint>()
  /** References of open requests in a store. */
  readonly references = new Set<string>()

  constructor(
    public now: number,
    base?: World
  ) {
    this.#base = base
  }

  policyVersion = (brand: BrandKey): number => this.policyVersions.get(brand) ?? 0
  policy = (brand: BrandKey): BrandPolicy => this.policies.get(brand) ?? this.#base?.policy(brand) ?? defaultPolicy
  clock: World["clock"] = (brand) =>
    this.policies.has(brand) || this.#base === undefined
      ? { timezone: this.policy(brand).timezone, running: this.running.get(brand) }
      : this.#base.clock(brand)
  wallet: World["wallet"] = (brand, id) => this.wallets.get(name(brand, id)) ?? this.#base?.wallet(brand, id)
  transaction: World["transaction"] = (brand, key) =>
    this.transactions.get(name(brand, key)) ?? this.#base?.transaction(brand, key)
  round: World["round"] = (brand, wallet, ref: RoundRef) =>
    this.rounds.get(roundName(brand, wallet, ref.provider, ref.id)) ?? this.#base?.round(brand, wallet, ref)
  grant: World["grant"] = (brand, id) => this.grants.get(name(brand, id)) ?? this.#base?.grant(brand, id)
  request: World["request"] = (brand, id) => this.requests.get(name(brand, id)) ?? this.#base?.request(brand, id)
  withdrawal: World["withdrawal"] = (brand, id) =>
    this.withdrawals.get(name(brand, id)) ?? this.#base?.withdrawal(brand, id)

  referenceHeld: World["referenceHeld"] = (brand, reference) =>
    this.references.has(name(brand, reference)) ||
    [...this.requests.values()].some(
      (one) => one.brand === brand && one.reference === reference && one.status === "pending"
    ) ||
    (this.#base?.referenceHeld(brand, reference) ?? false)
  withdrawalsOf: World["withdrawalsOf"] = (brand, wallet) => {
    const own = [...this.withdrawals.values()].filter((one) => one.brand === brand && one.wallet === wallet)
    const before = this.#base?.withdrawalsOf(brand, wallet) ?? []
    return [...before.filter(({ id }) => !this.withdrawals.has(name(brand, id))), ...own]
  }
  receivingAccounts: World["receivingAccounts"] = (brand) =>
    this.#base?.receivingAccounts(brand) ??
    [...this.receiving.values()].filter((one) => one.brand === brand).sort((a, b) => (a.id < b.id ? -1 : 1))
  announced: World["announced"] = (brand, account, since) =>
    this.#base?.announced(brand, account, since) ??
    this.announcedToday.get(name(brand, account)) ??
    [...this.requests.values()]
      .filter((one) => one.brand === brand && one.payTo.account === account && one.createdAt >= since)
      .filter(({ status }) => status === "pending" || status === "review" || status === "completed")
      .reduce((sum, { amount }) => sum + amount, 0n)

  /** Replaces a policy at an instant; a first one changes no timezone. */
  changePolicy(brand: BrandKey, policy: BrandPolicy, now: number): void {
    const clock = this.policies.has(brand) ? withTimezone(this.clock(brand), policy.timezone, now) : undefined
    this.putPolicy(brand, policy, clock?.running)
    this.policyVersions.set(brand, this.policyVersion(brand) + 1)
  }
  putPolicy(brand: BrandKey, policy: BrandPolicy, running?: BrandClock["running"]): void {
    this.policies.set(brand, policy)
    this.running.set(brand, running)
  }
  putWallet(row: Wallet): void {
    this.wallets.set(name(row.brand, row.id), row)
  }
  putTransaction(row: Transaction): void {
    this.transactions.set(name(row.brand, row.key), row)
  }
  putRound(row: Round): void {
    this.rounds.set(roundName(row.brand, row.wallet, row.provider, row.id), row)
  }
  putGrant(row: Grant): void {
    this.grants.set(name(row.brand, row.id), row)
  }
  putRequest(row: DepositRequest): void {
    this.requests.set(name(row.brand, row.id), row)
  }
  putReceiving(row: Receiving): void {
    this.receiving.set(name(row.brand, row.id), row)
  }
  putAnnounced(brand: string, account: string, sum: bigint): void {
    this.announcedToday.set(name(brand, account), sum)
  }
  putReference(brand: string, reference: string): void {
    this.references.add(name(brand, reference))
  }
  putWithdrawal(row: Withdrawal): void {
    this.withdrawals.set(name(row.brand, row.id), row)
  }

  /** Writes what an accepted command writes; its entries and events are the caller's to keep. */
  apply(effects: Effects): void {
    this.putTransaction(effects.transaction)
    if (effects.wallet) this.putWallet(effects.wallet)
    if (effects.original) this.putTransaction(effects.original)
    if (effects.round) this.putRound(effects.round)
    if (effects.grant) this.putGrant(effects.grant)
    if (effects.request) this.putRequest(effects.request)
    if (effects.withdrawal) this.putWithdrawal(effects.withdrawal)
  }
}
