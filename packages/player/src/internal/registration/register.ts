import { KeyRing } from "@croupier/core/auth/KeyRing"
import { canonical, checkPassword } from "@croupier/core/auth/PasswordPolicy"
import { Passwords, shareOf } from "@croupier/core/auth/Passwords"
import { Throttle } from "@croupier/core/auth/Throttle"
import { makePlayerCode, makeUuid, type PlayerId } from "@croupier/core/Ids"
import { Effect, Redacted } from "effect"
import type { Person } from "../../contract/Person.js"
import { UsernameTaken } from "../../contract/Problems.js"
import type { Register } from "../../contract/Registration.js"
import { admit } from "../../rules/Admission.js"
import * as Events from "../../rules/happened.js"
import { signIn } from "../sessions/signIn.js"
import type { NewPlayer } from "../store/PlayerRecord.js"
import { PlayerStore } from "../store/PlayerStore.js"
import { brandRules } from "./brandRules.js"
import { confirmGate } from "./confirmGate.js"
import * as PersonalData from "./PersonalData.js"

/**
 * Admits a visitor, writes the player, opens the wallet and signs in. The registers are asked once the row is there, before
 * the wallet is opened: an exclusion that is made concurrently on another brand either finds the row or is found. A match puts
 * the account under review and does not change the answer.
 */
export const register = Effect.fn("Players.register")(
  function* (request: Register) {
    yield* (yield* Throttle).address(request.client.address)
    const store = yield* PlayerStore
    const { brand, licence } = yield* brandRules(request.brand)
    const password = yield* checkPassword(Redacted.value(request.password), request.username)
    const person = personOf(request)
    const registeredAt = yield* store.now
    const currency = yield* admit(brand, licence, person, request.currency, registeredAt)

    const passwordHash = yield* (yield* Passwords).hash(shareOf(brand.key, false), password)
    const ref = { brand: brand.key, player: (yield* makeUuid) as PlayerId }
    const code = yield* makePlayerCode
    const referralCode = request.referralCode ?? null
    const promoCode = request.promoCode ?? null
    const player: NewPlayer = {
      brand: brand.key,
      id: ref.player,
      code,
      username: request.username,
      passwordHash,
      currency,
      status: "active",
      registeredAt,
      referralCode,
      promoCode,
      person: yield* PersonalData.seal(ref, person),
      identities: PersonalData.identityIndex(yield* KeyRing, brand.key, person)
    }
    const event = Events.registered({ code, currency, referralCode, promoCode })
    const inserted = yield* store.insert(player, event)
    if (inserted === "username-taken") return yield* resume(request)
    yield* confirmGate(ref)
    const written = yield* store.find(ref)
    return yield* signIn(written!, request.client)
    // The password of this registration is no longer that of the player: the name is another person's.
  },
  Effect.catchTag("LoginFailed", () => new UsernameTaken())
)

/**
 * Completes a registration that broke off before its wallet was open, when it is repeated with the same password. It stays
 * the player as stored: the profile of the repeat is ignored.
 */
const resume = Effect.fnUntraced(function* (request: Register) {
  const store = yield* PlayerStore
  const player = yield* store.findByUsername(request.brand, request.username)
  if (player === undefined || player.gateOpen) return yield* new UsernameTaken()
  const password = canonical(Redacted.value(request.password))
  const isSame = yield* (yield* Passwords).verify(shareOf(player.brand, false), player.passwordHash, password)
  if (!isSame) return yield* new UsernameTaken()
  yield* confirmGate({ brand: player.brand, player: player.id })
  return yield* signIn(player, request.client)
})

const personOf = ({ email, phone, profile }: Register): Person => ({
  ...profile,
  ...(phone === undefined ? {} : { phone }),
  ...(email === undefined ? {} : { email })
})
