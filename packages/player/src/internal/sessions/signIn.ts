import { KeyRing } from "@croupier/core/auth/KeyRing"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import { makeUuid, type PlayerCode, type PlayerId } from "@croupier/core/Ids"
import { Effect, Either } from "effect"
import type { Client } from "../../contract/Client.js"
import type { PlayerStatus } from "../../contract/Player.js"
import { LoginFailed, LoginRefused } from "../../contract/Problems.js"
import type { SessionId, SignedIn } from "../../contract/Session.js"
import { isExcluded, mayEnter } from "../../rules/Entry.js"
import * as KnownAddress from "../../rules/KnownAddress.js"
import { held } from "../../rules/LimitRows.js"
import { endOf, secondsLeft } from "../../rules/SessionChain.js"
import * as PersonalData from "../registration/PersonalData.js"
import type { PlayerChange, PlayerRecord, SealedPerson } from "../store/PlayerRecord.js"
import { PlayerStore } from "../store/PlayerStore.js"
import * as RefreshToken from "./RefreshToken.js"

/**
 * Opens a session for a player as it was when the password was verified, unless it was suspended, or the password replaced,
 * in the meantime. An excluded player's session is restricted for as long as it lasts.
 */
export const signIn = Effect.fn("Players.signIn")(function* (player: PlayerRecord, client: Client) {
  const ref = { brand: player.brand, player: player.id }
  if (player.person === null) return yield* new LoginRefused({ reason: "closed" })
  const ring = yield* KeyRing
  const id = (yield* makeUuid) as SessionId
  const refreshToken = RefreshToken.make(ring, player.brand, { session: id, generation: 0 })
  const place = KnownAddress.of(player.username, client.address)
  const addressIndex = KnownAddress.indexes(ring, player.brand, place)[0]!
  const sealedClient = yield* sealClient(ref, player.person, id, client)
  const opened = yield* (yield* PlayerStore).change(
    ref,
    (present, now): PlayerChange<Either.Either<Opened, LoginFailed | LoginRefused>> =>
      Either.match(mayOpen(player, present), {
        onLeft: (refused) => ({ answer: Either.left(refused) }),
        onRight: () => {
          const restricted = isExcluded(present, now)
          const endsAt = endOf(now, held(present.limits, "session", now))
          return {
            answer: Either.right({ player: present, secondsLeft: secondsLeft(endsAt, now), restricted }),
            set: { lastLoginAt: now, previousLoginAt: present.lastLoginAt },
            openSession: {
              ...ref,
              id,
              generation: 0,
              refreshHash: RefreshToken.hashOf(refreshToken),
              rotatedAt: now,
              startedAt: now,
              endsAt,
              endedAt: null,
              restricted,
              addressIndex,
              client: sealedClient
            }
          }
        }
      })
  )
  const present = yield* opened ?? Either.left(new LoginRefused({ reason: "closed" }))
  return yield* signedIn(present.player, id, refreshToken, present.secondsLeft, present.restricted)
})

/** Refused as any wrong password where the one that was verified has been replaced since. */
const mayOpen = (verified: PlayerRecord, present: PlayerRecord): Either.Either<void, LoginFailed | LoginRefused> =>
  verified.passwordHash === present.passwordHash ? mayEnter(present) : Either.left(new LoginFailed())

interface Opened {
  readonly player: PlayerRecord
  readonly secondsLeft: number | undefined
  readonly restricted: boolean
}

/** The answer of a login or a refresh: both tokens and the player. The access token outlives no limit of the player's. */
export const signedIn = (
  player: PlayerRecord,
  session: SessionId,
  refreshToken: string,
  secondsLeft: number | undefined,
  restricted: boolean
): Effect.Effect<SignedIn, never, TokenIssuer.TokenIssuer> =>
  Effect.gen(function* () {
    const issuer = yield* TokenIssuer.TokenIssuer
    const { brand, code, id } = player
    const principal = {
      _tag: "player",
      brand,
      player: id,
      code,
      session,
      ...(restricted ? { restricted } : {})
    } as const
    const { expiresIn, token } = yield* issuer.issue(principal, secondsLeft)
    return { player: viewOf(player), accessToken: token, refreshToken, expiresIn, restricted }
  })

/** A player as shown to others. */
export const viewOf = ({ code, id, status, username }: PlayerRecord) => ({
  id: id satisfies PlayerId,
  code: code satisfies PlayerCode,
  username,
  status: status satisfies PlayerStatus
})

const sealClient = (
  ref: { readonly brand: PlayerRecord["brand"]; readonly player: PlayerId },
  person: SealedPerson,
  session: SessionId,
  { address, device }: Client
) =>
  Effect.map(PersonalData.texts(ref, person), ({ seal }) =>
    seal(`session/${session}`, JSON.stringify({ address, device: device?.slice(0, 300) ?? null }))
  )
