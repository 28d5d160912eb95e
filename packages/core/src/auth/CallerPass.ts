import { Clock, Context, Effect, Layer, Schema } from "effect"
import { BrandKey } from "../Brand.js"
import * as Jwt from "../internal/auth/Jwt.js"
import * as ServiceSignature from "../internal/auth/ServiceSignature.js"
import { type ServiceName, subjectOf, UserPrincipal } from "./Principal.js"
import { Revocations } from "./Revocations.js"
import { ServiceIdentity } from "./ServiceIdentity.js"
import { VerifiedTokens } from "./VerifiedTokens.js"

/** The request header that a pass travels in. */
export const header = "x-croupier-principal"

/** Lifetime of a pass in seconds. */
export const lifetime = 60

/** The gateway's statement about a request: its brand (an operator's has none), and the caller unless it is a visitor. */
export const Caller = Schema.Struct({
  brand: Schema.NullOr(BrandKey),
  user: Schema.NullOr(
    Schema.Struct({
      principal: UserPrincipal,
      /** When the caller's token was issued, in milliseconds of the epoch; revocations are compared with it. */
      issuedAt: Schema.Number
    })
  )
})
export type Caller = typeof Caller.Type

/** Hands brand and principal from the gateway on to one named service, signed, for at most 60 seconds. */
export class CallerPass extends Context.Tag("@croupier/core/CallerPass")<
  CallerPass,
  {
    readonly issue: (to: ServiceName, caller: Caller) => Effect.Effect<Jwt.SignedToken>
    /** The caller, if the pass is valid here and the caller's token is not revoked. */
    readonly verify: (pass: string) => Effect.Effect<Caller, Jwt.TokenRefused>
  }
>() {}

/** Remembers up to 20 000 verified passes until they expire, and checks the revocations each time. */
export const layer: Layer.Layer<CallerPass, never, ServiceIdentity | Revocations> = Layer.effect(
  CallerPass,
  Effect.gen(function* () {
    const identity = yield* ServiceIdentity
    const revocations = yield* Revocations
    const signature = ServiceSignature.make(identity.keys)
    const verified = new VerifiedTokens<{ readonly caller: Caller; readonly expiresAt: number }>(20_000)

    const issue = Effect.fnUntraced(function* (to: ServiceName, caller: Caller) {
      return yield* signature.sign(profileTo(to), { caller: encode(caller) }, yield* Clock.currentTimeMillis)
    })

    const check = Effect.fnUntraced(function* (pass: string, hash: string, now: number) {
      const claims = yield* signature.verify(profileTo(identity.name), pass, now)
      const caller = yield* Effect.mapError(
        decode(claims.caller),
        () => new Jwt.TokenRefused({ reason: "claims of the pass" })
      )
      verified.set(hash, { caller, expiresAt: claims.exp * 1000 })
      return caller
    })

    const verify = Effect.fnUntraced(function* (pass: string) {
      const now = yield* Clock.currentTimeMillis
      const hash = VerifiedTokens.hashOf(pass)
      const caller = verified.get(hash, now)?.caller ?? (yield* check(pass, hash, now))
      if (isRevoked(revocations, caller)) return yield* new Jwt.TokenRefused({ reason: "revoked" })
      return caller
    })

    return { issue, verify }
  })
)

const decode = Schema.decodeUnknown(Caller)
const encode = Schema.encodeSync(Caller)

const profileTo = (service: ServiceName): Jwt.TokenProfile => ({
  typ: "croupier-caller+jwt",
  issuer: "croupier:service",
  audience: service,
  lifetime
})

const isRevoked = (revocations: Revocations["Type"], { user }: Caller): boolean =>
  user !== null &&
  revocations.isRevoked({
    subject: subjectOf(user.principal),
    session: user.principal.session,
    issuedAt: user.issuedAt
  })
