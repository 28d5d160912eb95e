import type { BrandKey } from "@croupier/core/Brand"
import { type IdempotencyKey, IdempotencyKeyReused } from "@croupier/core/http/IdempotencyKey"
import { makeUuid } from "@croupier/core/Ids"
import { Wallet } from "@croupier/wallet/contract"
import { Effect, Either } from "effect"
import { Audience } from "../../contract/Audience.js"
import * as Problems from "../../contract/Problems.js"
import type { PlayerRef } from "../../contract/Promotions.js"
import { audienceRefusal } from "../../rules/audienceRefusal.js"
import { claimable } from "../../rules/claimable.js"
import { makeClaim } from "../../rules/makeClaim.js"
import type { Claim } from "../../rules/State.js"
import { unchanged } from "../../rules/Stepping.js"
import { PromotionPace } from "../PromotionPace.js"
import { type Decided, PromotionStore } from "../store/PromotionStore.js"
import { receiptOf } from "../Views.js"
import { carryClaim } from "./carryClaim.js"
import { inWords } from "./inWords.js"

interface Claiming extends PlayerRef {
  readonly key: IdempotencyKey
}

/** Claims a bonus of a campaign. */
export const claim = Effect.fn("Promotions.claim")(function* (claiming: Claiming & { readonly campaign: string }) {
  return yield* claimOf(claiming, claiming.campaign, undefined)
})

/** Claims the bonus of a code. */
export const enterCode = Effect.fn("Promotions.enterCode")(function* (claiming: Claiming & { readonly code: string }) {
  const code = claiming.code.trim().toUpperCase()
  const record = yield* (yield* PromotionStore).campaignOfCode(claiming.brand, code)
  if (record === undefined) return yield* new Problems.CampaignNotFound()
  return yield* claimOf(claiming, record.campaign.id, code)
})

/** Stores the claim, then carries it on. Where a service is unavailable, the worker carries on, and the receipt holds. */
const claimOf = ({ brand, key, player }: Claiming, campaign: string, code: string | undefined) =>
  Effect.gen(function* () {
    const store = yield* PromotionStore
    const { lease } = yield* PromotionPace
    const currency = yield* currencyOf(brand, player)
    const profile = yield* (yield* Audience).profile({ brand, player })
    const id = yield* makeUuid
    const { claim, replayed } = yield* store.change({ brand, player, key }, campaign, (found): Answer => {
      if (found.keyed !== undefined) {
        return found.keyed.campaign === campaign
          ? Either.right({ step: unchanged(found.player), answer: { claim: found.keyed, replayed: true } })
          : Either.left(new IdempotencyKeyReused())
      }
      const { reward } = found.campaign?.campaign ?? {}
      if (found.campaign === undefined || reward === undefined || !isClaimedWith(reward._tag, code)) {
        return Either.left(new Problems.CampaignNotFound())
      }
      const refusal = audienceRefusal(found.campaign.campaign.eligibility, profile)
      if (refusal !== undefined) return Either.left(notEligible(refusal))
      if (reward._tag === "deposit-match" && reward.claim === "automatic") return Either.left(notEligible("automatic"))
      const judged = claimable(found.player, found.campaign, { currency, deposits: found.deposits }, found.now)
      if ("refused" in judged) return Either.left(notEligible(judged.refused))
      const asking = { id, key, now: found.now, dueAt: found.now + lease }
      const step = makeClaim(found.player, found.campaign, judged, asking)
      const made = [...step.player.claims].find(([own]) => own === id)
      return made === undefined
        ? Either.left(new Problems.CampaignNotFound())
        : Either.right({ step, answer: { claim: made[1], replayed: false } })
    })
    if (replayed) return yield* answered(claim, true)
    yield* carryClaim({ brand, player, id, campaign }).pipe(
      Effect.catchTag("WalletUnavailable", "RollingUnavailable", "PromotionsUnavailable", ({ _tag }) =>
        Effect.logWarning(`bonus ${id} of ${brand} is carried on by the worker: ${_tag}`)
      )
    )
    const now = yield* store.claim(brand, id)
    return yield* answered(now?.claim ?? claim, false)
  })

type Refused = Problems.CampaignNotFound | Problems.NotEligible | IdempotencyKeyReused
type Answer = Either.Either<Decided<{ readonly claim: Claim; readonly replayed: boolean }>, Refused>

/** A promo code's campaign is claimed with its code, all others by their id. */
const isClaimedWith = (kind: string, code: string | undefined): boolean =>
  code === undefined ? kind === "free-credit" || kind === "deposit-match" : kind === "promo-code"

const answered = (claim: Claim, replayed: boolean) =>
  claim.refused ? notEligible(claim.reason ?? "refused") : Effect.succeed({ replayed, value: receiptOf(claim) })

const notEligible = (reason: string) => new Problems.NotEligible({ reason, detail: inWords(reason) })

/** The currency of the player's wallet. */
export const currencyOf = (brand: BrandKey, player: PlayerRef["player"]) =>
  Effect.flatMap(Wallet, (wallet) => wallet.balance(brand, player)).pipe(
    Effect.map(({ currency }) => currency),
    Effect.catchTags({
      WalletNotFound: () => notEligible("no-wallet"),
      WalletUnavailable: () => new Problems.PromotionsUnavailable({ outcome: "not-applied" })
    })
  )
