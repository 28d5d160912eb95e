import type { BrandKey } from "@croupier/core/Brand"
import { MemoryOutbox } from "@croupier/core/events/EventStreamMemory"
import type { PlayerId } from "@croupier/core/Ids"
import { Clock, Effect, Either, HashMap, Layer } from "effect"
import type { PlayerRef } from "../../contract/Promotions.js"
import type { CampaignRecord, Claim, Deposit, Player, Step } from "../../rules/State.js"
import { isAutomatic } from "../claims/isAutomatic.js"
import { eventsOf, settledEvent, withEvents } from "./eventsOf.js"
import { newPlayer } from "./newPlayer.js"
import { type Found, type Payout, PromotionStore, type Wanted } from "./PromotionStore.js"
import type { StoredFact, StoredPeriod } from "./StoredFact.js"
import { sumsOf } from "./sumsOf.js"

const claimWithin = 3 * 86_400_000

interface BrandRows {
  readonly players: Map<string, Player>
  readonly campaigns: Map<string, CampaignRecord>
  readonly facts: Array<StoredFact>
  readonly referrers: Map<string, PlayerId>
  readonly periods: Map<string, Array<StoredPeriod>>
  readonly payouts: Array<Payout & { readonly dueAt: number | null }>
}

/** Promotions in memory, with their events in the outbox in memory. */
export const layerMemory: Layer.Layer<PromotionStore, never, MemoryOutbox> = Layer.effect(
  PromotionStore,
  Effect.gen(function* () {
    const outbox = yield* MemoryOutbox
    // One change at a time, as a row lock makes it.
    const alone = (yield* Effect.makeSemaphore(1)).withPermits(1)
    const brands = new Map<BrandKey, BrandRows>()
    const rows = (brand: BrandKey): BrandRows => {
      const known = brands.get(brand)
      if (known !== undefined) return known
      const made: BrandRows = {
        players: new Map(),
        campaigns: new Map(),
        facts: [],
        referrers: new Map(),
        periods: new Map(),
        payouts: []
      }
      brands.set(brand, made)
      return made
    }
    const playerOf = (ref: PlayerRef) => rows(ref.brand).players.get(ref.player) ?? newPlayer(ref)
    const open = (brand: BrandKey) =>
      [...rows(brand).campaigns.values()].filter(({ state }) => state === "open").sort(byId)
    const claimsOf = (brand: BrandKey) =>
      [...rows(brand).players.values()].flatMap(({ claims, player }) =>
        [...HashMap.values(claims)].map((claim) => ({ player, claim }))
      )
    const depositsOf = ({ brand, player }: PlayerRef, since: number): ReadonlyArray<Deposit> => {
      const own = rows(brand).facts.filter((fact) => fact.player === player)
      const reversed = new Set(own.flatMap(({ kind, transaction }) => (kind === "reversal" ? [transaction] : [])))
      return own
        .flatMap(({ at, currency, deposit, kind, number, transaction }) =>
          kind === "deposit" && number !== null && at >= since && !reversed.has(transaction)
            ? [{ transaction, number, currency, amount: deposit, at }]
            : []
        )
        .sort((a, b) => b.number - a.number)
    }
    const find = (wanted: Wanted, campaign: string | undefined, now: number): Found => {
      const player = playerOf(wanted)
      const keyed =
        wanted.key === undefined ? undefined : [...HashMap.values(player.claims)].find(({ key }) => key === wanted.key)
      return {
        now,
        player,
        campaign: campaign === undefined ? undefined : rows(wanted.brand).campaigns.get(campaign),
        keyed,
        deposits: depositsOf(wanted, now - claimWithin)
      }
    }
    const save = (step: Step, now: number) =>
      Effect.gen(function* () {
        const { brand, player } = step.player
        const events = yield* eventsOf(step, now)
        rows(brand).players.set(player, withEvents(step, events.length).player)
        rows(brand).facts.push(...step.facts.map((fact) => ({ ...fact, player })))
        if (step.campaign !== undefined) rows(brand).campaigns.set(step.campaign.campaign.id, step.campaign)
        yield* outbox.commit("promotion", events)
      })
    const changing = <A, E>(effect: (now: number) => Effect.Effect<A, E>) =>
      alone(Effect.uninterruptible(Effect.flatMap(Clock.currentTimeMillis, effect)))
    return PromotionStore.of({
      change: (wanted, campaign, decide) =>
        changing((now) => {
          const decided = decide(find(wanted, campaign, now))
          return Either.isLeft(decided)
            ? Effect.fail(decided.left)
            : Effect.as(save(decided.right.step, now), decided.right.answer)
        }),
      peek: (wanted, campaign) => Effect.map(Clock.currentTimeMillis, (now) => find(wanted, campaign, now)),
      changeMany: (_, decide) =>
        changing((now) => {
          const decided = decide({
            now,
            playerOf,
            automaticOf: (brand) => open(brand).filter(({ campaign }) => isAutomatic(campaign)),
            referrerOf: ({ brand, player }) => rows(brand).referrers.get(player)
          })
          return Either.isLeft(decided)
            ? Effect.fail(decided.left)
            : Effect.forEach(decided.right, (step) => save(step, now), { discard: true })
        }),
      saveCampaign: ({ brand, campaign, from, timezone, until, version }) =>
        Effect.sync(() => {
          const { campaigns } = rows(brand)
          const before = campaigns.get(campaign.id)
          const isChanged =
            (before?.version ?? 0) !== version ||
            (before !== undefined && (before.state !== "open" || before.campaign.reward._tag !== campaign.reward._tag))
          const isTaken = open(brand).some(
            (other) => other.campaign.id !== campaign.id && isCode(other, codeOf({ campaign }))
          )
          if (isChanged || isTaken) return undefined
          const record: CampaignRecord = {
            brand,
            campaign,
            version: version + 1,
            state: "open",
            timezone,
            from,
            until,
            spent: before?.spent ?? HashMap.empty(),
            receivers: before?.receivers ?? 0
          }
          campaigns.set(campaign.id, record)
          return record
        }),
      closeCampaign: (brand, id) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const record = rows(brand).campaigns.get(id)
          if (record === undefined || record.state === "closed") return record
          const closed: CampaignRecord = { ...record, state: "closed", until: Math.min(record.until ?? now, now) }
          rows(brand).campaigns.set(id, closed)
          return closed
        }),
      campaignOfCode: (brand, code) => Effect.sync(() => open(brand).find((record) => isCode(record, code))),
      openCampaigns: (brand) => Effect.sync(() => open(brand)),
      campaigns: (brand, below, limit) =>
        Effect.sync(() =>
          [...rows(brand).campaigns.values()]
            .filter(({ campaign }) => below === undefined || campaign.id < below)
            .sort((a, b) => byId(b, a))
            .slice(0, limit)
        ),
      claim: (brand, id) => Effect.sync(() => claimsOf(brand).find(({ claim }) => claim.id === id)),
      claims: (ref, below, limit) =>
        Effect.sync(() =>
          [...HashMap.values(playerOf(ref).claims)]
            .filter(({ number }) => below === undefined || number < below)
            .sort((a, b) => b.number - a.number)
            .slice(0, limit)
        ),
      awaiting: (brand, place, limit) =>
        Effect.sync(() =>
          claimsOf(brand)
            .filter(({ claim }) => claim.state === "awaiting-approval")
            .sort((a, b) => oldestFirst(a.claim, b.claim))
            .filter(({ claim }) => place === undefined || oldestFirst(claim, place) > 0)
            .slice(0, limit)
        ),
      refer: (brand, player, referrer) =>
        Effect.sync(() => {
          if (!rows(brand).referrers.has(player)) rows(brand).referrers.set(player, referrer)
        }),
      dueClaims: (wanted, limit) =>
        Effect.map(Clock.currentTimeMillis, (now) =>
          wanted
            .flatMap((brand) => claimsOf(brand).map((own) => ({ brand, ...own })))
            .filter(({ claim: { dueAt } }) => dueAt !== null && dueAt <= now)
            .sort((a, b) => (a.claim.dueAt ?? 0) - (b.claim.dueAt ?? 0) || a.claim.number - b.claim.number)
            .slice(0, limit)
            .map(({ brand, claim, player }) => ({ brand, player, id: claim.id, campaign: claim.campaign }))
        ),
      unsettledCampaigns: (wanted) =>
        Effect.map(Clock.currentTimeMillis, (now) =>
          wanted.flatMap((brand) =>
            [...rows(brand).campaigns.values()].filter(({ campaign, from, until }) => {
              const { reward } = campaign
              const last = rows(brand).periods.get(campaign.id)?.at(-1)
              const isOver = last?.isSettled === true && until !== null && last.to >= until
              return (
                (reward._tag === "cashback" || reward._tag === "turnover-rebate") &&
                from <= now &&
                !isOver &&
                (until === null || until > from)
              )
            })
          )
        ),
      lastPeriod: (brand, campaign) => Effect.sync(() => rows(brand).periods.get(campaign)?.at(-1)),
      addPeriod: ({ brand, campaign, number }, from, to) =>
        Effect.sync(() => {
          const periods = rows(brand).periods.get(campaign) ?? []
          rows(brand).periods.set(campaign, periods)
          if (periods.some((period) => period.number === number)) return
          periods.push({ number, from, to, isFrozen: false, isSettled: false, frozenAt: undefined })
        }),
      freeze: ({ brand, campaign, number }, to) =>
        Effect.sync(() => {
          const periods = rows(brand).periods.get(campaign) ?? []
          const period = periods[number - 1]
          if (period === undefined || period.isFrozen) return
          periods[number - 1] = { ...period, to, isFrozen: true, frozenAt: rows(brand).facts.length }
        }),
      settle: ({ brand, campaign: id, number }, decide) =>
        changing((now) =>
          Effect.sync(() => {
            const { campaigns, facts, payouts, periods: all } = rows(brand)
            const periods = all.get(id) ?? []
            const period = periods[number - 1]
            const record = campaigns.get(id)
            if (record === undefined || period === undefined || !period.isFrozen || period.isSettled) return
            const decided = decide(record, sumsOf(facts, periods, period, record.campaign.products.activity))
            campaigns.set(id, decided.record)
            for (const { refused, ...row } of decided.settlements) {
              payouts.push({
                ...row,
                brand,
                campaign: id,
                period: number,
                from: period.from,
                to: period.to,
                state: refused === undefined ? "due" : "refused",
                reason: refused ?? null,
                tries: 0,
                dueAt: refused === undefined ? now : null
              })
            }
            periods[number - 1] = { ...period, isSettled: true }
          })
        ),
      duePayouts: (wanted, limit) =>
        Effect.map(Clock.currentTimeMillis, (now) =>
          wanted
            .flatMap((brand) => rows(brand).payouts)
            .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
            .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
            .slice(0, limit)
        ),
      finishPayout: (payout, outcome) =>
        changing((now) =>
          Effect.gen(function* () {
            const { payouts, players } = rows(payout.brand)
            const index = payouts.findIndex(
              ({ campaign, period, player, state }) =>
                campaign === payout.campaign && period === payout.period && player === payout.player && state === "due"
            )
            const found = payouts[index]
            if (found === undefined) return
            payouts[index] = {
              ...found,
              state: outcome._tag === "later" ? "due" : outcome._tag,
              reason: outcome._tag === "refused" ? outcome.reason : null,
              dueAt: outcome._tag === "later" ? now + outcome.wait : null,
              tries: found.tries + 1
            }
            if (outcome._tag !== "paid") return
            const player = playerOf(payout)
            players.set(payout.player, { ...player, events: player.events + 1n })
            yield* outbox.commit("promotion", yield* settledEvent(payout, player.events, now))
          })
        ),
      payouts: (brand, campaign, place, limit) =>
        Effect.sync(() =>
          rows(brand)
            .payouts.filter((payout) => payout.campaign === campaign)
            .sort(newestFirst)
            .filter((payout) => place === undefined || newestFirst(payout, place) > 0)
            .slice(0, limit)
        )
    })
  })
)

const byId = (a: CampaignRecord, b: CampaignRecord): number => (a.campaign.id < b.campaign.id ? -1 : 1)

const codeOf = ({ campaign: { reward } }: Pick<CampaignRecord, "campaign">): string | undefined =>
  reward._tag === "promo-code" ? reward.code : undefined

const isCode = (record: CampaignRecord, code: string | undefined): boolean =>
  code !== undefined && codeOf(record) === code

type InQueue = Pick<Claim, "claimedAt" | "id">

const oldestFirst = (a: InQueue, b: InQueue): number => a.claimedAt - b.claimedAt || compare(a.id, b.id)

const newestFirst = (
  a: { readonly period: number; readonly player: string },
  b: { readonly period: number; readonly player: string }
): number => b.period - a.period || compare(a.player, b.player)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
