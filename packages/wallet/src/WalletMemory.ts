import { isDeepStrictEqual } from "node:util"
import type { BrandKey } from "@croupier/core/Brand"
import type { WalletId } from "@croupier/core/Ids"
import { Clock, Effect, Layer } from "effect"
import type { Command } from "./contract/Command.js"
import type { WalletEvent } from "./contract/Events.js"
import { PolicyChanged, ReceivingAccountTaken, WalletNotFound } from "./contract/Problems.js"
import type { PostResult } from "./contract/Result.js"
import { Wallet, type WalletShape } from "./contract/Wallet.js"
import { decideGroup } from "./internal/posting/decideGroup.js"
import { guarded } from "./internal/posting/guarded.js"
import * as pages from "./internal/posting/Listings.js"
import {
  depositRequestView,
  historyItem,
  isHistory,
  receivingAccount,
  roundView,
  withdrawalView
} from "./internal/posting/StateViews.js"
import { stamp } from "./internal/posting/stamp.js"
import { WorkingSet } from "./internal/posting/WorkingSet.js"
import { balanceOf, balanceState } from "./rules/Decision.js"
import type { Effects, Entry, Round, Withdrawal } from "./rules/State.js"
import { withPlayState } from "./rules/withPlayState.js"

/** An entry with the transaction it belongs to. */
export interface PostedEntry extends Entry {
  readonly brand: BrandKey
  readonly transaction: string
}

/** A whole ledger in memory: its rows, its entries and its events in the order of commit. */
export interface MemoryLedger {
  readonly world: WorkingSet
  readonly entries: Array<PostedEntry>
  readonly events: Array<WalletEvent & { readonly brand: BrandKey; readonly wallet: WalletId }>
}

/** An empty ledger. */
export const emptyLedger = (): MemoryLedger => ({ world: new WorkingSet(0), entries: [], events: [] })

/** Posts a group at an instant of milliseconds: decides by the rules, and applies all of it or nothing. */
export const postTo = (ledger: MemoryLedger, group: ReadonlyArray<Command>, now: number): ReadonlyArray<PostResult> => {
  ledger.world.now = now
  const { effects, results } = decideGroup(
    ledger.world,
    group.map((command) => stamp(command, now))
  )
  for (const each of effects) write(ledger, each)
  return results
}

const write = (ledger: MemoryLedger, effects: Effects): void => {
  const { transaction, wallet } = effects
  ledger.world.apply(effects)
  for (const entry of effects.entries) {
    ledger.entries.push({ ...entry, brand: transaction.brand, transaction: transaction.id })
  }
  if (wallet) {
    for (const event of effects.events) ledger.events.push({ ...event, brand: wallet.brand, wallet: wallet.id })
  }
}

/** The wallet over a ledger that the caller can look into. */
export const make = (ledger: MemoryLedger): WalletShape => {
  const { world } = ledger
  const post = (group: ReadonlyArray<Command>) =>
    Effect.map(Clock.currentTimeMillis, (now) => postTo(ledger, group, now))
  const found = (brand: BrandKey, id: WalletId) =>
    Effect.suspend(() => {
      const wallet = world.wallet(brand, id)
      return wallet ? Effect.succeed(wallet) : Effect.fail(new WalletNotFound())
    })
  return guarded({
    post: (command) => Effect.map(post([command]), (results) => results[0]!),
    postGroup: post,
    balance: (brand, id) => Effect.map(found(brand, id), (wallet) => balanceOf(balanceState(wallet))),
    gate: (brand, id) => Effect.map(found(brand, id), ({ blocks, limits }) => ({ blocks, limits })),
    history: (brand, id, query) =>
      Effect.map(pages.history.place(query.cursor), (place) => {
        const rows = [...world.transactions.values()]
          .filter((row) => row.brand === brand && row.wallet === id && isHistory(row))
          .filter((row) => query.kind === undefined || row.tag === query.kind)
          .filter((row) => place === undefined || row.version < place[0])
          .sort((a, b) => (a.version < b.version ? 1 : -1))
        return pages.history.page(rows, query.limit, historyItem)
      }),
    rounds: (brand, id, query) =>
      Effect.map(pages.rounds.place(query.cursor), (place) => {
        const rows = [...world.rounds.values()]
          .filter((row) => row.brand === brand && row.wallet === id)
          .filter((row) => place === undefined || newestFirst(row, placeOf(place)) > 0)
          .sort(newestFirst)
        return pages.rounds.page(rows, query.limit, roundView)
      }),
    round: (brand, wallet, provider, id) =>
      Effect.sync(() => {
        const round = world.round(brand, wallet, { provider, id })
        return round && roundView(round)
      }),
    depositRequest: (brand, id) =>
      Effect.sync(() => {
        const request = world.request(brand, id)
        return request && depositRequestView(request)
      }),
    withdrawal: (brand, id) =>
      Effect.sync(() => {
        const row = world.withdrawal(brand, id)
        return row && withdrawalView(row)
      }),
    withdrawals: (brand, query) =>
      Effect.map(pages.withdrawals.place(query.cursor), (place) => {
        const rows = [...world.withdrawals.values()]
          .filter((row) => row.brand === brand && (query.wallet === undefined || row.wallet === query.wallet))
          .filter((row) => query.status === undefined || row.status === query.status)
          .filter((row) => place === undefined || latestFirst(row, { requestedAt: place[0], id: place[1] }) > 0)
          .sort(latestFirst)
        return pages.withdrawals.page(rows, query.limit, withdrawalView)
      }),
    receivingAccounts: (brand) => Effect.sync(() => world.receivingAccounts(brand).map(receivingAccount)),
    putReceivingAccount: (brand, account) =>
      Effect.suspend(() => {
        const taken = [...world.receiving.values()].some(
          (other) =>
            other.bank === account.bank &&
            other.accountNumber === account.accountNumber &&
            (other.brand !== brand || other.id !== account.id)
        )
        return taken
          ? Effect.fail(new ReceivingAccountTaken())
          : Effect.sync(() => world.putReceiving({ ...account, brand }))
      }),
    policy: (brand) => Effect.sync(() => ({ ...world.policy(brand), version: world.policyVersion(brand) })),
    setPolicy: (brand, { version, ...policy }) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const current = world.policyVersion(brand)
        if (version !== undefined && current !== version)
          return current === version + 1 && isDeepStrictEqual(world.policy(brand), policy)
            ? Effect.void
            : new PolicyChanged()
        return Effect.sync(() => world.changePolicy(brand, policy, now))
      }),
    setPlayState: (brand, target, state) =>
      Effect.map(Clock.currentTimeMillis, (now) =>
        world.changePolicy(brand, withPlayState(world.policy(brand), target, state), now)
      )
  })
}

type Place = Pick<Round, "openedAt" | "provider" | "id">

const placeOf = ([openedAt, provider, id]: readonly [number, string, string]): Place => ({ openedAt, provider, id })

const newestFirst = (a: Place, b: Place): number =>
  b.openedAt - a.openedAt || compare(a.provider, b.provider) || compare(a.id, b.id)

const latestFirst = (a: Latest, b: Latest): number => b.requestedAt - a.requestedAt || -compare(a.id, b.id)

type Latest = Pick<Withdrawal, "requestedAt" | "id">

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A wallet of its own in memory, empty at the start. */
export const layerMemory: Layer.Layer<Wallet> = Layer.sync(Wallet, () => make(emptyLedger()))
