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
import { allPages } from "../feed/allPages.js"
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
 * Checks every open round that last moved (or had its last free bet) in a period, one page at a time: it is
 * closed where the provider's books say the same as ours, and listed for manual review otherwise. Every round is checked in one
 * period only, and again without harm when that is repeated.
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
    for (const list of [books.between, books.freeBets]) {
      let after: string | undefined
      do {
        const page = yield* list(brand, provider, { from, to, after, limit: pageSize })
        for (const one of page.items) {
          yield* stamp
          const ended = one.round === null ? undefined : yield* endOf(adapter, credential, one, one.round)
          if (ended !== undefined) done[ended] += 1
        }
        after = page.after
        yield* stamp
      } while (after !== undefined)
    }
    return done
  })

const endOf = (adapter: Adapter, credential: Credential, { key, wallet: player }: BookedTransaction, id: string) =>
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const { brand, provider } = credential
    // Asked first: most rounds have ended, and then nothing else of them is read.
    const round = yield* wallet.round(brand, player, provider, id)
    if (round?.status !== "open") return undefined
    const ours = yield* (yield* ProviderBooks).ofRound(brand, player, provider, id)
    // A round that continued later is checked in the period of its last movement.
    const last = ours.findLast(({ entered }) => entered !== 0n) ?? ours.findLast(({ tag }) => tag === "bet")
    if (last?.key !== key) return undefined
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
    return yield* allPages(adapter.feed, credential, { from, to, of: { account, round } })
  })

const day = 86_400_000
