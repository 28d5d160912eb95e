import * as Passwords from "@croupier/core/auth/Passwords"
import type { Revocations } from "@croupier/core/auth/Revocations"
import * as SigningKeys from "@croupier/core/auth/SigningKeys"
import * as Throttle from "@croupier/core/auth/Throttle"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { Wallet } from "@croupier/wallet/contract"
import { Context, type Duration, type Effect, Layer } from "effect"
import * as AgentMaintenance from "../AgentMaintenance.js"
import type { Agents } from "../contract/Agents.js"
import { agentsLayer } from "../internal/agentsLayer.js"
import type { AgentStore } from "../internal/store/AgentStore.js"
import * as Brands from "./brands.js"
import type { Published } from "./Published.js"

/** How a test lets time pass for the store that it runs on. */
export class Time extends Context.Tag("@croupier/agent/testing/Time")<
  Time,
  { readonly pass: (duration: Duration.DurationInput) => Effect.Effect<void> }
>() {}

/** All that a law may use. */
export type World =
  | Agents
  | AgentMaintenance.AgentMaintenance
  | AgentStore
  | BrandDirectory
  | Published
  | Revocations
  | SigningKeys.SigningKeys
  | Time
  | Wallet

/** Password hashing that costs next to nothing: laws hash hundreds. */
const cheapPasswords = Passwords.layerOf({ memoryCost: 8, timeCost: 1, parallelism: 1 })

const unhindered = Throttle.layerOf({
  address: { capacity: 1e9, refillMillis: 1 },
  account: { capacity: 1e9, refillMillis: 1 },
  remembered: 10
})

/** The service over a store and a wallet, with keys and brands of its own. */
export const layer = <E, R, S>(
  store: Layer.Layer<AgentStore | Published | Revocations | Time, E, R | BrandDirectory>,
  wallet: Layer.Layer<Wallet, never, S>
): Layer.Layer<World, E, Exclude<R | S, BrandDirectory>> =>
  Layer.merge(agentsLayer, AgentMaintenance.layer).pipe(
    Layer.provide([TokenIssuer.layer, cheapPasswords, unhindered]),
    Layer.provideMerge(Layer.mergeAll(store, wallet, SigningKeys.layerMemory)),
    Layer.provideMerge(Brands.layer)
  )
