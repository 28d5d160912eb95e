import { createPublicKey, createSecretKey, sign } from "node:crypto"
import { describe, expect, it } from "@effect/vitest"
import { Clock, Effect, FastCheck, Fiber, Layer, TestClock } from "effect"
import { base64url, SignJWT } from "jose"
import { JwksSource, KeysUnavailable } from "../../src/auth/JwksSource.js"
import * as Revocations from "../../src/auth/Revocations.js"
import * as SigningKey from "../../src/auth/SigningKey.js"
import * as SigningKeys from "../../src/auth/SigningKeys.js"
import * as TokenIssuer from "../../src/auth/TokenIssuer.js"
import * as TokenVerifier from "../../src/auth/TokenVerifier.js"
import { aPlayer } from "./principals.js"

const key = SigningKey.generate()
const stranger = SigningKey.generate()
const player = aPlayer("aurora")

/** A verifier of `published`, which counts how often it is asked. */
const verifierOf = (published: { keys: Array<SigningKey.PublicJwk>; asked: number; away?: boolean }) =>
  TokenVerifier.layer.pipe(
    Layer.provideMerge(
      Layer.mergeAll(
        Revocations.layerMemory,
        TokenIssuer.layer.pipe(Layer.provide(SigningKeys.layerFrom([key]))),
        Layer.succeed(JwksSource, {
          fetch: (issuer) =>
            Effect.suspend(() => {
              published.asked++
              return published.away
                ? Effect.fail(new KeysUnavailable({ issuer, detail: "away" }))
                : Effect.succeed({ keys: published.keys })
            })
        })
      )
    )
  )

const verify = (token: string) => Effect.flatMap(TokenVerifier.TokenVerifier, (it) => it.verify("player", token))
const issue = Effect.flatMap(TokenIssuer.TokenIssuer, (it) => Effect.map(it.issue(player), ({ token }) => token))

const claims = { sub: player.player, sid: player.session, brand: player.brand, code: player.code }
const forged = (
  change: {
    readonly header?: Record<string, unknown>
    readonly claims?: Record<string, unknown>
    readonly key?: SigningKey.SigningKey
  },
  now: number
) =>
  Effect.promise(() =>
    new SignJWT({
      iss: "croupier:player",
      aud: "croupier:player",
      iat: now / 1000,
      exp: now / 1000 + 600,
      ...claims,
      ...change.claims
    })
      .setProtectedHeader({ alg: "EdDSA", typ: "croupier-player+jwt", kid: key.kid, ...change.header })
      .sign((change.key ?? key).privateKey)
  )

const raw = (header: object, payload: object, signature = "") =>
  `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(payload))}.${signature}`

const start = 1_750_000_000_000
const s = start / 1000

