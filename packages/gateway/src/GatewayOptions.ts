import type { FairSlotsOptions } from "@croupier/core/queue/FairSlots"
import type { CallbackAnswers } from "./CallbackFailure.js"
import type { Enforcement } from "./internal/BrandMismatch.js"
import type { Route } from "./Route.js"
import type { ClassLimits, Rate, RouteClass } from "./RouteClass.js"
import type { TrustedProxies } from "./TrustedProxies.js"

/** How a gateway listens, where its services are, and what it allows. */
export interface GatewayOptions {
  /** 0 takes a free port. */
  readonly port: number
  /** The address to listen on; by default 127.0.0.1. */
  readonly host?: string
  /** Where each service is. Routes of a service that is not named do not exist: 404. */
  readonly upstreams: Readonly<Record<string, URL>>
  readonly enforcement: Enforcement
  /** Default: none. */
  readonly proxies?: TrustedProxies
  readonly limits?: Partial<Readonly<Record<RouteClass, ClassLimits>>>
  readonly routes?: ReadonlyArray<Route>
  /** Seconds of `Strict-Transport-Security`, by default a year; 0 omits the header. */
  readonly hstsMaxAge?: number
  readonly callbackAnswers?: CallbackAnswers
  /** Callbacks of one client address on credentials with which none of its callbacks was verified lately. */
  readonly unverifiedCallbacks?: Rate
  /** The connections to each upstream, and how brands share them. */
  readonly connections?: FairSlotsOptions
  /** Where `/metrics` is served, if anywhere: a port of its own, so that no rule of the public one can open it by mistake. */
  readonly metrics?: { readonly port: number; readonly host?: string }
}
