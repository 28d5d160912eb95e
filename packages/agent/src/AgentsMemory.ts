import * as Passwords from "@croupier/core/auth/Passwords"
import * as Revocations from "@croupier/core/auth/Revocations"
import * as SigningKeys from "@croupier/core/auth/SigningKeys"
import * as Throttle from "@croupier/core/auth/Throttle"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { EventStream } from "@croupier/core/events/EventStream"
import * as EventStreamMemory from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import type { Wallet } from "@croupier/wallet/contract"
import { Layer } from "effect"
import * as AgentMaintenance from "./AgentMaintenance.js"
import type { Agents } from "./contract/Agents.js"
import { agentsLayer } from "./internal/agentsLayer.js"
import * as AgentStoreMemory from "./internal/store/AgentStoreMemory.js"

/** Agents in memory, with keys of their own; gone with the process. Revocations and keys are there for verifiers. */
export const layerMemory: Layer.Layer<
  | Agents
  | AgentMaintenance.AgentMaintenance
  | EventStream
  | Notifier.Notifier
  | Revocations.Revocations
  | SigningKeys.SigningKeys,
  never,
  BrandDirectory | Wallet
> = Layer.merge(agentsLayer, AgentMaintenance.layer).pipe(
  Layer.provide([AgentStoreMemory.layerMemory, Passwords.layer, Throttle.layer, TokenIssuer.layer]),
  Layer.provideMerge(Layer.mergeAll(Revocations.layerMemory, SigningKeys.layerMemory, EventStreamMemory.layerMemory)),
  Layer.provideMerge(Notifier.layer)
)
