import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Redacted, TestClock } from "effect"
import * as CallerPass from "../../src/auth/CallerPass.js"
import { ServiceName } from "../../src/auth/Principal.js"
import * as Revocations from "../../src/auth/Revocations.js"
import * as ServiceIdentity from "../../src/auth/ServiceIdentity.js"
import * as ServiceToken from "../../src/auth/ServiceToken.js"
import * as SigningKey from "../../src/auth/SigningKey.js"
import { aPlayer } from "./principals.js"

const [wallet, game, gateway] = (["wallet_service", "game_service", "gateway"] as const).map((name) =>
  ServiceName.make(name)
) as [ServiceName, ServiceName, ServiceName]
const shared: ServiceIdentity.ServiceKeys = [SigningKey.generate()]

const at = (name: ServiceName, keys = shared, developmentToken?: string) =>
  Layer.merge(ServiceToken.layer, CallerPass.layer).pipe(
    Layer.provideMerge(Revocations.layerMemory),
    Layer.provide(
      ServiceIdentity.layer({
        name,
        keys,
        ...(developmentToken === undefined ? {} : { developmentToken: Redacted.make(developmentToken) })
      })
    )
  )

const context = (name: ServiceName, keys = shared, developmentToken?: string) =>
  Effect.map(Layer.build(at(name, keys, developmentToken)), (services) => ({
    tokens: Effect.provide(ServiceToken.ServiceToken, services),
    passes: Effect.provide(CallerPass.CallerPass, services),
    revocations: Effect.provide(Revocations.Revocations, services)
  }))

describe("ServiceToken", () => {
  it.scoped("opens the service it names and no other, for a minute", () =>
    Effect.gen(function* () {
      const caller = yield* (yield* context(game)).tokens
      const called = yield* (yield* context(wallet)).tokens
      const token = yield* caller.to(wallet)
      expect(yield* called.verify(token)).toEqual({ _tag: "service", name: game })
      expect(yield* Effect.flip(caller.verify(token))).toMatchObject({ _tag: "TokenRefused" })
      yield* TestClock.adjust("66 seconds")
      expect(yield* Effect.flip(called.verify(token))).toMatchObject({ _tag: "TokenRefused" })
    })
  )

  it.scoped("is minted once in 20 seconds for each called service", () =>
    Effect.gen(function* () {
      const caller = yield* (yield* context(game)).tokens
      const token = yield* caller.to(wallet)
      yield* TestClock.adjust("19 seconds")
      expect(yield* caller.to(wallet)).toBe(token)
      expect(yield* caller.to(gateway)).not.toBe(token)
      yield* TestClock.adjust("1 seconds")
      expect(yield* caller.to(wallet)).not.toBe(token)
    })
  )

  it.scoped("keys overlap in a rotation, and a key that is not ours opens nothing", () =>
    Effect.gen(function* () {
      const next: ServiceIdentity.ServiceKeys = [SigningKey.generate(), ...shared]
      const rotated = yield* (yield* context(wallet, next)).tokens
      yield* rotated.verify(yield* (yield* (yield* context(game)).tokens).to(wallet))
      const stranger = yield* (yield* context(game, [SigningKey.generate()])).tokens
      expect(yield* Effect.flip(rotated.verify(yield* stranger.to(wallet)))).toMatchObject({ reason: "unknown kid" })
    })
  )

  it.scoped("a developer's fixed token opens only where one is configured", () =>
    Effect.gen(function* () {
      const open = yield* (yield* context(wallet, shared, "let-me-in")).tokens
      expect(yield* open.verify("let-me-in")).toMatchObject({ name: "developer" })
      expect(yield* Effect.flip(open.verify("let-me-im"))).toMatchObject({ _tag: "TokenRefused" })
      const shut = yield* (yield* context(wallet)).tokens
      expect(yield* Effect.flip(shut.verify("let-me-in"))).toMatchObject({ _tag: "TokenRefused" })
    })
  )
})

describe("CallerPass", () => {
  const player = aPlayer("aurora")
  const caller: CallerPass.Caller = { brand: player.brand, user: { principal: player, issuedAt: 0 } }

  it.scoped("says brand and principal to the service it names, and to no other", () =>
    Effect.gen(function* () {
      const passes = yield* (yield* context(gateway)).passes
      const { token } = yield* passes.issue(wallet, caller)
      expect(yield* (yield* (yield* context(wallet)).passes).verify(token)).toEqual(caller)
      expect(yield* Effect.flip((yield* (yield* context(game)).passes).verify(token))).toMatchObject({
        _tag: "TokenRefused"
      })
    })
  )

  it.scoped("a visitor's has a brand and no principal, an operator's no brand", () =>
    Effect.gen(function* () {
      const passes = yield* (yield* context(gateway)).passes
      const { passes: atWallet } = yield* context(wallet)
      for (const one of [
        { brand: player.brand, user: null },
        {
          brand: null,
          user: { principal: { _tag: "operator", operator: player.player, session: player.session }, issuedAt: 1.5 }
        }
      ] as const) {
        expect(yield* (yield* atWallet).verify((yield* passes.issue(wallet, one)).token)).toEqual(one)
      }
    })
  )

  it.scoped("a pass is no service token and a service token no pass", () =>
    Effect.gen(function* () {
      const { passes, tokens } = yield* context(wallet)
      const pass = (yield* (yield* passes).issue(wallet, caller)).token
      expect(yield* Effect.flip((yield* tokens).verify(pass))).toMatchObject({ reason: "typ" })
      expect(yield* Effect.flip((yield* passes).verify(yield* (yield* tokens).to(wallet)))).toMatchObject({
        reason: "typ"
      })
    })
  )

  it.scoped("is refused as soon as the player's session is revoked, although it was verified before", () =>
    Effect.gen(function* () {
      const { passes, revocations } = yield* context(wallet)
      const pass = (yield* (yield* passes).issue(wallet, caller)).token
      yield* (yield* passes).verify(pass)
      yield* (yield* revocations).revoke({ _tag: "session", session: player.session })
      expect(yield* Effect.flip((yield* passes).verify(pass))).toMatchObject({ reason: "revoked" })
    })
  )
})
