import { fromUnits } from "@croupier/core/Amount"
import { retryDelay } from "@croupier/core/worker/retryDelay"
import { TransactionKey, Wallet } from "@croupier/wallet/contract"
import { Clock, Effect } from "effect"
import { Audience } from "../../contract/Audience.js"
import { audienceRefusal } from "../../rules/audienceRefusal.js"
import { PromotionPace } from "../PromotionPace.js"
import { type Payout, PromotionStore } from "../store/PromotionStore.js"

/** Refusals that no repeat changes. */
const final: ReadonlyArray<string> = ["wallet-not-found", "wrong-currency", "duplicate-mismatch"]

/**
 * Pays what a player is due. Whether the player may have it is asked once, before the first attempt: after a crash the wallet is asked
 * under the same key, and answers as it did.
 */
export const payPlayer = (payout: Payout) =>
  Effect.gen(function* () {
    const store = yield* PromotionStore
    const wallet = yield* Wallet
    const { amount, brand, campaign, currency, period, player, tries } = payout
    if (tries === 0) {
      const reason = yield* refusalOf(payout)
      if (reason !== undefined) return yield* store.finishPayout(payout, { _tag: "refused", reason })
      yield* store.finishPayout(payout, { _tag: "later", wait: (yield* PromotionPace).lease })
    }
    const answer = yield* wallet.post({
      _tag: "commission-payout",
      brand,
      wallet: player,
      actor: { kind: "system", id: "promotion" },
      key: TransactionKey.once("promotion-payout", `${campaign}:${period}:${player}`),
      currency,
      amount: fromUnits(amount)
    })
    if (answer._tag === "ok") return yield* store.finishPayout(payout, { _tag: "paid" })
    if (final.includes(answer.reason)) {
      return yield* store.finishPayout(payout, { _tag: "refused", reason: answer.reason })
    }
    yield* Effect.logWarning(`the wallet refuses a payout of campaign ${campaign} to ${player}: ${answer.detail}`)
    return yield* store.finishPayout(payout, { _tag: "later", wait: retryDelay(tries) })
  })

/** Why a player may not have it now: a block of bonuses, or a campaign that is for others. */
const refusalOf = ({ brand, campaign, player }: Payout) =>
  Effect.gen(function* () {
    const found = yield* (yield* PromotionStore).peek({ brand, player }, campaign)
    const profile = yield* (yield* Audience).profile({ brand, player })
    const audience = found.campaign && audienceRefusal(found.campaign.campaign.eligibility, profile)
    if (audience !== undefined) return audience
    const now = yield* Clock.currentTimeMillis
    return yield* (yield* Wallet).gate(brand, player).pipe(
      Effect.map(({ blocks }) => {
        const blocked = blocks.some(({ scope, until }) => scope === "bonus" && (until === null || now < until))
        return blocked ? "player-locked" : undefined
      }),
      Effect.catchTag("WalletNotFound", () => Effect.succeed("wallet-not-found"))
    )
  })
