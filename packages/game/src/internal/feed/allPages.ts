import { stamp } from "@croupier/core/worker/Loop"
import { Effect } from "effect"
import type { Adapter } from "../callback/Adapter.js"
import type { Credential } from "../credential/Credential.js"
import { type FeedAsk, FeedFailed, type FeedItem } from "./Feed.js"

/** The most lines of one question: an hour of a very busy brand has less, and more would not fit into memory. */
const mostLines = 1_000_000

/** The most pages of one question, so that a feed of empty pages ends too. */
const mostPages = 10_000

/** All lines of a part of a provider's books. Fails where the provider does not come to an end. */
export const allPages = (
  feed: NonNullable<Adapter["feed"]>,
  credential: Credential,
  ask: Omit<FeedAsk, "cursor">
): Effect.Effect<ReadonlyArray<FeedItem>, FeedFailed> =>
  Effect.gen(function* () {
    const items: Array<FeedItem> = []
    let cursor: string | undefined
    for (let pages = 0; pages < mostPages && items.length <= mostLines; pages++) {
      const page: Effect.Effect.Success<ReturnType<typeof feed>> = yield* feed(credential, { ...ask, cursor })
      for (const item of page.items) items.push(item)
      yield* stamp
      if (page.next === undefined) return items
      if (page.next === cursor) break
      cursor = page.next
    }
    return yield* new FeedFailed({ detail: `the list does not end: ${items.length} lines so far` })
  })
