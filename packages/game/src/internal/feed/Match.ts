import { type BookedTransaction, TransactionKey } from "@croupier/wallet/contract"
import type { FeedItem } from "./Feed.js"

/** How two books differ: not in ours, not in the provider's, another amount, another outcome. */
export type DifferenceKind = "missing-here" | "missing-there" | "amount" | "status"

/** One transaction of which the provider's books, our transactions and the ledger's entries do not say the same. */
export interface Difference {
  readonly kind: DifferenceKind
  readonly key: TransactionKey.TransactionKey
  readonly round: string | null
  /** Both sides, for reports; amounts are ledger units from the house to the player. */
  readonly theirs: string
  readonly ours: string
}

/** Our transaction of a key. */
export type Lookup = (key: TransactionKey.TransactionKey) => BookedTransaction | undefined

/** Our key of a transaction in the provider's books. */
export const keyOf = (provider: string, { id, kind }: Pick<FeedItem, "id" | "kind">): TransactionKey.TransactionKey =>
  TransactionKey.provider(provider, kind === "rollback" ? "rollback" : "money", id)

/** All keys of ours that have to be read for an item. */
export const keysOf = (provider: string, item: FeedItem): ReadonlyArray<TransactionKey.TransactionKey> =>
  item.original === null
    ? [keyOf(provider, item)]
    : [keyOf(provider, item), TransactionKey.provider(provider, "money", item.original)]

/** In what our books differ from an item of the provider's; undefined where in nothing. */
export const differenceOf = (provider: string, item: FeedItem, lookup: Lookup): Difference | undefined => {
  const key = keyOf(provider, item)
  const found = lookup(key)
  const differs = (kind: DifferenceKind, ours: string, theirs: string = item.status): Difference => ({
    kind,
    key,
    round: item.round,
    theirs,
    ours
  })
  if (item.kind === "rollback") {
    if (item.status !== "taken") return found === undefined ? undefined : differs("status", stateOf(found))
    // Where the original was rolled back by another call, or before it came, there is nothing left to do.
    const original = item.original === null ? undefined : lookup(keysOf(provider, item)[1]!)
    return found !== undefined || original?.reversed === true ? undefined : differs("missing-here", "absent")
  }
  const stands = found !== undefined && !found.reversed
  if (item.status !== "taken") return stands ? differs("status", stateOf(found)) : undefined
  if (found === undefined) return differs("missing-here", "absent", `taken, ${item.amount}`)
  if (!stands) return differs("status", stateOf(found))
  return item.amount === found.entered && found.moved === found.entered
    ? undefined
    : differs("amount", `moved ${found.moved}, entered ${found.entered}`, String(item.amount))
}

/** A transaction of ours that the provider's books do not have. */
export const missingThere = (ours: BookedTransaction): Difference => ({
  kind: "missing-there",
  key: ours.key,
  round: ours.round,
  theirs: "absent",
  ours: `${stateOf(ours)}, ${ours.entered}`
})

/** Our transactions and entries that do not agree; needs no feed. */
export const torn = (ours: BookedTransaction): Difference | undefined =>
  ours.moved === ours.entered
    ? undefined
    : {
        kind: "amount",
        key: ours.key,
        round: ours.round,
        theirs: "not asked",
        ours: `moved ${ours.moved}, entered ${ours.entered}`
      }

const stateOf = ({ reversed, tag }: BookedTransaction): string => (reversed ? "rolled-back" : tag)
