import { Clock, Context, Effect, Layer } from "effect"
import * as Jwt from "../internal/auth/Jwt.js"
import type { UserPrincipal } from "./Principal.js"
import { SigningKeys } from "./SigningKeys.js"
import * as TokenKind from "./TokenKind.js"

/** An access token for a client: `expiresIn` seconds from now. */
export interface AccessToken {
  readonly token: string
  readonly expiresIn: number
}

/** Issues access tokens (EdDSA JWT, 10 minutes or `atMost` seconds, if less) under the keys of this process. */
export class TokenIssuer extends Context.Tag("@croupier/core/TokenIssuer")<
  TokenIssuer,
  { readonly issue: (principal: UserPrincipal, atMost?: number) => Effect.Effect<AccessToken> }
>() {}

/** Signs with the current one of `SigningKeys`. */
export const layer: Layer.Layer<TokenIssuer, never, SigningKeys> = Layer.effect(
  TokenIssuer,
  Effect.map(SigningKeys, (keys) => ({
    issue: Effect.fn("TokenIssuer.issue")(function* (
      principal: UserPrincipal,
      atMost: number = TokenKind.accessLifetime
    ) {
      const expiresIn = Math.min(atMost, TokenKind.accessLifetime)
      const profile = { ...TokenKind.profileOf(principal._tag), lifetime: expiresIn }
      const key = yield* keys.current
      const now = yield* Clock.currentTimeMillis
      const signed = yield* Jwt.sign(profile, key, TokenKind.toClaims(principal), now)
      return { token: signed.token, expiresIn }
    })
  }))
)
