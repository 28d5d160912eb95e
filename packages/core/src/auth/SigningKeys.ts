import { Context, Effect, Layer } from "effect"
import * as SigningKey from "./SigningKey.js"

/** The key pairs of the issuer that runs in this process. */
export class SigningKeys extends Context.Tag("@croupier/core/SigningKeys")<
  SigningKeys,
  {
    /** The key that signs now. */
    readonly current: Effect.Effect<SigningKey.SigningKey>
    /** Every public key with tokens that may be valid now or soon: what `/internal/<domain>/jwks.json` answers. */
    readonly published: Effect.Effect<SigningKey.Jwks>
  }
>() {}

/** Given keys: the first signs, all are published. */
export const layerFrom = (
  keys: readonly [SigningKey.SigningKey, ...ReadonlyArray<SigningKey.SigningKey>]
): Layer.Layer<SigningKeys> =>
  Layer.succeed(SigningKeys, {
    current: Effect.succeed(keys[0]),
    published: Effect.succeed({ keys: keys.map((key) => key.publicJwk) })
  })

/** A key pair in memory. */
export const layerMemory: Layer.Layer<SigningKeys> = Layer.unwrapEffect(
  Effect.sync(() => layerFrom([SigningKey.generate()]))
)
