import type { BookedTransaction, TransactionKey } from "@croupier/wallet/contract"
import type { FeedItem } from "../feed/Feed.js"
import { differenceOf, keyOf } from "../feed/Match.js"
import type { ReviewReason } from "./RoundReviews.js"

/**
 * What becomes of an overdue round: it is closed where the provider's books have exactly what ours have, so that nothing
 * is missing but the word that it ended. Money never moves for it: whatever is not so is a person's to decide.
 */
export const verdict = (
  provider: string,
  ours: ReadonlyArray<BookedTransaction>,
  theirs: ReadonlyArray<FeedItem> | undefined
): "close" | ReviewReason => {
  if (theirs === undefined) return "no-feed"
  if (theirs.length === 0) return "unknown-to-provider"
  const found = new Map<TransactionKey.TransactionKey, BookedTransaction>(ours.map((one) => [one.key, one]))
  const known = new Set(theirs.map((item) => keyOf(provider, item)))
  const same =
    ours.every(({ key }) => known.has(key)) &&
    theirs.every((item) => differenceOf(provider, item, (key) => found.get(key)) === undefined)
  return same ? "close" : "differs"
}
