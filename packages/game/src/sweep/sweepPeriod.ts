import type { Actor } from "@croupier/core/Actor"
import type { PlayerId } from "@croupier/core/Ids"
import { stamp } from "@croupier/core/worker/Loop"
import {
  type BookedTransaction,
  ProviderBooks,
  TransactionKey,
  Wallet,
  type WalletUnavailable
} from "@croupier/wallet/contract"
import { Effect } from "effect"
import type { Adapter } from "../callback/Adapter.js"
import type { Credential } from "../credential/Credential.js"
import type { FeedFailed, FeedItem } from "../feed/Feed.js"
import { PlaySessions } from "../launch/PlaySessions.js"
import { RoundReviews } from "./RoundReviews.js"
import { verdict } from "./verdict.js"

/** What a sweep did. */
export interface Sweep {
  readonly closed: number
  readonly listed: number
}

const pageSize = 200
const actor: Actor = { kind: "system", id: "round-sweeper" }

/**
 * Looks into every round whose last movement lies in a period and that is still open, one page at a time: it is closed where the
 * provider's books say the same as ours, and listed for a person otherwise. Every round is looked at in one period only, and
 * again without harm when that is repeated.
 */
export const sweepPeriod = (
  adapter: Adapter,
  credential: Credential,
  from: number,
  to: number
): Effect.Effect<Sweep, FeedFailed | WalletUnavailable, ProviderBooks | PlaySessions | RoundReviews | Wallet> =>
  Effect.gen(function* () {
    const books = yield* ProviderBooks
    const { brand, provider } = credential
    const done = { closed: 0, listed: 0 }
    let after: string | undefined
    do {
      const page = yield* books.between(brand, provider, { from, to, after, limit: pageSize })
      for (const moved of page.items) {
        if (moved.round === null) continue
        yield* stamp
        const ours = yield* books.ofRound(brand, moved.wallet, provider, moved.round)
        // A round that went on later is looked at in the period of its last movement.
        if (ours.findLast(({ entered }) => entered !== 0n)?.key !== moved.key) continue
        const ended = yield* endOf(adapter, credential, moved, moved.round, ours)
        if (ended !== undefined) done[ended] += 1
      }
      after = page.after
      yield* stamp
    } while (after !== undefined)
    return done
  })

const endOf = (
  adapter: Adapter,
  credential: Credential,
  { wallet: player }: BookedTransaction,
  id: string,
  ours: ReadonlyArray<BookedTransaction>
) =>
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const { brand, provider } = credential
    const round = yield* wallet.round(brand, player, provider, id)
    if (round?.status !== "open") return undefined
    const decided = verdict(provider, ours, yield* booksOf(adapter, credential, player, id, ours))
    if (decided !== "close") {
      yield* (yield* RoundReviews).add({ brand, provider, player: player as PlayerId, round: id, reason: decided })
      return "listed"
    }
    yield* wallet.post({
      _tag: "round-close",
      brand,
      wallet: player,
      actor,
      key: TransactionKey.once("sweep", `${player}/${provider}/${id}`),
      round: { provider, id }
    })
    return "closed"
  })

const booksOf = (
  adapter: Adapter,
  credential: Credential,
  player: BookedTransaction["wallet"],
  round: string,
  ours: ReadonlyArray<BookedTransaction>
): Effect.Effect<ReadonlyArray<FeedItem> | undefined, FeedFailed, PlaySessions> =>
  Effect.gen(function* () {
    if (adapter.feed === undefined) return undefined
    const account = yield* (yield* PlaySessions).accountOf(credential.brand, player as PlayerId)
    if (account === undefined) return []
    // From well before our first movement to well after the last: the provider's clock is another.
    const [from, to] = [Math.min(...ours.map(({ at }) => at)) - day, Math.max(...ours.map(({ at }) => at)) + day]
    const items: Array<FeedItem> = []
    let cursor: string | undefined
    do {
      const page = yield* adapter.feed(credential, { from, to, of: { account, round }, cursor })
      items.push(...page.items)
      cursor = page.next
      yield* stamp
    } while (cursor !== undefined)
    return items
  })

const day = 86_400_000
