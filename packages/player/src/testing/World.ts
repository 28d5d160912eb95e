import type { KeyRing } from "@croupier/core/auth/KeyRing"
import * as KeyRings from "@croupier/core/auth/KeyRing"
import * as Passwords from "@croupier/core/auth/Passwords"
import type { Revocations } from "@croupier/core/auth/Revocations"
import * as SigningKeys from "@croupier/core/auth/SigningKeys"
import * as Throttle from "@croupier/core/auth/Throttle"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import type { BrandKey } from "@croupier/core/Brand"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { Context, type Duration, Effect, Layer } from "effect"
import { ExclusionRegister } from "../contract/ExclusionRegister.js"
import type { Players } from "../contract/Players.js"
import type { PlayGate } from "../contract/PlayGate.js"
import { playersLayer as useCases } from "../internal/playersLayer.js"
import type { PlayerStore } from "../internal/store/PlayerStore.js"
import * as PlayerMaintenance from "../PlayerMaintenance.js"
import * as Brands from "./brands.js"
import * as PlayGateMemory from "./PlayGateMemory.js"
import type { Published } from "./Published.js"

/** How a test advances time for its store. */
export class Time extends Context.Tag("@croupier/player/testing/Time")<
  Time,
  { readonly pass: (duration: Duration.DurationInput) => Effect.Effect<void> }
>() {}

/** Persons in an outside register, by their e-mail address. */
export class OutsideRegister extends Context.Tag("@croupier/player/testing/OutsideRegister")<
  OutsideRegister,
  { readonly add: (email: string) => Effect.Effect<void> }
>() {}

/** All that a law may use. */
export type World =
  | BrandDirectory
  | ExclusionRegister
  | KeyRing
  | OutsideRegister
  | PlayerStore
  | Players
  | PlayerMaintenance.PlayerMaintenance
  | PlayGate
  | PlayGateMemory.GateControl
  | Published
  | Revocations
  | SigningKeys.SigningKeys
  | Time

/** Password hashing that costs next to nothing: laws hash thousands. */
export const cheapPasswords: Layer.Layer<Passwords.Passwords> = Passwords.layerOf({
  memoryCost: 8,
  timeCost: 1,
  parallelism: 1
})

const outside: Layer.Layer<ExclusionRegister | OutsideRegister> = Layer.effectContext(
  Effect.sync(() => {
    const emails = new Set<string>()
    return Context.make(ExclusionRegister, {
      isExcluded: (_, { email }) => Effect.sync(() => email !== undefined && emails.has(email))
    }).pipe(Context.add(OutsideRegister, { add: (email) => Effect.sync(() => void emails.add(email)) }))
  })
)

const unhindered: Throttle.ThrottleOptions = {
  address: { capacity: 1e9, refillMillis: 1 },
  account: { capacity: 1e9, refillMillis: 1 },
  remembered: 10
}

/** The service over a store, with a gate, keys, brands and registers of its own. */
export const layer = <E, R>(
  store: Layer.Layer<PlayerStore | Published | Revocations | Time, E, R>,
  throttle: Layer.Layer<Throttle.Throttle> = Throttle.layerOf(unhindered),
  passwords: Layer.Layer<Passwords.Passwords> = cheapPasswords
): Layer.Layer<World, E, R> =>
  Layer.merge(useCases, PlayerMaintenance.layer).pipe(
    Layer.provide([TokenIssuer.layer, passwords, throttle]),
    Layer.provideMerge(
      Layer.mergeAll(
        store,
        PlayGateMemory.layerMemory,
        SigningKeys.layerMemory,
        KeyRings.layerMemory,
        Brands.layer,
        outside
      )
    )
  )

/** The key of a brand, in the order of `brands`. */
export const [aurora, borealis, cassini, dusk] = Object.values(Brands.brands).map(({ key }) => key) as [
  BrandKey,
  BrandKey,
  BrandKey,
  BrandKey
]
