import { Context, Effect, Layer, Schema } from "effect"
import type { Jwks } from "./SigningKey.js"
import { SigningKeys } from "./SigningKeys.js"
import type { TokenKind } from "./TokenKind.js"

/** The public keys of an issuer cannot be had now. */
export class KeysUnavailable extends Schema.TaggedError<KeysUnavailable>()("KeysUnavailable", {
  issuer: Schema.String,
  detail: Schema.String
}) {}

/** Where a verifier finds the public keys of each issuer. It is asked seldom; the verifier remembers. */
export class JwksSource extends Context.Tag("@croupier/core/JwksSource")<
  JwksSource,
  { readonly fetch: (issuer: TokenKind) => Effect.Effect<Jwks, KeysUnavailable> }
>() {}

/** Keys known beforehand. An issuer without keys has none: its tokens are refused. */
export const layerStatic = (keys: Partial<Record<TokenKind, Jwks>>): Layer.Layer<JwksSource> =>
  Layer.succeed(JwksSource, { fetch: (issuer) => Effect.succeed(keys[issuer] ?? { keys: [] }) })

/** The issuer's own process: the keys it publishes itself. */
export const layerOwn = (issuer: TokenKind): Layer.Layer<JwksSource, never, SigningKeys> =>
  Layer.effect(
    JwksSource,
    Effect.map(SigningKeys, (keys) => ({
      fetch: (asked) => (asked === issuer ? keys.published : Effect.succeed({ keys: [] }))
    }))
  )
