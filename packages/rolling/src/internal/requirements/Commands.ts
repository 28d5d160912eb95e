import { Effect, Either, HashMap, Option, Schema } from "effect"
import * as Problems from "../../contract/Problems.js"
import type { Adjustment, Cancellation, NewRequirement, RequirementView } from "../../contract/Requirement.js"
import { GameWeights } from "../../contract/Terms.js"
import { adjust as adjusted, isByTwo } from "../../rules/adjust.js"
import { endRequirement } from "../../rules/endRequirement.js"
import { openRequirement } from "../../rules/openRequirement.js"
import type { Player, Requirement, Step } from "../../rules/State.js"
import { ofGrant, unchanged } from "../../rules/Stepping.js"
import { type Decided, type Found, RollingStore } from "../store/RollingStore.js"
import { requirementView } from "../Views.js"

/** Opens a requirement; the same terms under the same id are a repeat. */
export const open = Effect.fn("Rolling.open")(function* (opening: NewRequirement) {
  const { brand, grant, id, player } = opening
  const store = yield* RollingStore
  return yield* store.change([{ brand, player, requirements: [id], grants: [grant] }], (found) => {
    const own = found.playerOf({ brand, player })
    const before = Option.getOrUndefined(HashMap.get(own.requirements, id))
    if (before !== undefined) {
      return isSame(before, opening) ? answered(unchanged(own), id) : Either.left(new Problems.RequirementConflict())
    }
    if (found.isElsewhere(brand, id) || found.isElsewhere(brand, grant) || ofGrant(own, grant) !== undefined) {
      return Either.left(new Problems.RequirementConflict())
    }
    const { brand: _, player: __, ...terms } = opening
    return answered(openRequirement(own, terms, found.now), id)
  })
})

/** Ends a requirement by hand, and takes its bonus back. */
export const cancel = Effect.fn("Rolling.cancel")(function* ({ brand, id, reason }: Cancellation) {
  return yield* changeOne({ brand, id }, (player, requirement, { now }) => {
    switch (requirement.state) {
      case "cancelled":
        return answered(unchanged(player), id)
      case "active":
      case "completed":
        return answered(
          endRequirement(player, requirement, { state: "cancelled", reason, task: "forfeit", at: now }),
          id
        )
      default:
        return Either.left(ended(requirement))
    }
  })
})

/** Changes a requirement's progress by hand. */
export const adjust = Effect.fn("Rolling.adjust")(function* (adjustment: Adjustment) {
  const { brand, currency, requirement: id } = adjustment
  if (!isByTwo(adjustment)) return yield* new Problems.SecondPersonRequired()
  const amount = adjustment.direction === "credit" ? adjustment.amount : -adjustment.amount
  return yield* changeOne(
    { brand, id, adjustment: adjustment.id },
    (
      player,
      requirement,
      { adjusted: before, now }
    ): Answer<Problems.AdjustmentConflict | Problems.RequirementEnded> => {
      if (before !== undefined) {
        return before.requirement === id && before.amount === amount
          ? answered(unchanged(player), id)
          : Either.left(new Problems.AdjustmentConflict())
      }
      if (requirement.currency !== currency) return Either.left(new Problems.AdjustmentConflict())
      return requirement.state === "active" || requirement.state === "completed"
        ? answered(adjusted(player, requirement, adjustment, now), id)
        : Either.left(ended(requirement))
    }
  )
})

type Answer<E> = Either.Either<Decided<RequirementView>, E>

interface One {
  readonly brand: NewRequirement["brand"]
  readonly id: string
  readonly adjustment?: string
}

/** Decides over one requirement, of whichever player it is. */
const changeOne = <E>(
  { adjustment, brand, id }: One,
  decide: (player: Player, requirement: Requirement, found: Found) => Answer<E>
) =>
  Effect.gen(function* () {
    const store = yield* RollingStore
    const known = yield* store.requirement(brand, id)
    if (known === undefined) return yield* new Problems.RequirementNotFound()
    const ref = { brand, player: known.player }
    const wanted = { ...ref, requirements: [id], ...(adjustment === undefined ? {} : { adjustment }) }
    return yield* store.change([wanted], (found) => {
      const player = found.playerOf(ref)
      return decide(player, HashMap.unsafeGet(player.requirements, id), found)
    })
  })

const answered = (step: Step, id: string): Either.Either<Decided<RequirementView>> =>
  Either.right({
    steps: [step],
    answer: requirementView(step.player.player, HashMap.unsafeGet(step.player.requirements, id))
  })

const ended = ({ state }: Requirement) => new Problems.RequirementEnded({ detail: `The requirement is ${state}.` })

const sameWeights = Schema.equivalence(GameWeights)

const isSame = (before: Requirement, opening: NewRequirement): boolean =>
  before.origin === opening.origin &&
  before.grant === opening.grant &&
  before.deposit === opening.deposit &&
  before.currency === opening.currency &&
  before.of === opening.of &&
  before.base === opening.base &&
  before.multiplier === opening.multiplier &&
  before.source === opening.source &&
  before.priority === opening.priority &&
  before.onWithdrawal === opening.onWithdrawal &&
  sameWeights(before.weights, opening.weights)
