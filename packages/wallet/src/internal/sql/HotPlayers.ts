import type { Command } from "../../contract/Command.js"
import type { Round, Transaction, Wallet } from "../../rules/State.js"
import { WorkingSet } from "../posting/WorkingSet.js"
import type { Call } from "./Call.js"
import type { KnownPolicies, Loaded } from "./readBatch.js"

/** A player's state after a lane: the row, and the last of the open rounds and transactions, all of one version. */
interface Player {
  readonly wallet: Wallet
  readonly rounds: Map<string, Round>
  readonly transactions: Map<string, Transaction>
}

const maxPlayers = 2000
const maxRounds = 4
const maxTransactions = 8
/** A player changed by another process twice within this many milliseconds is not cached for as long. */
const contestedFor = 5000

/**
 * What a lane remembers of players who are playing, so that their next bets and wins are decided without a read. It may be
 * wrong and need not be complete: the apply compares the wallet's version, and with it everything under the wallet's
 * lock; a key or a round that exists after all conflicts. Then, and before anybody is refused, the ledger is read.
 */
export class HotPlayers {
  readonly #players = new Map<string, Player>()
  /** Players changed by another process, until when that counts, and whether it was more than once. */
  readonly #contested = new Map<string, { readonly until: number; readonly often: boolean }>()
  /** Milliseconds from our monotonic clock to the database's. */
  #offset: number | undefined

  /** A world for these calls out of memory, or nothing where one of them has to be read. */
  load(calls: ReadonlyArray<Call>, policies: KnownPolicies, backend: string | undefined): Loaded | undefined {
    if (this.#offset === undefined || backend === undefined) return undefined
    const world = new WorkingSet(Math.floor(performance.now() + this.#offset))
    const brands = new Set<Command["brand"]>()
    for (const call of calls) {
      for (const { command } of call.group) {
        if (!this.#recall(world, command)) return undefined
        brands.add(command.brand)
      }
    }
    for (const brand of brands) {
      const known = policies.get(brand)
      if (known !== undefined) world.putPolicy(brand, known.policy, known.running)
    }
    const versions = [...brands].map((brand) => policies.get(brand)?.version ?? "0")
    return { world, brands: [...brands], policies: versions, backend, remembered: true }
  }

  /** Remembers what was written over a world; what was remembered of another version is forgotten. */
  keep(changed: WorkingSet, over: WorkingSet): void {
    const now = performance.now()
    for (const [name, wallet] of changed.wallets) {
      const player = this.#players.get(name)
      this.#players.delete(name)
      const contested = this.#contested.get(name)
      if (contested?.often && contested.until > now) continue
      const same = player !== undefined && player.wallet.version === over.wallets.get(name)?.version
      this.#players.set(name, {
        wallet,
        rounds: same ? player.rounds : new Map(),
        transactions: same ? player.transactions : new Map()
      })
    }
    for (const round of changed.rounds.values()) {
      const rounds = this.#players.get(`${round.brand} ${round.wallet}`)?.rounds
      if (round.status === "open") put(rounds, roundName(round), round, maxRounds)
      else rounds?.delete(roundName(round))
    }
    for (const transaction of changed.transactions.values()) {
      const { brand, key, tag, wallet } = transaction
      if (tag !== "tombstone")
        put(this.#players.get(`${brand} ${wallet}`)?.transactions, key, transaction, maxTransactions)
    }
    for (const name of this.#players.keys()) {
      if (this.#players.size <= maxPlayers) break
      this.#players.delete(name)
    }
  }

  /** Learns from a read: a player that differs from the cached state was changed elsewhere. */
  learn(read: WorkingSet): void {
    const now = performance.now()
    this.#offset = read.now - now
    for (const [name, { until }] of this.#contested) if (until <= now) this.#contested.delete(name)
    for (const [name, wallet] of read.wallets) {
      const player = this.#players.get(name)
      if (player === undefined || player.wallet.version === wallet.version) continue
      this.#players.delete(name)
      this.#contested.set(name, { until: now + contestedFor, often: this.#contested.has(name) })
    }
  }

  /** Bonus money brings grants into the decision, and a win may name a bet that is long over: those are read. */
  #recall(world: WorkingSet, command: Command): boolean {
    if (command._tag !== "bet" && command._tag !== "win") return false
    const player = this.#players.get(`${command.brand} ${command.wallet}`)
    if (player === undefined || player.wallet.grant !== null) return false
    const round = player.rounds.get(roundName(command.round))
    if (round !== undefined && round.grant !== null) return false
    const bet = command._tag === "win" && command.bet !== undefined ? player.transactions.get(command.bet) : null
    if (bet === undefined) return false
    const own = player.transactions.get(command.key)
    world.putWallet(player.wallet)
    if (round !== undefined) world.putRound(round)
    if (bet !== null) world.putTransaction(bet)
    if (own !== undefined) world.putTransaction(own)
    return true
  }
}

/** Puts a row at the end and drops the first ones over the limit. */
const put = <Row>(rows: Map<string, Row> | undefined, name: string, row: Row, limit: number): void => {
  if (rows === undefined) return
  rows.delete(name)
  rows.set(name, row)
  if (rows.size > limit) rows.delete(rows.keys().next().value!)
}

const roundName = (round: { readonly provider: string; readonly id: string }): string => `${round.provider} ${round.id}`
