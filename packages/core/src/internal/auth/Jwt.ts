import type { KeyObject } from "node:crypto"
import { Effect, Schema } from "effect"
import { decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT } from "jose"
import type { SigningKey } from "../../auth/SigningKey.js"

/** A token is not valid here. `reason` is for logs and tests, never for the caller. */
export class TokenRefused extends Schema.TaggedError<TokenRefused>()("TokenRefused", { reason: Schema.String }) {}

/** What all tokens of one kind have in common. A token of one kind is never valid as another: `typ` and `aud` differ. */
export interface TokenProfile {
  readonly typ: string
  readonly issuer: string
  readonly audience: string
  /** The lifetime of a token, and the largest age at which it is accepted, in seconds. */
  readonly lifetime: number
}

/** A signed token and its times, in milliseconds of the epoch. */
export interface SignedToken {
  readonly token: string
  readonly issuedAt: number
  readonly expiresAt: number
}

/** Signs claims under a profile. `iat` keeps its milliseconds, so that a login right after a revocation is distinguished from one before it. */
export const sign = (
  profile: TokenProfile,
  key: SigningKey,
  claims: JWTPayload,
  now: number
): Effect.Effect<SignedToken> => {
  const expiresAt = now + profile.lifetime * 1000
  return Effect.promise(() =>
    new SignJWT({ ...claims, iat: now / 1000, exp: expiresAt / 1000 })
      .setProtectedHeader({ alg: algorithm, typ: profile.typ, kid: key.kid })
      .setIssuer(profile.issuer)
      .setAudience(profile.audience)
      .sign(key.privateKey)
  ).pipe(Effect.map((token) => ({ token, issuedAt: now, expiresAt })))
}

/** The id of the key that a token says it was signed with; refused unless algorithm and `typ` are the profile's. */
export const keyIdOf = (profile: TokenProfile, token: string): Effect.Effect<string, TokenRefused> =>
  Effect.suspend(() => {
    if (token.length > maxLength) return refuse("longer than a token of ours")
    const header = readHeader(token)
    if (header?.alg !== algorithm) return refuse("algorithm")
    if (header.typ !== profile.typ) return refuse("typ")
    return header.kid === undefined ? refuse("no kid") : Effect.succeed(header.kid)
  })

/** The claims of a token that this key signed under the profile and that holds now (milliseconds of the epoch). */
export const verify = (
  profile: TokenProfile,
  token: string,
  key: KeyObject,
  now: number
): Effect.Effect<Claims, TokenRefused> =>
  Effect.tryPromise({
    try: async () => {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        typ: profile.typ,
        issuer: profile.issuer,
        audience: profile.audience,
        requiredClaims: ["iat", "exp"],
        maxTokenAge: profile.lifetime,
        clockTolerance: skew,
        currentDate: new Date(now)
      })
      return payload as Claims
    },
    catch: (cause) => new TokenRefused({ reason: cause instanceof Error ? cause.message : String(cause) })
  })

/** Verified claims: both times are there, in seconds. */
export interface Claims extends JWTPayload {
  readonly iat: number
  readonly exp: number
}

const algorithm = "EdDSA"

/** Seconds by which two machines' clocks may differ. */
const skew = 5

const maxLength = 4096

const refuse = (reason: string) => Effect.fail(new TokenRefused({ reason }))

const readHeader = (token: string) => {
  try {
    return decodeProtectedHeader(token)
  } catch {
    return undefined
  }
}
