import * as KeyRing from "@croupier/core/auth/KeyRing"
import * as Passwords from "@croupier/core/auth/Passwords"
import * as Revocations from "@croupier/core/auth/Revocations"
import * as SigningKeys from "@croupier/core/auth/SigningKeys"
import * as Throttle from "@croupier/core/auth/Throttle"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { EventStream } from "@croupier/core/events/EventStream"
import * as EventStreamMemory from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import { Layer } from "effect"
import type { ExclusionRegister } from "./contract/ExclusionRegister.js"
import type { Players } from "./contract/Players.js"
import type { PlayGate } from "./contract/PlayGate.js"
import { playersLayer } from "./internal/playersLayer.js"
import * as PlayerStoreMemory from "./internal/store/PlayerStoreMemory.js"
import * as PlayerMaintenance from "./PlayerMaintenance.js"

/**
 * Players in memory, with generated keys; lost with the process. Revocations and keys are there for verifiers, and the
 * events for consumers.
 */
export const layerMemory: Layer.Layer<
  | EventStream
  | Players
  | PlayerMaintenance.PlayerMaintenance
  | Revocations.Revocations
  | SigningKeys.SigningKeys
  | Notifier.Notifier,
  never,
  BrandDirectory | ExclusionRegister | PlayGate
> = Layer.merge(playersLayer, PlayerMaintenance.layer).pipe(
  Layer.provide([
    PlayerStoreMemory.layerMemory,
    Passwords.layer,
    Throttle.layer,
    KeyRing.layerMemory,
    TokenIssuer.layer
  ]),
  Layer.provideMerge(Layer.mergeAll(Revocations.layerMemory, SigningKeys.layerMemory, EventStreamMemory.layerMemory)),
  Layer.provideMerge(Notifier.layer)
)
