import { canonical, checkPassword } from "@croupier/core/auth/PasswordPolicy"
import { Passwords, shareOf } from "@croupier/core/auth/Passwords"
import { Throttle } from "@croupier/core/auth/Throttle"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { Effect, Redacted } from "effect"
import type { OwnView } from "../../contract/Player.js"
import type { PlayerRef } from "../../contract/Players.js"
import { PlayerNotFound, WrongPassword } from "../../contract/Problems.js"
import type { PasswordChange, SessionView, SignedInPlayer } from "../../contract/Session.js"
import { isAlive, secondsLeft } from "../../rules/SessionChain.js"
import * as PersonalData from "../registration/PersonalData.js"
import { endSession } from "../sessions/endSession.js"
import { logFailedSignIn } from "../sessions/FailedSignIns.js"
import { viewOf } from "../sessions/signIn.js"
import type { PlayerChange } from "../store/PlayerRecord.js"
import { PlayerStore } from "../store/PlayerStore.js"

/** The record of a player, or the problem that there is none. */
export const findPlayer = (ref: PlayerRef) =>
  Effect.flatMap(PlayerStore, (store) =>
    Effect.flatMap(store.find(ref), (player) => (player === undefined ? new PlayerNotFound() : Effect.succeed(player)))
  )

/** A player's own account. */
export const me = Effect.fn("Players.me")(function* (ref: PlayerRef) {
  const player = yield* findPlayer(ref)
  const { currency, previousLoginAt, registeredAt } = player
  const person = yield* PersonalData.open(ref, player.person)
  return { ...viewOf(player), currency, person, registeredAt, previousLoginAt } satisfies OwnView
})

/**
 * Replaces the password that was verified; all other sessions end, and so do the games launched under this one. Where it was replaced concurrently, what was verified
 * is no longer the password.
 */
export const changePassword = Effect.fn("Players.changePassword")(function* (change: SignedInPlayer & PasswordChange) {
  yield* (yield* Throttle).account(compositeKey("password", change.brand, change.player))
  const ref = { brand: change.brand, player: change.player }
  const player = yield* findPlayer(ref)
  const passwords = yield* Passwords
  const share = shareOf(change.brand, true)
  const isRight = yield* passwords.verify(share, player.passwordHash, canonical(Redacted.value(change.currentPassword)))
  if (!isRight) {
    yield* logFailedSignIn({ ...ref, reason: "WrongPassword" })
    return yield* new WrongPassword()
  }
  const password = yield* checkPassword(Redacted.value(change.newPassword), player.username)
  const passwordHash = yield* passwords.hash(share, password)
  const isChanged = yield* (yield* PlayerStore).change(
    ref,
    (present): PlayerChange<boolean> =>
      present.passwordHash === player.passwordHash
        ? {
            answer: true,
            set: { passwordHash },
            endSessions: { except: change.session },
            endLaunches: change.session
          }
        : { answer: false }
  )
  if (isChanged !== true) return yield* new WrongPassword()
})

/** Ends the session that asks. */
export const logout = Effect.fn("Players.logout")(({ brand, session }: SignedInPlayer) => endSession(brand, session))

/** The sessions of a player that may still be prolonged. */
export const sessions = Effect.fn("Players.sessions")(function* (asking: SignedInPlayer) {
  const store = yield* PlayerStore
  const ref = { brand: asking.brand, player: asking.player }
  const person = (yield* store.find(ref))?.person
  if (person == null) return []
  const { open } = yield* PersonalData.texts(ref, person)
  const now = yield* store.now
  const alive = (yield* store.sessions(ref)).filter(
    (session) => isAlive(session, now) && secondsLeft(session.endsAt, now) !== 0
  )
  return yield* Effect.forEach(alive, ({ client, id, rotatedAt, startedAt }) =>
    Effect.map(open(`session/${id}`, client), (text): SessionView => {
      const { address, device } = JSON.parse(text) as Pick<SessionView, "address" | "device">
      return { id, current: id === asking.session, address, device, startedAt, lastUsedAt: rotatedAt }
    })
  )
})
