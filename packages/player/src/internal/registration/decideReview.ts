import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import { Effect, Either } from "effect"
import type { PlayerRef } from "../../contract/Players.js"
import { ReviewDecided, ReviewNotFound } from "../../contract/Problems.js"
import type { ReviewDecision, ReviewView } from "../../contract/Review.js"
import type * as Rules from "../../rules/Reviews.js"
import { findPlayer } from "../account/OwnAccount.js"
import { requireActor } from "../account/requireActor.js"
import { brandsOfLicence, confirmed } from "../exclusions/exclude.js"
import type { PlayerChange } from "../store/PlayerRecord.js"
import { type OpenReview, PlayerStore } from "../store/PlayerStore.js"
import { confirmGate } from "./confirmGate.js"

/** The open reviews of a brand. */
export const reviews = Effect.fn("Players.reviews")(({ brand }: { readonly brand: BrandKey }) =>
  Effect.flatMap(PlayerStore, (store) => Effect.map(store.openReviews(brand, most), (open) => open.map(viewOf)))
)

/** An operator decides whether a player is the excluded person; the gate is updated before the answer. */
export const decideReview = Effect.fn("Players.decideReview")(function* (
  request: PlayerRef & { readonly review: string; readonly decision: ReviewDecision; readonly actor: Actor }
) {
  const { actor, brand, decision, player } = request
  yield* requireActor(actor, ["operator"])
  const store = yield* PlayerStore
  const ref = { brand, player }
  const present = (yield* findPlayer(ref)).reviews.find(({ id }) => id === request.review)
  if (present === undefined) return yield* new ReviewNotFound()
  const exclusion =
    decision === "confirm" && present.exclusion !== null
      ? yield* store.findExclusion(present.exclusion, yield* brandsOfLicence(brand))
      : undefined
  const outcome = yield* store.change(ref, (record, now): PlayerChange<Either.Either<Rules.Review, ReviewDecided>> => {
    const review = record.reviews.find(({ id }) => id === request.review) ?? present
    if (review.decision !== null) {
      const isSame = review.decision === decision
      return { answer: isSame ? Either.right(review) : Either.left(new ReviewDecided({ decision: review.decision })) }
    }
    const decided: Rules.Review = { ...review, decision, decidedAt: now, decidedBy: actor }
    return { ...confirmed(record, decided, exclusion, actor, now), answer: Either.right(decided) }
  })
  const review = yield* outcome ?? new ReviewNotFound()
  yield* confirmGate(ref)
  yield* Effect.logInfo(
    `review ${review.id} of player ${player} of brand ${brand}: ${decision} by operator ${actor.id}`
  )
  return viewOf({ player, review })
})

/** How many open reviews are listed. */
const most = 100

const viewOf = ({ player, review }: OpenReview): ReviewView => ({
  id: review.id,
  player,
  reason: review.reason,
  openedAt: review.openedAt,
  decision: review.decision,
  decidedAt: review.decidedAt
})