describe("TokenVerifier", () => {
  it.effect("a token that was issued names its principal, until it expires", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start)
      const token = yield* issue
      expect((yield* verify(token)).principal).toEqual(player)
      yield* TestClock.adjust("599 seconds")
      expect((yield* verify(token)).principal).toEqual(player)
      yield* TestClock.adjust("7 seconds")
      expect(yield* Effect.flip(verify(token))).toMatchObject({ _tag: "TokenRefused" })
      const verifier = yield* TokenVerifier.TokenVerifier
      expect(verifier.recall("player", token)).toBeUndefined()
    }).pipe(Effect.provide(verifierOf({ keys: [key.publicJwk], asked: 0 })))
  )

  const attacks: ReadonlyArray<[string, (now: number) => Effect.Effect<string>]> = [
    [
      "alg none",
      () =>
        Effect.succeed(
          raw(
            { alg: "none", typ: "croupier-player+jwt", kid: key.kid },
            { iss: "croupier:player", aud: "croupier:player", iat: s, exp: s + 600, ...claims }
          )
        )
    ],
    [
      "HMAC with the public key as its secret",
      () =>
        Effect.promise(() =>
          new SignJWT({ iss: "croupier:player", aud: "croupier:player", iat: s, exp: s + 600, ...claims })
            .setProtectedHeader({ alg: "HS256", typ: "croupier-player+jwt", kid: key.kid })
            .sign(
              createSecretKey(createPublicKey(key.privateKey).export({ type: "spki", format: "pem" }) as string, "utf8")
            )
        )
    ],
    ["another's key under a known kid", (now) => forged({ key: stranger }, now)],
    ["an unknown kid", (now) => forged({ key: stranger, header: { kid: stranger.kid } }, now)],
    ["no kid", (now) => forged({ header: { kid: undefined } }, now)],
    [
      "jku, x5u and jwk that bring their own key",
      (now) =>
        forged(
          {
            key: stranger,
            header: {
              kid: stranger.kid,
              jku: "https://example.net/jwks.json",
              x5u: "https://example.net/cert.pem",
              jwk: stranger.publicJwk
            }
          },
          now
        )
    ],
    [
      "jwk in the header under a known kid",
      (now) => forged({ key: stranger, header: { jwk: stranger.publicJwk } }, now)
    ],
    ["expired", (now) => forged({ claims: { iat: s - 700, exp: s - 100 } }, now)],
    ["no exp", (now) => forged({ claims: { exp: undefined } }, now)],
    ["no iat", (now) => forged({ claims: { iat: undefined } }, now)],
    ["issued in the future", (now) => forged({ claims: { iat: s + 60, exp: s + 600 } }, now)],
    ["nbf in the future", (now) => forged({ claims: { nbf: s + 60 } }, now)],
    ["a life longer than ours", (now) => forged({ claims: { iat: s - 3600, exp: s + 3600 } }, now)],
    ["iss of another issuer", (now) => forged({ claims: { iss: "croupier:operator" } }, now)],
    ["aud of another kind", (now) => forged({ claims: { aud: "croupier:agent" } }, now)],
    ["typ of another kind", (now) => forged({ header: { typ: "croupier-operator+jwt" } }, now)],
    ["no typ", (now) => forged({ header: { typ: undefined } }, now)],
    ["typ JWT", (now) => forged({ header: { typ: "JWT" } }, now)],
    ["a brand that is no brand key", (now) => forged({ claims: { brand: "a_b" } }, now)],
    ["a subject that is no id", (now) => forged({ claims: { sub: "1 OR 1=1" } }, now)],
    [
      "a critical header that we do not know",
      () =>
        Effect.sync(() => {
          const header = { alg: "EdDSA", typ: "croupier-player+jwt", kid: key.kid, crit: ["x-bound"], "x-bound": 1 }
          const payload = { iss: "croupier:player", aud: "croupier:player", iat: s, exp: s + 600, ...claims }
          const unsigned = raw(header, payload).slice(0, -1)
          return `${unsigned}.${base64url.encode(sign(null, Buffer.from(unsigned), key.privateKey))}`
        })
    ],
    ["nothing", () => Effect.succeed("")],
    ["no JWT", () => Effect.succeed("a.b.c")],
    ["ten thousand characters", () => Effect.succeed(`${"a".repeat(9_000)}.${"b".repeat(900)}.c`)]
  ]
  it.effect.each(attacks)("refuses %s", ([, attack]) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start)
      const token = yield* attack(yield* Clock.currentTimeMillis)
      expect(yield* Effect.flip(verify(token))).toMatchObject({ _tag: "TokenRefused" })
    }).pipe(Effect.provide(verifierOf({ keys: [key.publicJwk], asked: 0 })))
  )

  it.effect.prop(
    "one altered character anywhere makes a token worthless",
    [FastCheck.nat(), FastCheck.constantFrom(..."AZaz09-_")],
    ([at, character]) =>
      Effect.gen(function* () {
        const token = yield* issue
        const index = at % token.length
        // The last character of the signature carries bits that decode to nothing.
        FastCheck.pre(token[index] !== character && token[index] !== "." && index < token.length - 1)
        const altered = token.slice(0, index) + character + token.slice(index + 1)
        expect(yield* Effect.flip(verify(altered))).toMatchObject({ _tag: "TokenRefused" })
      }).pipe(Effect.provide(verifierOf({ keys: [key.publicJwk], asked: 0 })))
  )

  it.effect("made-up key ids cost the issuer one fetch a minute, however many arrive", () => {
    const published = { keys: [key.publicJwk], asked: 0 }
    return Effect.gen(function* () {
      yield* TestClock.setTime(start)
      const flood = Effect.forEach(
        Array.from({ length: 50 }, (_, n) => `made-up-${n}`),
        (kid) =>
          Effect.flatMap(forged({ header: { kid }, key: stranger }, start), (token) => Effect.flip(verify(token))),
        { concurrency: "unbounded" }
      )
      yield* flood
      expect(published.asked).toBe(1)
      yield* TestClock.adjust("59 seconds")
      yield* flood
      expect(published.asked).toBe(1)
      yield* TestClock.adjust("1 seconds")
      yield* flood
      expect(published.asked).toBe(2)
    }).pipe(Effect.provide(verifierOf(published)))
  })

  it.effect("tokens with a known key wait for no fetch that made-up ids caused, which wait up to a bound", () => {
    let asked = 0
    const source = Layer.succeed(JwksSource, {
      fetch: () => Effect.suspend(() => (asked++ === 0 ? Effect.succeed({ keys: [key.publicJwk] }) : Effect.never))
    })
    return Effect.gen(function* () {
      yield* TestClock.setTime(start)
      yield* verify(yield* issue)
      yield* TestClock.adjust("2 minutes")
      const madeUp = yield* forged({ header: { kid: "made-up" }, key: stranger }, start)
      const flood = yield* Effect.fork(
        Effect.forEach(Array.from({ length: 1000 }), () => verify(madeUp), { concurrency: "unbounded" })
      )
      yield* TestClock.adjust("1 seconds")
      const fiber = yield* Effect.fork(Effect.flatMap(issue, verify))
      // A signature is checked by another thread; one that waited for the fetch would wait forever.
      for (let turns = 0; turns < 5000 && fiber.unsafePoll() === null; turns++) {
        yield* Effect.promise(() => new Promise(setImmediate))
      }
      expect(fiber.unsafePoll()).toMatchObject({ _tag: "Success" })
      expect(yield* Effect.flip(verify(madeUp))).toMatchObject({ _tag: "KeysUnavailable" })
      yield* Fiber.interrupt(flood)
    }).pipe(
      Effect.provide(
        TokenVerifier.layer.pipe(
          Layer.provideMerge(
            Layer.mergeAll(
              Revocations.layerMemory,
              TokenIssuer.layer.pipe(Layer.provide(SigningKeys.layerFrom([key]))),
              source
            )
          )
        )
      )
    )
  })

  it.effect("a new key is found when its first token arrives, the old one holds until it is withdrawn", () => {
    const published = { keys: [stranger.publicJwk], asked: 0 }
    return Effect.gen(function* () {
      yield* TestClock.setTime(start)
      const old = yield* forged({ key: stranger, header: { kid: stranger.kid } }, start)
      yield* verify(old)
      yield* TestClock.adjust("2 minutes")
      published.keys = [stranger.publicJwk, key.publicJwk]
      yield* verify(yield* issue)
      yield* verify(old)
      published.keys = [key.publicJwk]
      yield* TestClock.adjust("10 minutes")
      const late = yield* forged({ key: stranger, header: { kid: stranger.kid } }, start + 710_000)
      expect(yield* Effect.flip(verify(late))).toMatchObject({ _tag: "TokenRefused" })
    }).pipe(Effect.provide(verifierOf(published)))
  })

  it.effect(
    "an unavailable issuer: known keys stay valid, unknown ones are 'unknown' and are fetched again after 2 s",
    () => {
      const published: Parameters<typeof verifierOf>[0] = { keys: [key.publicJwk], asked: 0, away: true }
      return Effect.gen(function* () {
        yield* TestClock.setTime(start)
        const token = yield* issue
        expect(yield* Effect.flip(verify(token))).toMatchObject({ _tag: "KeysUnavailable" })
        expect(yield* Effect.flip(verify(token))).toMatchObject({ _tag: "KeysUnavailable" })
        expect(published.asked).toBe(1)
        published.away = false
        yield* TestClock.adjust("2 seconds")
        yield* verify(token)
        published.away = true
        yield* TestClock.adjust("11 minutes")
        yield* verify(yield* issue)
      }).pipe(Effect.provide(verifierOf(published)))
    }
  )

  it.effect("a revoked session or subject is refused, a login after it is not", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start)
      const revocations = yield* Revocations.Revocations
      const verifier = yield* TokenVerifier.TokenVerifier
      const token = yield* issue
      yield* verify(token)
      yield* revocations.revoke({ _tag: "subject", subject: player.player })
      expect(yield* Effect.flip(verify(token))).toMatchObject({ reason: "revoked" })
      expect(verifier.recall("player", token)).toBeUndefined()
      yield* TestClock.adjust("1 millis")
      const again = yield* issue
      yield* verify(again)
      yield* revocations.revoke({ _tag: "session", session: player.session })
      expect(yield* Effect.flip(verify(again))).toMatchObject({ reason: "revoked" })
    }).pipe(Effect.provide(verifierOf({ keys: [key.publicJwk], asked: 0 })))
  )
})
