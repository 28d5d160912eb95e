import { Effect, Either, HashMap, Option } from "effect"
import { nextAction, type SagaAction } from "../../rules/Saga.js"
import { unchanged, withClaim } from "../../rules/Stepping.js"
import { PromotionPace } from "../PromotionPace.js"
import { type DueClaim, PromotionStore } from "../store/PromotionStore.js"
import { stepClaim } from "./stepClaim.js"

/** More steps than any claim has, there and back. */
const mostSteps = 12

/** Carries a claim on until it is active, has ended, or has to wait: the same step is not due twice in a row. */
export const carryClaim = (due: DueClaim) =>
  Effect.gen(function* () {
    const store = yield* PromotionStore
    let taken: SagaAction | undefined
    for (let step = 0; step < mostSteps; step++) {
      const claim = (yield* store.claim(due.brand, due.id))?.claim
      const action = claim && nextAction(claim)
      if (claim === undefined || action === undefined || action === taken) return
      yield* stepClaim(due, claim, action)
      taken = action
    }
  })

/** Carries on a claim that is due, unless another process has taken it in the meantime. */
export const resumeClaim = (due: DueClaim) =>
  Effect.gen(function* () {
    const { lease } = yield* PromotionPace
    const { brand, id, player } = due
    const isOurs = yield* (yield* PromotionStore).change({ brand, player, claims: [id] }, undefined, (found) => {
      const own = found.player
      const claim = Option.getOrUndefined(HashMap.get(own.claims, id))
      if (claim === undefined || claim.dueAt === null || claim.dueAt > found.now) {
        return Either.right({ step: unchanged(own), answer: false })
      }
      const taken = { ...claim, dueAt: found.now + lease }
      return Either.right({ step: unchanged(withClaim(own, taken)), answer: true })
    })
    if (isOurs) yield* carryClaim(due)
  })
