import { timingSafeEqual } from "node:crypto"
import { Clock, Context, Effect, Layer, Option, Redacted, Schema } from "effect"
import * as Jwt from "../internal/auth/Jwt.js"
import * as ServiceSignature from "../internal/auth/ServiceSignature.js"
import { ServiceName, type ServicePrincipal } from "./Principal.js"
import { ServiceIdentity } from "./ServiceIdentity.js"
import { VerifiedTokens } from "./VerifiedTokens.js"

/** How one service of ours shows another who it is: a bearer of 60 seconds that names the caller and the called. */
export class ServiceToken extends Context.Tag("@croupier/core/ServiceToken")<
  ServiceToken,
  {
    /** A token for calling `service`; the same one for 20 seconds. */
    readonly to: (service: ServiceName) => Effect.Effect<string>
    /** The caller, if the token is valid and made for this service. */
    readonly verify: (token: string) => Effect.Effect<ServicePrincipal, Jwt.TokenRefused>
  }
>() {}

export const layer: Layer.Layer<ServiceToken, never, ServiceIdentity> = Layer.effect(
  ServiceToken,
  Effect.gen(function* () {
    const identity = yield* ServiceIdentity
    const minted = new Map<ServiceName, Jwt.SignedToken>()
    const verified = new VerifiedTokens<{ readonly principal: ServicePrincipal; readonly expiresAt: number }>(1_000)
    const signature = ServiceSignature.make(identity.keys)

    const to = Effect.fnUntraced(function* (service: ServiceName) {
      const now = yield* Clock.currentTimeMillis
      const known = minted.get(service)
      if (known !== undefined && now - known.issuedAt < reuse) return known.token
      const signed = yield* signature.sign(profileTo(service), { sub: identity.name }, now)
      minted.set(service, signed)
      return signed.token
    })

    const verify = Effect.fnUntraced(function* (token: string) {
      if (isDevelopmentToken(identity, token)) return developer
      const now = yield* Clock.currentTimeMillis
      const hash = VerifiedTokens.hashOf(token)
      const known = verified.get(hash, now)
      if (known !== undefined) return known.principal
      const claims = yield* signature.verify(profileTo(identity.name), token, now)
      const name = Option.getOrUndefined(decodeName(claims.sub))
      if (name === undefined) return yield* new Jwt.TokenRefused({ reason: "no service name" })
      const principal: ServicePrincipal = { _tag: "service", name }
      verified.set(hash, { principal, expiresAt: claims.exp * 1000 })
      return principal
    })

    return { to, verify }
  })
)

/** Milliseconds for which a minted token is used again. */
const reuse = 20_000

const profileTo = (service: ServiceName): Jwt.TokenProfile => ({
  typ: "croupier-service+jwt",
  issuer: "croupier:service",
  audience: service,
  lifetime: 60
})

const decodeName = Schema.decodeUnknownOption(ServiceName)

const developer: ServicePrincipal = { _tag: "service", name: ServiceName.make("developer") }

const isDevelopmentToken = (identity: ServiceIdentity["Type"], token: string): boolean => {
  if (identity.developmentToken === undefined) return false
  const expected = Buffer.from(Redacted.value(identity.developmentToken))
  const given = Buffer.from(token)
  return expected.length === given.length && timingSafeEqual(expected, given)
}
