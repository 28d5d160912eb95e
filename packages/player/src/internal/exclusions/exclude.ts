import type { Actor } from "@croupier/core/Actor"
import { KeyRing } from "@croupier/core/auth/KeyRing"
import type { BrandKey, LicenceKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { makeUuid } from "@croupier/core/Ids"
import { Effect } from "effect"
import type { ExclusionLength, ExclusionView } from "../../contract/Exclusion.js"
import type { PlayerRef } from "../../contract/Players.js"
import { ExclusionNotFound, PlayerNotFound } from "../../contract/Problems.js"
import * as Exclusions from "../../rules/Exclusions.js"
import * as Events from "../../rules/happened.js"
import type { Review } from "../../rules/Reviews.js"
import * as Reviews from "../../rules/Reviews.js"
import { findPlayer } from "../account/OwnAccount.js"
import { brandRules } from "../registration/brandRules.js"
import { confirmGate } from "../registration/confirmGate.js"
import * as PersonalData from "../registration/PersonalData.js"
import { reviewed, screening } from "../registration/screen.js"
import type { DecidePlayer, PlayerChange, PlayerRecord } from "../store/PlayerRecord.js"
import { type PersonOfLicence, PlayerStore } from "../store/PlayerStore.js"

/**
 * Excludes a player, and on every brand of the licence the players who share a verified mark: all are written in one
 * transaction with the licence's register, and sent to the gate before the answer. A player who registered later with a mark that
 * is only claimed comes under review. A second pass finds who registered while the first was running.
 */
export const exclude = Effect.fn("Players.exclude")(function* (
  request: PlayerRef & { readonly length: ExclusionLength }
) {
  const self = { brand: request.brand, player: request.player }
  const who = yield* personOfLicence(self)
  const id = yield* makeUuid
  const begin = add(by(self), (now) => Exclusions.begin(id, request.length, now))
  const review = yield* reviewOf((now) => Exclusions.begin(id, request.length, now))
  const first = yield* (yield* PlayerStore).exclude(who, "first", begin, review)
  if (first === undefined) return yield* new PlayerNotFound()
  yield* spreadTo(who, first.exclusion)
  return first.exclusion
})

/** The second pass of an exclusion that a crash has kept from it. */
export const spread = Effect.fn("Players.spread")(function* (self: PlayerRef, exclusion: ExclusionView) {
  yield* spreadTo(yield* personOfLicence(self), exclusion)
})

/** Puts the exclusions of players who share a verified mark on this one too. */
export const takeOver = Effect.fnUntraced(function* (self: PlayerRef) {
  const store = yield* PlayerStore
  const { identities } = yield* personOfLicence(self)
  const verified = new Map([...identities].map(([brand, marks]) => [brand, marks.verified]))
  for (const exclusion of yield* store.exclusionsOfPerson(verified)) {
    if (Exclusions.isActive(exclusion, yield* store.now)) {
      yield* store.change(
        self,
        add(screening, () => exclusion)
      )
    }
  }
  yield* confirmGate(self)
})

/** The exclusions of a player that hold. */
export const exclusions = Effect.fn("Players.exclusions")(function* (ref: PlayerRef) {
  const player = yield* findPlayer(ref)
  const now = yield* (yield* PlayerStore).now
  return player.exclusions.filter((exclusion) => Exclusions.isActive(exclusion, now))
})

/** Sets the end of an exclusion after its minimum duration, on every brand. */
export const endExclusion = Effect.fn("Players.endExclusion")(function* (
  request: PlayerRef & { readonly exclusion: string; readonly actor: Actor }
) {
  const store = yield* PlayerStore
  const player = yield* findPlayer({ brand: request.brand, player: request.player })
  const { licence } = yield* brandRules(request.brand)
  const present = player.exclusions.find(({ id }) => id === request.exclusion)
  if (present === undefined) return yield* new ExclusionNotFound()
  const ended = yield* Exclusions.requestEnd(present, yield* store.now)
  if (ended !== present) {
    const players = yield* store.endExclusion(ended, yield* brandsOf(licence.key), write(request.actor, ended))
    yield* Effect.forEach(players, confirmGate, { discard: true })
  }
  return ended
})

const spreadTo = Effect.fnUntraced(function* (who: PersonOfLicence, exclusion: ExclusionView) {
  const review = yield* reviewOf(() => exclusion)
  const begin = add(by(who.self), () => exclusion)
  const found = yield* (yield* PlayerStore).exclude(who, "last", begin, review)
  yield* Effect.forEach(found?.players ?? [], confirmGate, { discard: true })
})

const personOfLicence = Effect.fnUntraced(function* (self: PlayerRef) {
  const ring = yield* KeyRing
  const player = yield* findPlayer(self)
  const person = yield* PersonalData.open(self, player.person)
  const { licence } = yield* brandRules(self.brand)
  const brands = yield* brandsOf(licence.key)
  const indexesAt = (brand: BrandKey) => PersonalData.identityIndexes(ring, brand, person, player.verified)
  const who: PersonOfLicence = {
    licence: licence.key,
    self,
    since: player.registeredAt,
    identities: new Map(brands.map((brand) => [brand, indexesAt(brand)])),
    prints: PersonalData.prints(ring, licence.key, person, player.verified)
  }
  return who
})

const by = ({ player }: PlayerRef): Actor => ({ kind: "player", id: player })

/** The brands that share the licence of one. */
export const brandsOfLicence = (brand: BrandKey) =>
  Effect.flatMap(brandRules(brand), ({ licence }) => brandsOf(licence.key))

const brandsOf = (licence: LicenceKey) =>
  Effect.flatMap(BrandDirectory, ({ brands }) =>
    Effect.map(brands, (all) => all.filter((brand) => brand.licence === licence).map(({ key }) => key))
  )

/** Adds an exclusion to a player who does not have it yet, and ends the player's sessions. */
const add =
  (author: Actor, exclusionAt: (now: number) => ExclusionView): DecidePlayer<ExclusionView> =>
  (player, now) => {
    const exclusion = exclusionAt(now)
    return player.exclusions.some(({ id }) => id === exclusion.id)
      ? { answer: exclusion }
      : { ...withExclusion(player, exclusion, author, now), answer: exclusion, endSessions: { except: null } }
  }

/** Opens a review of a player who only claims a mark of the excluded one. */
const reviewOf = (exclusionAt: (now: number) => ExclusionView): Effect.Effect<DecidePlayer<ExclusionView>> =>
  Effect.map(makeUuid, (id) => (player, now) => {
    const exclusion = exclusionAt(now)
    const match = { reason: "exclusion", exclusion: exclusion.id } as const
    const isExcluded = player.exclusions.some(({ id }) => id === exclusion.id)
    return { ...(isExcluded ? {} : reviewed(player, [{ match, id }], now)), answer: exclusion }
  })

const unchanged: PlayerChange<undefined> = { answer: undefined }

/** What a decided review writes: one that confirms a known exclusion puts it on the account. */
export const confirmed = (
  player: PlayerRecord,
  review: Review,
  exclusion: ExclusionView | undefined,
  actor: Actor,
  now: number
): Omit<PlayerChange<unknown>, "answer"> => {
  const reviews = [...player.reviews.filter(({ id }) => id !== review.id), review]
  const exclusions = exclusion === undefined ? player.exclusions : [...player.exclusions, exclusion]
  const { clear, set } = Reviews.gateChange(reviews, exclusions, actor)
  const { answer: _, ...excluded } = exclusion === undefined ? unchanged : add(actor, () => exclusion)(player, now)
  const all = [...(excluded.gate?.change.set ?? []), ...set]
  return { ...excluded, reviews: [review], gate: { actor, change: { set: all, clear } } }
}

const write =
  (author: Actor, exclusion: ExclusionView): DecidePlayer<void> =>
  (player, now) =>
    // Of two who ask for its end at once the first decides when that is.
    player.exclusions.some(({ endsAt, id }) => id === exclusion.id && endsAt !== null)
      ? { answer: undefined }
      : withExclusion(player, exclusion, author, now)

const withExclusion = (
  player: PlayerRecord,
  exclusion: ExclusionView,
  actor: Actor,
  now: number
): PlayerChange<undefined> => {
  const all = [...player.exclusions.filter(({ id }) => id !== exclusion.id), exclusion]
  return {
    answer: undefined,
    exclusion,
    gate: { actor, change: Exclusions.gateChange(all, now, actor) },
    events: [Events.excluded(exclusion)]
  }
}
