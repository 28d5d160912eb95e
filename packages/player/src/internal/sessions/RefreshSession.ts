import { KeyRing } from "@croupier/core/auth/KeyRing"
import type { BrandKey } from "@croupier/core/Brand"
import { Effect, Redacted } from "effect"
import { PersonExcluded, RefreshRefused, SessionLimitReached } from "../../contract/Problems.js"
import type { Refresh } from "../../contract/Session.js"
import { isExcluded, mayEnter } from "../../rules/Entry.js"
import { judge, secondsLeft, type Verdict } from "../../rules/SessionChain.js"
import { screenAgain } from "../registration/confirmGate.js"
import type { SessionRecord } from "../store/PlayerRecord.js"
import { PlayerStore, type SessionChange } from "../store/PlayerStore.js"
import { endSession } from "./endSession.js"
import { refuseBlocked } from "./login.js"
import * as RefreshToken from "./RefreshToken.js"
import { signedIn } from "./signIn.js"

/**
 * Prolongs a session: a new access token, and the successor of the refresh token. Whether the player may have it is asked
 * before anything is written, so that a refusal or an outage leaves the current token valid.
 */
export const refresh = Effect.fn("Players.refresh")(function* (request: Refresh) {
  const ring = yield* KeyRing
  const store = yield* PlayerStore
  const { brand } = request
  const text = Redacted.value(request.refreshToken)
  const token = RefreshToken.read(ring, brand, text)
  if (token === undefined) return yield* new RefreshRefused()
  const { generation, session: id } = token
  const session = yield* store.changeSession(brand, id, endOnReuse(generation)).pipe(Effect.flatMap(prolongable(brand)))

  const player = yield* store.find({ brand, player: session.player })
  if (player === undefined) return yield* new RefreshRefused()
  const now = yield* store.now
  yield* mayEnter(player)
  if (!session.restricted && isExcluded(player, now)) return yield* new PersonExcluded()
  yield* screenAgain(player)
  const left = secondsLeft(session.endsAt, now)
  if (left === 0) {
    yield* endSession(brand, id)
    return yield* new SessionLimitReached()
  }
  yield* refuseBlocked({ brand, player: player.id })

  const prolonged = yield* store.changeSession(brand, id, prolong(ring, generation, text))
  return yield* signedIn(player, id, prolonged ?? (yield* new RefreshRefused()), left, session.restricted)
})

interface Judged {
  readonly verdict: Verdict
  readonly session: SessionRecord
}

const endOnReuse =
  (generation: number) =>
  (session: SessionRecord, now: number): SessionChange<Judged> => {
    const verdict = judge(session, generation, now)
    const answer = { verdict, session }
    return verdict === "reuse" ? { answer, session: { ...session, endedAt: now } } : { answer }
  }

const prolongable =
  (brand: BrandKey) =>
  (judged: Judged | undefined): Effect.Effect<SessionRecord, RefreshRefused> => {
    if (judged === undefined || judged.verdict === "ended") return new RefreshRefused()
    const { session, verdict } = judged
    if (verdict !== "reuse") return Effect.succeed(session)
    return Effect.zipRight(
      Effect.logWarning(`refresh token reuse: session ${session.id} of brand ${brand} was ended`),
      new RefreshRefused()
    )
  }

/** The successor of a token, given out now or a moment ago. */
const prolong =
  (ring: KeyRing["Type"], generation: number, text: string) =>
  (session: SessionRecord, now: number): SessionChange<string | undefined> => {
    const successor = { session: session.id, generation: generation + 1 }
    const verdict = judge(session, generation, now)
    // The number alone is not enough: what is stored is the hash of the one token that was given out.
    if (verdict === "rotate" && isSame(session.refreshHash, text)) {
      const next = RefreshToken.make(ring, session.brand, successor)
      const rotated = { generation: generation + 1, rotatedAt: now, refreshHash: RefreshToken.hashOf(next) }
      return { answer: next, session: { ...session, ...rotated } }
    }
    if (verdict !== "again") return { answer: undefined }
    const given = RefreshToken.texts(ring, session.brand, successor)
    return { answer: given.find((next) => isSame(session.refreshHash, next)) }
  }

const isSame = (hash: Uint8Array, text: string): boolean => Buffer.compare(hash, RefreshToken.hashOf(text)) === 0
