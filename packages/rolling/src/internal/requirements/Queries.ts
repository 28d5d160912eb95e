import * as Cursor from "@croupier/core/http/Cursor"
import { Uuid } from "@croupier/core/Ids"
import type { WithdrawalQuestion } from "@croupier/wallet/contract"
import { Effect, Schema } from "effect"
import * as Problems from "../../contract/Problems.js"
import { type RequirementReview, ReviewKind } from "../../contract/RequirementReview.js"
import type { PlayerRef } from "../../contract/Rolling.js"
import type { Verdict, Withdrawable } from "../../contract/Withdrawable.js"
import type { Contribution, Requirement } from "../../rules/State.js"
import { inOrder } from "../../rules/Stepping.js"
import { withdrawalReasons } from "../../rules/withdrawalReasons.js"
import { RollingStore } from "../store/RollingStore.js"
import { contributionView, requirementView } from "../Views.js"

const Whole = Schema.Int.pipe(Schema.nonNegative())
const ofRequirements = Cursor.pages(Whole, ({ number }: Requirement) => number)
const ofContributions = Cursor.pages(Whole, ({ number }: Contribution) => number)
const ofReviews = Cursor.pages(
  Schema.Struct({ openedAt: Whole, requirement: Uuid, kind: ReviewKind }),
  ({ kind, openedAt, requirement }: RequirementReview) => ({
    openedAt,
    requirement,
    kind
  })
)

/** A player's requirement; another player's is not found. */
const ownRequirement = ({ brand, id, player }: PlayerRef & { readonly id: string }) =>
  Effect.gen(function* () {
    const found = yield* (yield* RollingStore).requirement(brand, id)
    return found?.player === player ? found.requirement : yield* new Problems.RequirementNotFound()
  })

export const requirement = Effect.fn("Rolling.requirement")(function* (ref: PlayerRef & { readonly id: string }) {
  return requirementView(ref.player, yield* ownRequirement(ref))
})

export const requirements = Effect.fn("Rolling.requirements")(function* (query: PlayerRef & Cursor.ListQuery) {
  const below = yield* ofRequirements.place(query.cursor)
  const rows = yield* (yield* RollingStore).requirements(query, below, query.limit + 1)
  return ofRequirements.page(rows, query.limit, (row) => requirementView(query.player, row))
})

export const contributions = Effect.fn("Rolling.contributions")(function* (
  query: PlayerRef & Cursor.ListQuery & { readonly id: string }
) {
  const below = yield* ofContributions.place(query.cursor)
  const { currency, id } = yield* ownRequirement(query)
  const rows = yield* (yield* RollingStore).contributions(query.brand, id, below, query.limit + 1)
  return ofContributions.page(rows, query.limit, (row) => contributionView(currency, row))
})

/** How many contributions of each requirement the explanation shows. */
const shown = 20

export const withdrawable = Effect.fn("Rolling.withdrawable")(function* (ref: PlayerRef) {
  const store = yield* RollingStore
  const player = yield* store.player(ref)
  const reasons = withdrawalReasons(player, yield* store.openReviews(ref))
  const active = inOrder(player)
  const explained = yield* Effect.forEach(active, (requirement) =>
    Effect.map(store.contributions(ref.brand, requirement.id, undefined, shown + 1), (rows) => {
      const { items, nextCursor } = ofContributions.page(rows, shown, (row) =>
        contributionView(requirement.currency, row)
      )
      return {
        ...requirementView(ref.player, requirement),
        contributions: items,
        ...(nextCursor === undefined ? {} : { nextCursor })
      }
    })
  )
  return {
    allowed: reasons.length === 0,
    reasons,
    forfeits: active.filter(({ onWithdrawal }) => onWithdrawal === "forfeit").map(({ id }) => id),
    requirements: explained
  } satisfies Withdrawable
})

export const verdict = Effect.fn("Rolling.verdict")(function* (
  question: Pick<WithdrawalQuestion, "brand" | "player" | "version">
) {
  const store = yield* RollingStore
  const player = yield* store.player(question)
  if (player.seen < question.version) return { _tag: "not-ready" } satisfies Verdict
  const reasons = withdrawalReasons(player, yield* store.openReviews(question))
  return (reasons.length === 0 ? { _tag: "allowed" } : { _tag: "refused", reasons }) satisfies Verdict
})

export const reviews = Effect.fn("Rolling.reviews")(function* (
  query: { readonly brand: PlayerRef["brand"] } & Cursor.ListQuery
) {
  const place = yield* ofReviews.place(query.cursor)
  const rows = yield* (yield* RollingStore).reviews(query.brand, place, query.limit + 1)
  return ofReviews.page(rows, query.limit, (row) => row)
})
