import { KeyRing } from "@croupier/core/auth/KeyRing"
import { canonical } from "@croupier/core/auth/PasswordPolicy"
import { Passwords, shareOf } from "@croupier/core/auth/Passwords"
import { Throttle } from "@croupier/core/auth/Throttle"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { Effect, Option, Redacted, Schema } from "effect"
import type { PlayerRef } from "../../contract/Players.js"
import { PlayGate } from "../../contract/PlayGate.js"
import { BrandClosed, LoginFailed, LoginRefused } from "../../contract/Problems.js"
import type { Login } from "../../contract/Session.js"
import { normalise, Username } from "../../contract/Username.js"
import { isOwn } from "../../rules/blocks.js"
import { mayEnter } from "../../rules/Entry.js"
import * as KnownAddress from "../../rules/KnownAddress.js"
import { brandRules } from "../registration/brandRules.js"
import { confirmSoon } from "../registration/confirmGate.js"
import { screen } from "../registration/screen.js"
import { PlayerStore } from "../store/PlayerStore.js"
import { logFailedSignIn } from "./FailedSignIns.js"
import { signIn } from "./signIn.js"

/** Throttles, checks the password, and only then says anything about the player. A refusal leaves a sampled log line. */
export const login = Effect.fn("Players.login")((request: Login) =>
  Effect.tapError(enter(request), ({ _tag }) =>
    logFailedSignIn({
      brand: request.brand,
      reason: _tag,
      username: normalise(request.username),
      address: request.client.address
    })
  )
)

const enter = Effect.fnUntraced(function* (request: Login) {
  const throttle = yield* Throttle
  yield* throttle.address(request.client.address)
  const { brand } = yield* brandRules(request.brand)
  const known = yield* throttled(request)
  if (brand.status === "closed") return yield* new BrandClosed()

  const username = decodeUsername(normalise(request.username))
  const store = yield* PlayerStore
  // An impossible name is looked up like any other: the time taken must not disclose it.
  const player = yield* store.findByUsername(
    brand.key,
    Option.getOrElse(username, () => "")
  )
  const password = canonical(Redacted.value(request.password))
  const isRight = yield* (yield* Passwords).verify(shareOf(brand.key, known), player?.passwordHash, password)
  if (player === undefined || !isRight) return yield* new LoginFailed()

  const ref = { brand: player.brand, player: player.id }
  yield* mayEnter(player)
  if (player.gateOpen) yield* screen(player)
  yield* confirmSoon(ref)
  yield* refuseBlocked(ref)
  return yield* signIn(player, request.client)
})

/**
 * One more try for an account; answers whether the player has signed in from this address before. Such an address has tries of
 * its own, so that others who guess passwords of a name do not lock its player out.
 */
const throttled = Effect.fnUntraced(function* ({ brand, client, username }: Login) {
  const throttle = yield* Throttle
  const name = normalise(username)
  const from = KnownAddress.of(name, client.address)
  const indexes = KnownAddress.indexes(yield* KeyRing, brand, from)
  // Asked for names that do not exist as well, and before it is known whether it is needed: the time taken must not disclose it.
  const known = yield* (yield* PlayerStore).isKnownAddress(brand, name, indexes)
  yield* throttle
    .account(compositeKey("login", brand, name))
    .pipe(
      Effect.catchTag("TooManyAttempts", (refused) =>
        known ? throttle.account(compositeKey("login-from", brand, from)) : refused
      )
    )
  return known
})

/**
 * Refuses a player with logins blocked at the gate by another source; of our own blocks our records are the truth. Where
 * the gate does not answer they have to do alone: it still refuses the player's bets by itself.
 */
export const refuseBlocked = Effect.fnUntraced(function* ({ brand, player }: PlayerRef) {
  const gate = yield* PlayGate
  const now = yield* (yield* PlayerStore).now
  const { blocks } = yield* gate.current(brand, player).pipe(
    Effect.timeout(patience),
    Effect.catchTags({
      GateNotFound: () => Effect.succeed(nothing),
      GateUnavailable: withoutGate,
      TimeoutException: () => withoutGate({ detail: "no answer within 2 seconds" })
    })
  )
  const isBlocked = blocks.some(
    ({ scope, source, until }) => scope === "login" && !isOwn(source) && (until === null || now < until)
  )
  if (isBlocked) return yield* new LoginRefused({ reason: "blocked" })
})

/** How long a login waits for a gate. */
const patience = "2 seconds"

const nothing: Effect.Effect.Success<ReturnType<PlayGate["Type"]["current"]>> = { blocks: [], limits: [] }

const withoutGate = ({ detail }: { readonly detail: string }) =>
  Effect.as(Effect.logWarning(`session created without a gate check; the gate is unavailable: ${detail}`), nothing)

const decodeUsername = Schema.decodeOption(Username)
