import { HttpApiMiddleware, HttpApiSecurity } from "@effect/platform"
import { Context, Schema } from "effect"
import type { BrandKey } from "../Brand.js"
import * as Problem from "../http/Problem.js"
import type { AgentPrincipal, PlayerPrincipal, ServicePrincipal } from "./Principal.js"

/** No token, or one that is not valid here. The body is the same for every reason, which is only in the log. */
export class Unauthenticated extends Problem.make<Unauthenticated>()("Unauthenticated", {
  status: 401,
  title: "A valid access token is required",
  description: "Sign in or refresh, and send the token as `Authorization: Bearer …`.",
  headers: () => ({ "www-authenticate": "Bearer" })
}) {}

/** The token is valid, but for another brand than that of the domain that was called. */
export class BrandMismatch extends Problem.make<BrandMismatch>()("BrandMismatch", {
  status: 401,
  title: "The access token belongs to another brand",
  description: "Sign in at the brand of the requested domain.",
  headers: () => ({ "www-authenticate": "Bearer" })
}) {}

/** The player is excluded and signed in to a restricted session, which may not do this. */
export class SessionRestricted extends Problem.make<SessionRestricted>()("SessionRestricted", {
  status: 403,
  title: "The session is restricted to balance and withdrawals",
  description: "The player is excluded from play. After the exclusion ends, a new sign-in opens a full session."
}) {}

/** The request's host is no domain of a brand. */
export class UnknownHost extends Problem.make<UnknownHost>()("UnknownHost", {
  status: 421,
  title: "No brand is served on this host",
  description: "The brand is determined by the domain, and no brand is configured for this one."
}) {}

/** The keys for verifying a token are not available now. */
export class AuthenticationUnavailable extends Problem.make<AuthenticationUnavailable>()("AuthenticationUnavailable", {
  status: 503,
  title: "Token verification is temporarily unavailable",
  description: "Retry with the same token.",
  headers: () => ({ "retry-after": "1" })
}) {}

/** The calling player. */
export class CurrentPlayer extends Context.Tag("@croupier/core/CurrentPlayer")<CurrentPlayer, PlayerPrincipal>() {}

/** The agent who calls. */
export class CurrentAgent extends Context.Tag("@croupier/core/CurrentAgent")<CurrentAgent, AgentPrincipal>() {}

/** The service of ours that calls. */
export class CurrentService extends Context.Tag("@croupier/core/CurrentService")<CurrentService, ServicePrincipal>() {}

/** The caller of a public route: the brand of the site, and the client's address (the first one that a trusted proxy saw). */
export class CurrentVisitor extends Context.Tag("@croupier/core/CurrentVisitor")<
  CurrentVisitor,
  { readonly brand: BrandKey; readonly address: string }
>() {}

/** Lets players only in. An embedding app may provide its own layer instead of core's. */
export class PlayerAuthentication extends HttpApiMiddleware.Tag<PlayerAuthentication>()(
  "@croupier/core/PlayerAuthentication",
  {
    provides: CurrentPlayer,
    failure: Schema.Union(Unauthenticated, BrandMismatch, SessionRestricted, UnknownHost, AuthenticationUnavailable),
    security: { bearer: HttpApiSecurity.bearer }
  }
) {}

/** Lets agents only in. An embedding app may provide its own layer instead of core's. */
export class AgentAuthentication extends HttpApiMiddleware.Tag<AgentAuthentication>()(
  "@croupier/core/AgentAuthentication",
  {
    provides: CurrentAgent,
    failure: Schema.Union(Unauthenticated, BrandMismatch, UnknownHost, AuthenticationUnavailable),
    security: { bearer: HttpApiSecurity.bearer }
  }
) {}

/** Lets other services only in, by a token that names this service. */
export class ServiceAuthentication extends HttpApiMiddleware.Tag<ServiceAuthentication>()(
  "@croupier/core/ServiceAuthentication",
  {
    provides: CurrentService,
    failure: Unauthenticated,
    security: { bearer: HttpApiSecurity.bearer }
  }
) {}

/** Finds the brand of a public route, such as registration and login. */
export class VisitorIdentification extends HttpApiMiddleware.Tag<VisitorIdentification>()(
  "@croupier/core/VisitorIdentification",
  { provides: CurrentVisitor, failure: Schema.Union(Unauthenticated, UnknownHost) }
) {}
