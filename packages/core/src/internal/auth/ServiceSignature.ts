import { Effect } from "effect"
import type { JWTPayload } from "jose"
import type { ServiceKeys } from "../../auth/ServiceIdentity.js"
import { publicKey } from "../../auth/SigningKey.js"
import * as Jwt from "./Jwt.js"

/** Signing and verifying with the keys that our services share. */
export interface ServiceSignature {
  readonly sign: (profile: Jwt.TokenProfile, claims: JWTPayload, now: number) => Effect.Effect<Jwt.SignedToken>
  readonly verify: (
    profile: Jwt.TokenProfile,
    token: string,
    now: number
  ) => Effect.Effect<Jwt.Claims, Jwt.TokenRefused>
}

export const make = (keys: ServiceKeys): ServiceSignature => {
  const byId = new Map(keys.map((key) => [key.kid, publicKey(key.publicJwk)]))
  return {
    sign: (profile, claims, now) => Jwt.sign(profile, keys[0], claims, now),
    verify: (profile, token, now) =>
      Effect.flatMap(Jwt.keyIdOf(profile, token), (kid) => {
        const key = byId.get(kid)
        return key === undefined
          ? Effect.fail(new Jwt.TokenRefused({ reason: "unknown kid" }))
          : Jwt.verify(profile, token, key, now)
      })
  }
}
