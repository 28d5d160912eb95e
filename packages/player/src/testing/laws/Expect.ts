import assert from "node:assert/strict"
import { Revocations } from "@croupier/core/auth/Revocations"
import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { Effect, Redacted, Schedule } from "effect"
import type { IdentityKind } from "../../contract/Identity.js"
import { Players } from "../../contract/Players.js"
import type { Register } from "../../contract/Registration.js"
import type { SessionId, SignedIn, SignedInPlayer } from "../../contract/Session.js"
import { client, password, registration } from "../People.js"
import { GateControl } from "../PlayGateMemory.js"

/** The effect fails with this tag; answers the failure. */
export const refused = <A, E extends { readonly _tag: string }, R, Tag extends E["_tag"]>(
  effect: Effect.Effect<A, E, R>,
  tag: Tag
): Effect.Effect<Extract<E, { readonly _tag: Tag }>, A, R> =>
  Effect.map(Effect.flip(effect), (error) => {
    assert.equal(error._tag, tag)
    return error as Extract<E, { readonly _tag: Tag }>
  })

/** Calls the service. */
export const players = Players

/** A registered player, and the answer to the registration. */
export interface Registered extends SignedInPlayer {
  readonly request: Register
  readonly signedIn: SignedIn
}

/** Registers a new player at a brand. */
export const registered = (brand: BrandKey, request = registration(brand)) =>
  Effect.gen(function* () {
    const signedIn = yield* (yield* Players).register(request)
    return { brand, player: signedIn.player.id, session: sessionOf(signedIn), request, signedIn } satisfies Registered
  })

/** Records that a mark of a player was verified. */
export const verified = ({ brand, player }: Registered, mark: IdentityKind = "name-and-birth") =>
  Effect.flatMap(Players, (service) => service.verifyMark({ brand, player, mark, method: "kyc", actor: operator }))

/** An operator of the back office. */
export const operator = { kind: "operator", id: "o1" } as const

/** A login with the right password. */
export const loggedIn = ({ brand, request }: Registered) =>
  Effect.flatMap(Players, (service) => service.login({ brand, username: request.username, password, client }))

/** A login with the right password, which opens a restricted session. */
export const signedInRestricted = (registered: Registered) =>
  Effect.tap(loggedIn(registered), ({ accessToken, restricted }) => {
    assert.deepEqual([restricted, claimsOf(accessToken).restricted], [true, true])
  })

/** A refresh with a token that was given out. */
export const refreshed = (brand: BrandKey, refreshToken: string) =>
  Effect.flatMap(Players, (service) => service.refresh({ brand, refreshToken: Redacted.make(refreshToken), client }))

/** The session that an access token belongs to. */
export const sessionOf = ({ accessToken }: SignedIn): SessionId => claimsOf(accessToken).sid as SessionId

/** The access token of a signed-in player is refused within a second, or is not yet. */
export const revoked = (signedIn: SignedIn, expected: boolean) =>
  Effect.flatMap(Revocations, ({ isRevoked }) => {
    const { iat, sid, sub } = claimsOf(signedIn.accessToken)
    return Effect.try(() =>
      assert.equal(isRevoked({ subject: sub, session: sid, issuedAt: iat * 1000 }), expected)
    ).pipe(Effect.retry(Schedule.spaced("50 millis").pipe(Schedule.intersect(Schedule.recurs(20)))))
  })

/** A game that was launched with this access token takes no new bet within a second. */
export const launchRevoked = (signedIn: SignedIn) =>
  Effect.flatMap(Revocations, ({ isLaunchRevoked }) => {
    const { iat, sid, sub } = claimsOf(signedIn.accessToken)
    return Effect.try(() => assert.ok(isLaunchRevoked({ subject: sub, session: sid, issuedAt: iat * 1000 }))).pipe(
      Effect.retry(Schedule.spaced("50 millis").pipe(Schedule.intersect(Schedule.recurs(20))))
    )
  })

/** The scopes that the gate blocks for a player now, sorted, by source. */
export const blocked = (player: PlayerId, source: string) =>
  Effect.flatMap(GateControl, ({ gate }) =>
    Effect.map(gate(player), (state) =>
      (state?.blocks ?? [])
        .filter((block) => block.source === source)
        .map(({ scope }) => scope)
        .sort()
    )
  )

/** What is blocked for players who may not play; withdrawals are not. */
export const shut = ["bet", "bonus", "deposit", "login"]

const claimsOf = (
  token: string
): { readonly sid: string; readonly sub: string; readonly iat: number; readonly restricted?: true } =>
  JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString())
