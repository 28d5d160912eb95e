import { ServiceName } from "@croupier/core/auth/Principal"
import type { RouteClass } from "./RouteClass.js"

/**
 * Who has access. `public`: anyone on a brand's host, a token is ignored. `optional`: a token has to be valid if there is
 * one. `player`, `agent`, `operator`: a valid token of that kind. `callback`: anyone on any host, since the service checks a
 * signature.
 */
export type Access = "public" | "optional" | "player" | "agent" | "operator" | "callback"

/** Which hosts a route is served on: those of brands, those of the back office, or any. */
export type Site = "brand" | "operator" | "any"

/** One line of the table. A path that ends in `/` matches all below it, any other only itself. */
export interface Route {
  readonly path: string
  readonly upstream: ServiceName
  readonly site: Site
  readonly access: Access
  /** The class of GET and HEAD, and of all other methods. */
  readonly safe: RouteClass
  readonly unsafe: RouteClass
  /** The methods of every path of the route; without them, the service decides. */
  readonly methods?: ReadonlyArray<string>
  /** The largest body in bytes; by default 128 KiB. */
  readonly bodyLimit?: number
}

const service = (name: string): ServiceName => ServiceName.make(name)

const player = service("player_service")
const wallet = service("wallet_service")
const game = service("game_service")
const agent = service("agent_service")
const admin = service("admin_service")

const own = (path: string, upstream: ServiceName, unsafe: RouteClass = "write"): Route => ({
  path,
  upstream,
  site: "brand",
  access: "player",
  safe: "read",
  unsafe
})
const entry = (path: string, upstream: ServiceName, site: Site = "brand"): Route => ({
  path,
  upstream,
  site,
  access: "public",
  methods: ["POST"],
  safe: "read",
  unsafe: "login"
})
const office = (path: string, upstream: ServiceName): Route => ({
  ...own(path, upstream),
  site: "operator",
  access: "operator"
})

/** Every path that the gateway knows. `/internal` is not among them and never will be; the longest match counts. */
export const routes: ReadonlyArray<Route> = [
  entry("/api/player/register", player),
  entry("/api/player/login", player),
  entry("/api/player/refresh", player),
  own("/api/player/", player),
  own("/api/wallet/", wallet),
  own("/api/wallet/deposit-requests", wallet, "money"),
  own("/api/wallet/deposit-requests/", wallet, "money"),
  own("/api/wallet/withdrawal-requests", wallet, "money"),
  own("/api/wallet/withdrawal-requests/", wallet, "money"),
  { ...own("/api/game/games", game), access: "optional" },
  own("/api/game/", game),
  own("/api/rolling/", service("rolling_service")),
  own("/api/promotion/", service("promotion_service"), "money"),
  entry("/api/agent/login", agent),
  { ...own("/api/agent/", agent), access: "agent" },
  entry("/api/admin/login", admin, "operator"),
  office("/api/admin/", admin),
  { ...office("/api/recon/", service("recon_service")), bodyLimit: 10 * 1024 * 1024 },
  {
    path: "/callbacks/",
    upstream: game,
    site: "any",
    access: "callback",
    methods: ["POST"],
    safe: "callback",
    unsafe: "callback"
  }
]
