import { Effect, Either, HashMap, Option } from "effect"
import type { BonusCancellation, BonusDecision, BonusView } from "../../contract/Bonus.js"
import * as Problems from "../../contract/Problems.js"
import type { PlayerRef } from "../../contract/Promotions.js"
import { type StepTime, undo } from "../../rules/Saga.js"
import type { Claim, Player, Step } from "../../rules/State.js"
import { unchanged, withClaim } from "../../rules/Stepping.js"
import { PromotionPace } from "../PromotionPace.js"
import { type Decided, type OwnedClaim, PromotionStore } from "../store/PromotionStore.js"
import { bonusView } from "../Views.js"
import { carryClaim } from "./carryClaim.js"

/** The player gives a bonus up. */
export const forfeit = Effect.fn("Promotions.forfeit")(function* (ref: PlayerRef & { readonly id: string }) {
  const owned = yield* found(ref.brand, ref.id)
  if (owned.player !== ref.player) return yield* new Problems.BonusNotFound()
  return yield* changed(ref.brand, owned, (player, claim, time) =>
    claim.state === "forfeited" || claim.state === "cancelled"
      ? unchanged(player)
      : undo(player, claim, { as: "forfeited", reason: "by the player" }, time)
  )
})

/** Takes a bonus back by hand. */
export const cancel = Effect.fn("Promotions.cancel")(function* ({ brand, id, reason }: BonusCancellation) {
  return yield* changed(brand, yield* found(brand, id), (player, claim, time) =>
    claim.state === "cancelled" ? unchanged(player) : undo(player, claim, { as: "cancelled", reason }, time)
  )
})

/** An operator approves a bonus, or rejects it. */
export const decide = Effect.fn("Promotions.decide")(function* ({ actor, approve, brand, id, reason }: BonusDecision) {
  if (actor.kind !== "operator") return yield* new Problems.OperatorRequired()
  return yield* changed(brand, yield* found(brand, id), (player, claim, { dueAt, now }) => {
    if (claim.state !== "awaiting-approval") return undefined
    return approve
      ? unchanged(withClaim(player, { ...claim, state: "claimed", dueAt }))
      : {
          ...unchanged(withClaim(player, { ...claim, state: "rejected", reason, endedAt: now })),
          happened: [{ type: "promotion.cancelled", claim: id }]
        }
  })
})

const found = (brand: PlayerRef["brand"], id: string) =>
  Effect.gen(function* () {
    return (yield* (yield* PromotionStore).claim(brand, id)) ?? (yield* new Problems.BonusNotFound())
  })

/** Undefined, or nothing changed of a claim that has not ended like this, is a conflict with its state. */
type Change = (player: Player, claim: Claim, time: StepTime) => Step | undefined

type Answer = Either.Either<Decided<void>, Problems.BonusNotFound | Problems.BonusStateConflict>

/** Decides over a claim, then carries it on; where a service is unavailable, the worker does. */
const changed = (brand: PlayerRef["brand"], { claim: { campaign, id }, player }: OwnedClaim, change: Change) =>
  Effect.gen(function* () {
    const store = yield* PromotionStore
    const { lease } = yield* PromotionPace
    yield* store.change({ brand, player, claims: [id] }, undefined, (found): Answer => {
      const claim = Option.getOrUndefined(HashMap.get(found.player.claims, id))
      if (claim === undefined) return Either.left(new Problems.BonusNotFound())
      const step = change(found.player, claim, { now: found.now, dueAt: found.now + lease })
      const isRepeat = claim.state === "cancelling" || claim.state === "cancelled" || claim.state === "forfeited"
      return step === undefined || (step.player === found.player && !isRepeat)
        ? Either.left(new Problems.BonusStateConflict({ detail: `The bonus is ${claim.state}.` }))
        : Either.right({ step, answer: undefined })
    })
    yield* carryClaim({ brand, player, id, campaign }).pipe(
      Effect.catchTag("WalletUnavailable", "RollingUnavailable", ({ _tag }) =>
        Effect.logWarning(`bonus ${id} of ${brand} is carried on by the worker: ${_tag}`)
      )
    )
    return (yield* view(brand, id)) satisfies BonusView
  })

const view = (brand: PlayerRef["brand"], id: string) => Effect.map(found(brand, id), bonusView)
