import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { Context, type Effect } from "effect"
import type { PromotionsUnavailable } from "./Problems.js"

/**
 * Takes wallet events, for an app that delivers them itself. Of one key events come in the order of their versions; one that was
 * taken before is ignored, so that a delivery may be repeated. Events of other kinds are ignored.
 */
export class PromotionFeed extends Context.Tag("@croupier/promotion/PromotionFeed")<
  PromotionFeed,
  { readonly take: (events: ReadonlyArray<DomainEvent>) => Effect.Effect<void, PromotionsUnavailable> }
>() {}
