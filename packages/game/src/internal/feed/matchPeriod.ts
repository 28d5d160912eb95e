import type { BrandKey } from "@croupier/core/Brand"
import { stamp } from "@croupier/core/worker/Loop"
import {
  type BookedTransaction,
  ProviderBooks,
  type TransactionKey,
  type WalletUnavailable
} from "@croupier/wallet/contract"
import { Effect } from "effect"
import type { Adapter } from "../callback/Adapter.js"
import type { Credential } from "../credential/Credential.js"
import { allPages } from "./allPages.js"
import type { FeedFailed, FeedItem } from "./Feed.js"
import { type Difference, differenceOf, keyOf, keysOf, missingThere, torn } from "./Match.js"

/** What was held against each other, and what differed. `theirs` is null where the provider shows no books. */
export interface MatchReport {
  readonly theirs: number | null
  readonly ours: number
  readonly differences: ReadonlyArray<Difference>
}

const hour = 3_600_000
const pageSize = 1000

/**
 * Compares a provider's books of a period with our transactions and the ledger's entries, hour by hour: each provider line by its
 * key, whenever we had it, and each of ours with the provider's lines of the hour, of the one before and of the one after, since two
 * clocks and a repeat lie between them. In memory there are never more than two hours of lines and three of keys.
 */
export const matchPeriod = (
  adapter: Adapter,
  credential: Credential,
  from: number,
  to: number
): Effect.Effect<MatchReport, FeedFailed | WalletUnavailable, ProviderBooks> =>
  Effect.gen(function* () {
    const { brand, provider } = credential
    const differences: Array<Difference> = []
    let [theirs, ours] = [0, 0]
    const feed = adapter.feed
    const linesOf = (start: number): Effect.Effect<ReadonlyArray<FeedItem>, FeedFailed> =>
      feed === undefined ? Effect.succeed([]) : allPages(feed, credential, { from: start, to: start + hour })
    const keysOfAll = (items: ReadonlyArray<FeedItem>): ReadonlySet<string> =>
      new Set(items.map((item) => keyOf(provider, item)))
    let before = keysOfAll(yield* linesOf(from - hour))
    let lines = yield* linesOf(from)
    for (let start = from; start < to; start += hour) {
      const end = Math.min(start + hour, to)
      const now = keysOfAll(lines)
      const next = yield* linesOf(start + hour)
      const after = keysOfAll(next)
      const due = lines.filter(({ at }) => at < end)
      theirs += due.length
      for (let first = 0; first < due.length; first += pageSize) {
        differences.push(...(yield* compare(brand, provider, due.slice(first, first + pageSize))))
        yield* stamp
      }
      let place: string | undefined
      do {
        const page: Page = yield* pageOf(brand, provider, start, end, place)
        ours += page.items.length
        for (const one of page.items) {
          const known = feed === undefined || before.has(one.key) || now.has(one.key) || after.has(one.key)
          // A bet or a win that both have was compared by the provider's line.
          const compared = feed !== undefined && one.tag !== "rollback"
          const found = !known ? missingThere(one) : compared ? undefined : torn(one)
          if (found !== undefined) differences.push(found)
        }
        place = page.after
        yield* stamp
      } while (place !== undefined)
      before = now
      lines = next
    }
    return { theirs: feed === undefined ? null : theirs, ours, differences }
  })

type Page = Effect.Effect.Success<ReturnType<ProviderBooks["Type"]["between"]>>

const pageOf = (brand: BrandKey, provider: string, from: number, to: number, after: string | undefined) =>
  Effect.flatMap(ProviderBooks, (books) => books.between(brand, provider, { from, to, after, limit: pageSize }))

const compare = (brand: BrandKey, provider: string, items: ReadonlyArray<FeedItem>) =>
  Effect.gen(function* () {
    const books = yield* ProviderBooks
    const keys = [...new Set(items.flatMap((item) => keysOf(provider, item)))]
    const found = new Map<TransactionKey.TransactionKey, BookedTransaction>(
      (yield* books.byKeys(brand, keys)).map((one) => [one.key, one])
    )
    return items.flatMap((item) => differenceOf(provider, item, (key) => found.get(key)) ?? [])
  })
