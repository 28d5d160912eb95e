import { fromUnits } from "@croupier/core/Amount"
import { Rolling, type RollingUnavailable } from "@croupier/rolling/contract"
import { type PostResult, TransactionKey, Wallet, type WalletUnavailable } from "@croupier/wallet/contract"
import { Effect, Either, HashMap, Option } from "effect"
import { amountIn } from "../../contract/AmountByCurrency.js"
import { Audience } from "../../contract/Audience.js"
import type { PromotionsUnavailable } from "../../contract/Problems.js"
import { audienceRefusal } from "../../rules/audienceRefusal.js"
import * as Saga from "../../rules/Saga.js"
import type { CampaignRecord, Claim, Player, Step } from "../../rules/State.js"
import { unchanged } from "../../rules/Stepping.js"
import { PromotionPace } from "../PromotionPace.js"
import { type DueClaim, PromotionStore } from "../store/PromotionStore.js"

const actor = { kind: "system", id: "promotion" } as const

/** What a step may fail with; what was stored before stays. */
export type StepFailure = PromotionsUnavailable | WalletUnavailable | RollingUnavailable

/** What a step needs. */
export type StepNeeds = PromotionStore | Audience | Wallet | Rolling

/** Takes a claim's next step: asks what has to be asked, and stores what the answer means. A repeat after a crash does no more. */
export const stepClaim = (
  due: DueClaim,
  claim: Claim,
  action: Saga.SagaAction
): Effect.Effect<void, StepFailure, StepNeeds> => {
  switch (action) {
    case "reserve-budget":
      return reserveBudget(due)
    case "grant-bonus":
      return grantBonus(due, claim)
    case "open-requirement":
      return openRequirement(due, claim)
    case "close-requirement":
      return closeRequirement(due, claim)
    case "take-back":
      return takeBack(due, claim)
    case "activate":
      return decideStep(due, undefined, (player, now, time) => Saga.advanced(player, now, action, time))
    case "release-budget":
      return decideStep(due, due.campaign, (player, now, { now: at }, record) =>
        record === undefined ? unchanged(player) : Saga.releaseBudget(player, now, record, at)
      )
  }
}

type Decide = (player: Player, claim: Claim, time: Saga.StepTime, record: CampaignRecord | undefined) => Step

/** Decides over a claim as it is now. */
export const decideStep = ({ brand, id, player }: DueClaim, campaign: string | undefined, decide: Decide) =>
  Effect.gen(function* () {
    const { lease } = yield* PromotionPace
    yield* (yield* PromotionStore).change({ brand, player, claims: [id] }, campaign, (found) => {
      const claim = HashMap.get(found.player.claims, id)
      const time = { now: found.now, dueAt: found.now + lease }
      const step = Option.match(claim, {
        onNone: () => unchanged(found.player),
        onSome: (own) => decide(found.player, own, time, found.campaign)
      })
      return Either.right({ step, answer: undefined })
    })
  })

/** Who the player is, is asked now: a bonus that was given by itself may not be for the player. */
const reserveBudget = (due: DueClaim) =>
  Effect.gen(function* () {
    const profile = yield* (yield* Audience).profile(due)
    yield* decideStep(due, due.campaign, (player, claim, time, record) =>
      record === undefined
        ? unchanged(player)
        : Saga.reserveBudget(player, claim, record, audienceRefusal(record.campaign.eligibility, profile), time)
    )
  })

/** The wallet's gate decides whether the player may have a bonus now. */
const grantBonus = (due: DueClaim, claim: Claim) =>
  Effect.gen(function* () {
    const { brand, player } = due
    const { amount, currency, expiresAt, id, terms } = claim
    const answer = yield* (yield* Wallet).post({
      _tag: "bonus-grant",
      brand,
      wallet: player,
      actor,
      key: TransactionKey.once("promotion-grant", id),
      currency,
      amount: fromUnits(amount),
      grant: id,
      maxBet: amountIn(terms.mostBet, currency) ?? null,
      maxCashOut: amountIn(terms.mostCashOut, currency) ?? null,
      expiresAt,
      excludedGames: terms.excludedGames
    })
    yield* decideStep(due, undefined, (own, now, time) => afterGrant(own, now, answer, time))
  })

const afterGrant = (player: Player, claim: Claim, answer: PostResult, time: Saga.StepTime): Step => {
  if (answer._tag === "ok") return done(player, claim, "grant-bonus", time)
  return answer.reason === "grant-active"
    ? Saga.waitForOther(player, claim, time)
    : Saga.refuseGrant(player, claim, answer.reason, time)
}

const openRequirement = (due: DueClaim, claim: Claim) =>
  Effect.gen(function* () {
    const { brand, player } = due
    const { base, currency, deposit, expiresAt, id, terms } = claim
    const opened = yield* (yield* Rolling)
      .open({
        brand,
        player,
        id,
        origin: "bonus",
        grant: id,
        deposit,
        currency,
        of: terms.base,
        base: fromUnits(base),
        multiplier: terms.multiplier,
        source: terms.source,
        weights: terms.weights,
        priority: 50,
        onWithdrawal: terms.style === "parachute" ? "forfeit" : "refuse",
        expiresAt
      })
      .pipe(
        Effect.as(true),
        Effect.catchTag("RequirementConflict", () => Effect.succeed(false))
      )
    yield* decideStep(due, undefined, (own, now, time) =>
      opened
        ? done(own, now, "open-requirement", time)
        : Saga.undo(own, { ...now, refused: true }, { as: "cancelled", reason: "requirement-conflict" }, time)
    )
  })

/** A requirement that is not there, or has ended, is closed. */
const closeRequirement = (due: DueClaim, claim: Claim) =>
  Effect.gen(function* () {
    const reason = claim.reason ?? "the bonus was taken back"
    yield* (yield* Rolling)
      .cancel({ brand: due.brand, id: claim.id, actor, reason })
      .pipe(Effect.catchTag("RequirementNotFound", "RequirementEnded", () => Effect.void))
    yield* decideStep(due, undefined, (own, now, time) => Saga.advanced(own, now, "close-requirement", time))
  })

/** A grant that is not there, or has ended, is taken back. */
const takeBack = (due: DueClaim, claim: Claim) =>
  Effect.gen(function* () {
    const answer = yield* (yield* Wallet).post({
      _tag: "bonus-forfeit",
      brand: due.brand,
      wallet: due.player,
      actor,
      key: TransactionKey.once("promotion-take-back", claim.id),
      grant: claim.id,
      as: "forfeited"
    })
    const isOver = answer._tag === "ok" || answer.reason === "grant-ended" || answer.reason === "unknown-grant"
    if (!isOver) {
      yield* Effect.logWarning(`the wallet refuses to take back bonus ${claim.id} of ${due.brand}: ${answer.detail}`)
    }
    yield* decideStep(due, undefined, (own, now, time) =>
      isOver ? Saga.advanced(own, now, "take-back", time) : Saga.retryLater(own, now, time.now)
    )
  })

/** A step that has been done; where the claim was taken back in the meantime, its effect is undone. */
const done = (player: Player, claim: Claim, action: "grant-bonus" | "open-requirement", time: Saga.StepTime): Step =>
  Saga.nextAction(claim) === action
    ? Saga.advanced(player, claim, action, time)
    : Saga.undoAgain(player, claim, action, time.dueAt)
