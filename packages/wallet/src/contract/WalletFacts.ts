import type { Batch } from "@croupier/core/events/EventStream"
import type { Positions } from "@croupier/core/events/Position"
import { Context, type Effect } from "effect"
import type { WalletUnavailable } from "./Problems.js"

/**
 * Every event that wallet has ever published, for a consumer that is new, or that has slept for longer than the outbox keeps
 * its days. A service apart from `Wallet`: what is read here is of every brand, and no caller that moves money needs it.
 */
export class WalletFacts extends Context.Tag("@croupier/wallet/WalletFacts")<
  WalletFacts,
  {
    /**
     * At most `limit` events from these positions on, as `EventStream.read` gives them: the same events under the same places,
     * within a partition in order. Once there are fewer than `limit`, the stream itself continues from `to`.
     */
    readonly factsAfter: (from: Positions, limit: number) => Effect.Effect<Batch, WalletUnavailable>
  }
>() {}
