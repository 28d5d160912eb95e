import type { Actor } from "@croupier/core/Actor"
import { KeyRing } from "@croupier/core/auth/KeyRing"
import { makeUuid } from "@croupier/core/Ids"
import { Effect } from "effect"
import { ExclusionRegister, type RegisterUnavailable } from "../../contract/ExclusionRegister.js"
import { PlayersUnavailable } from "../../contract/Problems.js"
import * as Reviews from "../../rules/Reviews.js"
import type { PlayerChange, PlayerRecord } from "../store/PlayerRecord.js"
import { PlayerStore } from "../store/PlayerStore.js"
import { brandRules } from "./brandRules.js"
import * as PersonalData from "./PersonalData.js"

/**
 * Asks the licence's own register and the outside one about a player as stored, never about what a request says. A match
 * opens a review, which holds bets and deposits of this account and touches no other; answers whether one was opened. Fails
 * where a register gives no answer.
 */
export const screen = Effect.fn("Players.screen")(function* (player: PlayerRecord) {
  const store = yield* PlayerStore
  const { licence } = yield* brandRules(player.brand)
  const ref = { brand: player.brand, player: player.id }
  const person = yield* PersonalData.open(ref, player.person)
  const prints = PersonalData.prints(yield* KeyRing, licence.key, person, player.verified)
  // A registration that is not complete comes after all entries of the register, also within one millisecond.
  const since = player.gateOpen ? player.registeredAt : player.registeredAt + 1
  const found = yield* store.matchingExclusions(licence.key, prints, since)
  const known = new Set(player.exclusions.map(({ id }) => id))
  const matches: Array<Reviews.Match> = found
    .filter((exclusion) => !known.has(exclusion))
    .map((exclusion) => ({ reason: "exclusion", exclusion }))
  const outside = yield* ExclusionRegister
  const isOutside = outside.isExcluded(licence.key, person)
  if (yield* Effect.catchTag(isOutside, "RegisterUnavailable", noAnswer)) {
    matches.push({ reason: "outside-register", exclusion: null })
  }
  return yield* openReviews(ref, matches)
})

/** Opens a review for each match that the player has none of. */
const openReviews = Effect.fnUntraced(function* (
  ref: { readonly brand: PlayerRecord["brand"]; readonly player: PlayerRecord["id"] },
  matches: ReadonlyArray<Reviews.Match>
) {
  if (matches.length === 0) return false
  const ids = yield* Effect.replicateEffect(makeUuid, matches.length)
  const opened = yield* (yield* PlayerStore).change(ref, (present, now): PlayerChange<boolean> => {
    const change = reviewed(
      present,
      matches.map((match, at) => ({ match, id: ids[at]! })),
      now
    )
    return { ...change, answer: change.reviews !== undefined }
  })
  return opened === true
})

/** What opening these reviews writes; nothing where the player has them all. */
export const reviewed = (
  player: PlayerRecord,
  matches: ReadonlyArray<{ readonly match: Reviews.Match; readonly id: string }>,
  now: number
): Omit<PlayerChange<unknown>, "answer"> => {
  const opened = matches.flatMap(({ id, match }) => Reviews.open(player.reviews, match, id, now) ?? [])
  return opened.length === 0
    ? {}
    : {
        reviews: opened,
        gate: {
          actor: screening,
          change: Reviews.gateChange([...player.reviews, ...opened], player.exclusions, screening)
        }
      }
}

/** Who acts where a register has an answer. */
export const screening: Actor = { kind: "system", id: "player-screening" }

const noAnswer = ({ detail }: RegisterUnavailable) =>
  Effect.zipRight(
    Effect.logWarning(`the external exclusion register is unavailable: ${detail}`),
    new PlayersUnavailable({ outcome: "not-applied" })
  )
