import { committed, Notifier } from "@croupier/core/events/Notifier"
import * as Store from "@croupier/core/postgres/Store"

import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Either, Layer } from "effect"
import { PromotionsUnavailable } from "../../contract/Problems.js"
import type { Step } from "../../rules/State.js"
import { isAutomatic } from "../claims/isAutomatic.js"
import * as CampaignTable from "./CampaignTable.js"
import * as ClaimTable from "./ClaimTable.js"
import { claimOfKey, claimWithin, loadPlayers, playerKey, present, recentDeposits } from "./loadPlayers.js"
import { newPlayer } from "./newPlayer.js"
import * as PayoutTable from "./PayoutTable.js"
import * as PeriodTable from "./PeriodTable.js"
import { type Found, type FoundMany, PromotionStore, type Wanted } from "./PromotionStore.js"
import { saveSteps } from "./saveSteps.js"

/** Decides over the players of events in the caller's transaction, which sees their brands' rows. */
export const changeManyWithin = <E>(
  wanted: ReadonlyArray<Wanted>,
  decide: (found: FoundMany) => Either.Either<ReadonlyArray<Step>, E>
): Effect.Effect<Either.Either<void, E>, SqlError, SqlClient> =>
  Effect.gen(function* () {
    const brands = [...new Set(wanted.map(({ brand }) => brand))]
    const automatic = (yield* CampaignTable.open(brands)).filter(({ campaign }) => isAutomatic(campaign))
    const referrals = yield* ClaimTable.referrers(wanted)
    const campaigns = automatic.map(({ campaign }) => campaign.id)
    const refs = [...wanted, ...referrals.map(({ brand, referrer }) => ({ brand, player: referrer }))]
    const loaded = yield* loadPlayers(
      refs.map((ref) => ({ ...ref, campaigns })),
      { lock: true }
    )
    const now = yield* present
    const referrers = new Map(referrals.map((row) => [playerKey(row), row.referrer]))
    const decided = decide({
      now,
      playerOf: (ref) => loaded.get(playerKey(ref)) ?? newPlayer(ref),
      automaticOf: (brand) => automatic.filter((record) => record.brand === brand),
      referrerOf: (ref) => referrers.get(playerKey(ref))
    })
    if (Either.isLeft(decided)) return Either.left(decided.left)
    yield* saveSteps(loaded, decided.right, now)
    return Either.void
  })

/** What a decision over one player finds; under locks where it may change something. */
const find = (wanted: Wanted, campaign: string | undefined, lock: boolean) =>
  Effect.gen(function* () {
    const loaded = yield* loadPlayers([campaign === undefined ? wanted : { ...wanted, campaigns: [campaign] }], {
      lock
    })
    const record =
      campaign === undefined
        ? undefined
        : yield* lock ? CampaignTable.lock(wanted.brand, campaign) : CampaignTable.byId(wanted.brand, campaign)
    const keyed = wanted.key === undefined ? undefined : yield* claimOfKey(wanted, wanted.key)
    const now = yield* present
    const deposits = yield* recentDeposits(wanted, now - claimWithin)
    const player = loaded.get(playerKey(wanted)) ?? newPlayer(wanted)
    return { loaded, found: { now, player, campaign: record, keyed, deposits } satisfies Found }
  })

/** Promotions on PostgreSQL. After a change that may have published something, a relay in this process is woken. */
export const layerSql: Layer.Layer<PromotionStore, never, SqlClient | Notifier> = Layer.effect(
  PromotionStore,
  Effect.gen(function* () {
    const { inBrand } = yield* Store.make<PromotionsUnavailable, SqlClient>({
      name: "promotion",
      unavailable: () => new PromotionsUnavailable({ outcome: "unknown" })
    })
    const hint = (yield* Notifier).wake(committed("promotion"))
    return PromotionStore.of({
      change: (wanted, campaign, decide) =>
        inBrand(
          wanted.brand,
          Effect.gen(function* () {
            const { found, loaded } = yield* find(wanted, campaign, true)
            const decided = decide(found)
            if (Either.isLeft(decided)) return Either.left(decided.left)
            yield* saveSteps(loaded, [decided.right.step], found.now)
            return Either.right(decided.right.answer)
          })
        ).pipe(Effect.zipLeft(hint), Effect.flatten),
      peek: (wanted, campaign) =>
        Effect.map(inBrand(wanted.brand, find(wanted, campaign, false)), ({ found }) => found),
      changeMany: (wanted, decide) => {
        const brands = [...new Set(wanted.map(({ brand }) => brand))]
        return inBrand(brands, changeManyWithin(wanted, decide)).pipe(Effect.zipLeft(hint), Effect.flatten)
      },
      saveCampaign: (saving) => inBrand(saving.brand, CampaignTable.save(saving)),
      closeCampaign: (brand, id) => inBrand(brand, CampaignTable.close(brand, id)),
      campaignOfCode: (brand, code) => inBrand(brand, CampaignTable.ofCode(brand, code)),
      openCampaigns: (brand) => inBrand(brand, CampaignTable.open([brand])),
      campaigns: (brand, below, limit) => inBrand(brand, CampaignTable.below(brand, below, limit)),
      claim: (brand, id) => inBrand(brand, ClaimTable.byId(brand, id)),
      claims: (ref, below, limit) => inBrand(ref.brand, ClaimTable.ofPlayer(ref, below, limit)),
      awaiting: (brand, place, limit) => inBrand(brand, ClaimTable.awaiting(brand, place, limit)),
      refer: (brand, player, referrer) => inBrand(brand, ClaimTable.refer(brand, player, referrer)),
      dueClaims: (brands, limit) => (brands.length === 0 ? none : inBrand(brands, ClaimTable.due(limit))),
      unsettledCampaigns: (brands) => (brands.length === 0 ? none : inBrand(brands, CampaignTable.unsettled(brands))),
      lastPeriod: (brand, campaign) => inBrand(brand, PeriodTable.last(brand, campaign)),
      addPeriod: (ref, from, to) => inBrand(ref.brand, PeriodTable.add(ref, from, to)),
      freeze: (ref, to) => inBrand(ref.brand, PeriodTable.freeze(ref, to)),
      settle: (ref, decide) =>
        inBrand(
          ref.brand,
          Effect.gen(function* () {
            const record = yield* CampaignTable.lock(ref.brand, ref.campaign)
            if (record === undefined || !(yield* PeriodTable.lockUnsettled(ref))) return
            const { record: after, settlements } = decide(record, yield* PeriodTable.sums(ref, record))
            yield* PayoutTable.insert(ref, settlements, yield* present)
            yield* CampaignTable.saveFigures(after)
            yield* PeriodTable.settled(ref)
          })
        ),
      duePayouts: (brands, limit) => (brands.length === 0 ? none : inBrand(brands, PayoutTable.due(limit))),
      finishPayout: (payout, outcome) =>
        Effect.zipLeft(inBrand(payout.brand, PayoutTable.finish(payout, outcome)), hint),
      payouts: (brand, campaign, place, limit) => inBrand(brand, PayoutTable.ofCampaign(brand, campaign, place, limit))
    })
  })
)

const none = Effect.succeed([])
