import type { Actor } from "@croupier/core/Actor"
import { KeyRing } from "@croupier/core/auth/KeyRing"
import type { LicenceKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { makeUuid } from "@croupier/core/Ids"
import { Effect } from "effect"
import { brandRules } from "./BrandRules.js"
import { confirmGate } from "./ConfirmGate.js"
import type { ExclusionLength, ExclusionView } from "./contract/Exclusion.js"
import type { PlayerRef } from "./contract/Players.js"
import { ExclusionNotFound, PlayerNotFound } from "./contract/Problems.js"
import { findPlayer } from "./OwnAccount.js"
import * as PersonalData from "./PersonalData.js"
import * as Events from "./rules/Events.js"
import * as Exclusions from "./rules/Exclusions.js"
import type { DecidePlayer, PlayerChange, PlayerRecord } from "./store/PlayerRecord.js"
import { type PersonOfLicence, PlayerStore } from "./store/PlayerStore.js"

/**
 * Excludes a person on every brand of the licence: all his players are written in one transaction with the licence's
 * register, and told to the gate before the answer. A second pass finds who registered while the first was running.
 */
export const exclude = Effect.fn("Players.exclude")(function* (
  request: PlayerRef & { readonly length: ExclusionLength }
) {
  const self = { brand: request.brand, player: request.player }
  const who = yield* personOfLicence(self)
  const id = yield* makeUuid
  const begin = add(by(self), (now) => Exclusions.begin(id, request.length, now))
  const first = yield* (yield* PlayerStore).exclude(who, "first", begin)
  if (first === undefined) return yield* new PlayerNotFound()
  yield* spreadTo(who, first.exclusion)
  return first.exclusion
})

/** The second pass of an exclusion that a crash has kept from it. */
export const spread = Effect.fn("Players.spread")(function* (self: PlayerRef, exclusion: ExclusionView) {
  yield* spreadTo(yield* personOfLicence(self), exclusion)
})

/** The exclusions of a player that hold. */
export const exclusions = Effect.fn("Players.exclusions")(function* (ref: PlayerRef) {
  const player = yield* findPlayer(ref)
  const now = yield* (yield* PlayerStore).now
  return player.exclusions.filter((exclusion) => Exclusions.isActive(exclusion, now))
})

/** Sets the end of an exclusion that has lasted its time, wherever it stands. */
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
  const found = yield* (yield* PlayerStore).exclude(
    who,
    "last",
    add(by(who.self), () => exclusion)
  )
  yield* Effect.forEach(found?.players ?? [], confirmGate, { discard: true })
})

const personOfLicence = Effect.fnUntraced(function* (self: PlayerRef) {
  const ring = yield* KeyRing
  const person = yield* PersonalData.open(self, (yield* findPlayer(self)).person)
  const { licence } = yield* brandRules(self.brand)
  const brands = yield* brandsOf(licence.key)
  const who: PersonOfLicence = {
    licence: licence.key,
    self,
    identities: new Map(brands.map((brand) => [brand, PersonalData.identityIndexes(ring, brand, person)])),
    prints: PersonalData.prints(ring, licence.key, person)
  }
  return who
})

const by = ({ player }: PlayerRef): Actor => ({ kind: "player", id: player })

const brandsOf = (licence: LicenceKey) =>
  Effect.flatMap(BrandDirectory, ({ brands }) =>
    Effect.map(brands, (all) => all.filter((brand) => brand.licence === licence).map(({ key }) => key))
  )

/** Adds an exclusion to a player who has not got it yet, and ends his sessions. */
const add =
  (author: Actor, exclusionAt: (now: number) => ExclusionView): DecidePlayer<ExclusionView> =>
  (player, now) => {
    const exclusion = exclusionAt(now)
    return player.exclusions.some(({ id }) => id === exclusion.id)
      ? { answer: exclusion }
      : { ...withExclusion(player, exclusion, author, now), answer: exclusion, endSessions: { except: null } }
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
