import type { BrandKey } from "@croupier/core/Brand"
import { MemoryOutbox } from "@croupier/core/events/EventStreamMemory"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { Clock, Effect, Either, HashMap, Layer } from "effect"
import type { RequirementReview } from "../../contract/RequirementReview.js"
import type { PlayerRef } from "../../contract/Rolling.js"
import { defaultRollingPolicy, type StoredRollingPolicy } from "../../contract/RollingPolicy.js"
import type { Closure } from "../../rules/expire.js"
import type { Contribution, Player, Requirement } from "../../rules/State.js"
import { eventsOf, withEvents } from "./eventsOf.js"
import { newPlayer } from "./newPlayer.js"
import { type DueRequirement, RollingStore } from "./RollingStore.js"

interface BrandRows {
  readonly players: Map<string, Player>
  readonly contributions: Array<Contribution>
  readonly reviews: Map<string, RequirementReview>
  readonly policies: Array<{ readonly from: number; readonly policy: StoredRollingPolicy }>
  readonly closures: Array<Closure>
}

/** Requirements in memory; what they publish goes to the memory outbox. */
export const layerMemory: Layer.Layer<RollingStore, never, MemoryOutbox> = Layer.effect(
  RollingStore,
  Effect.map(MemoryOutbox, (outbox) => {
    const brands = new Map<BrandKey, BrandRows>()
    const rows = (brand: BrandKey): BrandRows => {
      const known = brands.get(brand)
      if (known !== undefined) return known
      const made: BrandRows = {
        players: new Map(),
        contributions: [],
        reviews: new Map(),
        policies: [],
        closures: []
      }
      brands.set(brand, made)
      return made
    }
    const playerOf = (ref: PlayerRef) => rows(ref.brand).players.get(ref.player) ?? newPlayer(ref)
    const find = (brand: BrandKey, wanted: (requirement: Requirement) => boolean) => {
      for (const { player, requirements } of rows(brand).players.values()) {
        for (const requirement of HashMap.values(requirements)) {
          if (wanted(requirement)) return { player, requirement }
        }
      }
      return undefined
    }
    const due = (wanted: ReadonlyArray<BrandKey>, limit: number, dueAt: (requirement: Requirement) => number | null) =>
      Effect.map(
        Clock.currentTimeMillis,
        (now): ReadonlyArray<DueRequirement> =>
          wanted
            .flatMap((brand) =>
              [...rows(brand).players.values()].flatMap(({ player, requirements }) =>
                [...HashMap.values(requirements)].map((requirement) => ({
                  brand,
                  player,
                  id: requirement.id,
                  at: dueAt(requirement)
                }))
              )
            )
            .filter(({ at }) => at !== null && at <= now)
            .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
            .slice(0, limit)
      )
    const policyAt = (brand: BrandKey, at: number) =>
      rows(brand).policies.findLast(({ from }) => from <= at)?.policy ?? defaultRollingPolicy
    return RollingStore.of({
      change: (wanted, decide) =>
        Effect.gen(function* () {
          const now = yield* Clock.currentTimeMillis
          const [first] = wanted
          const adjusted =
            first && rows(first.brand).contributions.find(({ adjustment }) => adjustment?.id === first.adjustment)
          const owner = (brand: BrandKey, id: string) =>
            find(brand, (requirement) => requirement.id === id || requirement.grant === id)?.player
          const decided = decide({
            now,
            playerOf,
            policyAt,
            isElsewhere: (brand, id) => {
              const player = owner(brand, id)
              return player !== undefined && wanted.every((each) => each.brand !== brand || each.player !== player)
            },
            adjusted: first?.adjustment === undefined ? undefined : adjusted
          })
          if (Either.isLeft(decided)) return yield* Effect.fail(decided.left)
          for (const step of decided.right.steps) {
            const { brand, player } = step.player
            const events = yield* eventsOf(step, now)
            rows(brand).players.set(player, withEvents(step, events.length).player)
            rows(brand).contributions.push(...step.contributions)
            for (const { at, ...review } of step.reviews) {
              rows(brand).reviews.set(compositeKey(review.requirement, review.kind), {
                ...review,
                player,
                openedAt: at,
                resolvedAt: null,
                resolvedBy: null,
                note: null
              })
            }
            yield* outbox.commit("rolling", events)
          }
          return decided.right.answer
        }).pipe(Effect.uninterruptible),
      player: (ref) => Effect.sync(() => playerOf(ref)),
      requirement: (brand, id) => Effect.sync(() => find(brand, (requirement) => requirement.id === id)),
      requirements: (ref, below, limit) =>
        Effect.sync(() =>
          [...HashMap.values(playerOf(ref).requirements)]
            .filter(({ number }) => below === undefined || number < below)
            .sort((a, b) => b.number - a.number)
            .slice(0, limit)
        ),
      contributions: (brand, requirement, below, limit) =>
        Effect.sync(() =>
          rows(brand)
            .contributions.filter((row) => row.requirement === requirement)
            .filter(({ number }) => below === undefined || number < below)
            .reverse()
            .slice(0, limit)
        ),
      openReviews: ({ brand, player }) =>
        Effect.sync(() =>
          [...rows(brand).reviews.values()].filter((review) => review.player === player && review.resolvedAt === null)
        ),
      reviews: (brand, place, limit) =>
        Effect.sync(() =>
          [...rows(brand).reviews.values()]
            .filter(({ resolvedAt }) => resolvedAt === null)
            .sort(oldestFirst)
            .filter((row) => place === undefined || oldestFirst(row, place) > 0)
            .slice(0, limit)
        ),
      resolveReview: ({ actor, brand, kind, note, requirement }) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const key = compositeKey(requirement, kind)
          const review = rows(brand).reviews.get(key)
          if (review === undefined || review.resolvedAt !== null) return false
          rows(brand).reviews.set(key, { ...review, resolvedAt: now, resolvedBy: actor, note })
          return true
        }),
      policy: (brand) => Effect.sync(() => rows(brand).policies.at(-1)?.policy ?? defaultRollingPolicy),
      setPolicy: (brand, { version, ...policy }) =>
        Effect.map(Clock.currentTimeMillis, (from) => {
          const { policies } = rows(brand)
          if ((policies.at(-1)?.policy.version ?? 0) !== version) return false
          policies.push({ from, policy: { ...policy, version: version + 1 } })
          return true
        }),
      expiring: (wanted, limit) =>
        due(wanted, limit, ({ expiryCheckAt, state }) => (state === "active" ? expiryCheckAt : null)),
      tasks: (wanted, limit) => due(wanted, limit, ({ task }) => task?.dueAt ?? null),
      closures: (brand, since) => Effect.sync(() => rows(brand).closures.filter(({ to }) => to === null || to > since)),
      setClosed: (brand, isClosed) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const { closures } = rows(brand)
          const last = closures.at(-1)
          const isOpenClosure = last !== undefined && last.to === null
          if (isClosed && !isOpenClosure) closures.push({ from: now, to: null })
          if (!isClosed && isOpenClosure) closures[closures.length - 1] = { from: last.from, to: now }
        })
    })
  })
)

interface InQueue {
  readonly openedAt: number
  readonly requirement: string
  readonly kind: string
}

const oldestFirst = (a: InQueue, b: InQueue): number => {
  const [left, right] = [`${a.requirement} ${a.kind}`, `${b.requirement} ${b.kind}`]
  return a.openedAt - b.openedAt || (left < right ? -1 : left > right ? 1 : 0)
}
