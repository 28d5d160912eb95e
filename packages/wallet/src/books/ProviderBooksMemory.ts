import { Effect } from "effect"
import type { BookedTransaction, ProviderBooks } from "../contract/ProviderBooks.js"
import type { Transaction } from "../rules/State.js"
import type { MemoryLedger } from "../WalletMemory.js"

/** The provider's side of a ledger that the caller can look into. */
export const make = ({ entries, world }: MemoryLedger): ProviderBooks["Type"] => {
  const house = (row: Transaction, provider?: string) =>
    entries.filter(
      (entry) =>
        entry.brand === row.brand &&
        entry.transaction === row.id &&
        entry.kind === "house" &&
        (provider === undefined || entry.sub === provider)
    )
  const booked = (row: Transaction): BookedTransaction => ({
    key: row.key,
    tag: row.tag as BookedTransaction["tag"],
    wallet: row.wallet!,
    currency: row.balance!.currency,
    round: row.round?.id ?? null,
    moved: row.moved.cash + row.moved.bonus - row.moved.debt + row.promo,
    entered: row.tag === "tombstone" ? 0n : -house(row).reduce((sum, { amount }) => sum + amount, 0n),
    reversed: row.reversedBy !== null,
    at: row.at
  })
  const played = (row: Transaction) => ["bet", "win", "rollback", "tombstone"].includes(row.tag)
  const rows = (brand: string) => [...world.transactions.values()].filter((row) => row.brand === brand && played(row))
  return {
    between: (brand, provider, { after, from, limit, to }) =>
      Effect.sync(() => {
        const found = rows(brand)
          .filter((row) => row.tag !== "tombstone" && house(row, provider).length > 0)
          .filter((row) => entries.some((entry) => entry.transaction === row.id && entry.wallet !== null))
          .filter(({ at, id }) => from <= at && at < to && (after === undefined || id > after))
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .slice(0, limit)
        return { items: found.map(booked), after: found.length < limit ? undefined : found.at(-1)?.id }
      }),
    freeBets: (brand, provider, { after, from, limit, to }) =>
      Effect.sync(() => {
        const found = rows(brand)
          .filter((row) => row.tag === "bet" && row.moved.cash === 0n && row.moved.bonus === 0n)
          .filter((row) => row.round?.provider === provider)
          .filter(({ at, id }) => from <= at && at < to && (after === undefined || id > after))
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .slice(0, limit)
        return { items: found.map(booked), after: found.length < limit ? undefined : found.at(-1)?.id }
      }),
    byKeys: (brand, keys) =>
      Effect.sync(() =>
        rows(brand)
          .filter(({ key }) => keys.includes(key))
          .map(booked)
      ),
    ofRound: (brand, wallet, provider, round) =>
      Effect.sync(() =>
        rows(brand)
          .filter((row) => row.wallet === wallet && row.round?.provider === provider && row.round.id === round)
          .filter(({ tag }) => tag !== "tombstone")
          .sort((a, b) => (a.version < b.version ? -1 : 1))
          .map(booked)
      )
  }
}
