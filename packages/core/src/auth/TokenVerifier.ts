import { Clock, Context, Effect, Layer, Option } from "effect"
import * as IssuerKeys from "../internal/auth/IssuerKeys.js"
import * as Jwt from "../internal/auth/Jwt.js"
import { JwksSource, type KeysUnavailable } from "./JwksSource.js"
import { subjectOf, type UserPrincipal } from "./Principal.js"
import { Revocations } from "./Revocations.js"
import * as TokenKind from "./TokenKind.js"
import { VerifiedTokens } from "./VerifiedTokens.js"

/** A valid token: its owner and its times, in milliseconds of the epoch. `hash` names it without being it. */
export interface VerifiedToken<P extends UserPrincipal = UserPrincipal> {
  readonly principal: P
  readonly hash: string
  readonly issuedAt: number
  readonly expiresAt: number
}

/** Verifies access tokens by the issuers' public keys and the revocations known here. */
export class TokenVerifier extends Context.Tag("@croupier/core/TokenVerifier")<
  TokenVerifier,
  {
    /** The token's principal, if it is a valid token of this kind. `KeysUnavailable`: the issuer's keys were never had. */
    readonly verify: <K extends TokenKind.TokenKind>(
      kind: K,
      token: string
    ) => Effect.Effect<VerifiedToken<TokenKind.PrincipalOf<K>>, Jwt.TokenRefused | KeysUnavailable>
    /** What `verify` would answer at once, since it has seen the token before; for paths on which a fiber is too much. */
    readonly recall: <K extends TokenKind.TokenKind>(
      kind: K,
      token: string
    ) => VerifiedToken<TokenKind.PrincipalOf<K>> | undefined
  }
>() {}

/** Remembers up to 20 000 verified tokens until they expire, and checks the revocations each time. */
export const layer: Layer.Layer<TokenVerifier, never, JwksSource | Revocations> = Layer.effect(
  TokenVerifier,
  Effect.gen(function* () {
    const source = yield* JwksSource
    const revocations = yield* Revocations
    const clock = yield* Effect.clock
    const verified = new VerifiedTokens<VerifiedToken>(20_000)
    const keysOf = {
      player: yield* IssuerKeys.make(source, "player"),
      agent: yield* IssuerKeys.make(source, "agent"),
      operator: yield* IssuerKeys.make(source, "operator")
    }

    const isRevoked = ({ principal, issuedAt }: VerifiedToken) =>
      revocations.isRevoked({ subject: subjectOf(principal), session: principal.session, issuedAt })

    const remembered = (kind: TokenKind.TokenKind, hash: string): VerifiedToken | undefined => {
      const token = verified.get(hash, clock.unsafeCurrentTimeMillis())
      return token?.principal._tag === kind ? token : undefined
    }

    const check = Effect.fnUntraced(function* (kind: TokenKind.TokenKind, token: string, hash: string) {
      const profile = TokenKind.profileOf(kind)
      const key = yield* Effect.flatMap(Jwt.keyIdOf(profile, token), keysOf[kind])
      if (key === undefined) return yield* new Jwt.TokenRefused({ reason: "unknown kid" })
      const claims = yield* Jwt.verify(profile, token, key, yield* Clock.currentTimeMillis)
      const principal = Option.getOrUndefined(TokenKind.fromClaims(kind, claims))
      if (principal === undefined) return yield* new Jwt.TokenRefused({ reason: "claims" })
      const valid = { principal, hash, issuedAt: claims.iat * 1000, expiresAt: claims.exp * 1000 }
      verified.set(hash, valid)
      return valid as VerifiedToken
    })

    const verify = (kind: TokenKind.TokenKind, token: string) =>
      Effect.suspend(() => {
        const hash = VerifiedTokens.hashOf(token)
        const known = remembered(kind, hash)
        return known === undefined ? check(kind, token, hash) : Effect.succeed(known)
      }).pipe(
        Effect.filterOrFail(
          (token) => !isRevoked(token),
          () => new Jwt.TokenRefused({ reason: "revoked" })
        )
      )

    const recall = (kind: TokenKind.TokenKind, token: string) => {
      const known = remembered(kind, VerifiedTokens.hashOf(token))
      return known === undefined || isRevoked(known) ? undefined : known
    }

    return { verify, recall } as TokenVerifier["Type"]
  })
)
