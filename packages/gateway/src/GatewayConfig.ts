import { declare } from "@croupier/core/config/Declaration"
import * as Setting from "@croupier/core/config/Setting"
import { Config, Either, Option } from "effect"
import type { GatewayOptions } from "./GatewayOptions.js"
import { enforcements } from "./internal/BrandMismatch.js"
import * as TrustedProxies from "./TrustedProxies.js"

const upstream = (variable: string, name: string) => Setting.url(variable, { description: `URL of ${name}` })

/** The services with routes that exist only where they are deployed. */
const later = (variable: string, name: string) => Setting.optional(upstream(variable, name))

const upstreams = Config.all({
  player_service: Config.map(upstream("PLAYER_SERVICE_URL", "player_service"), Option.some),
  wallet_service: Config.map(upstream("WALLET_SERVICE_URL", "wallet_service"), Option.some),
  game_service: Config.map(upstream("GAME_SERVICE_URL", "game_service"), Option.some),
  rolling_service: later("ROLLING_SERVICE_URL", "rolling_service"),
  promotion_service: later("PROMOTION_SERVICE_URL", "promotion_service"),
  agent_service: later("AGENT_SERVICE_URL", "agent_service"),
  admin_service: later("ADMIN_SERVICE_URL", "admin_service"),
  recon_service: later("RECON_SERVICE_URL", "recon_service")
}).pipe(
  Config.map((urls): GatewayOptions["upstreams"] =>
    Object.fromEntries(
      Object.entries(urls).flatMap(([name, url]) => (Option.isSome(url) ? [[name, url.value] as const] : []))
    )
  )
)

const proxies = declare<TrustedProxies.TrustedProxies>(
  "TRUSTED_PROXIES",
  { description: "proxies from which X-Forwarded-* headers are trusted", default: TrustedProxies.none },
  {
    expected: "addresses and CIDR ranges, separated by commas",
    print: () => "none",
    parse: (text) => Either.match(TrustedProxies.parse(text), { onLeft: (why) => why, onRight: Option.some })
  }
)

const metrics = Config.all({
  port: Setting.optional(
    Setting.port("GATEWAY_METRICS_PORT", { description: "TCP port of the gateway's own /metrics" })
  ),
  host: Setting.text("GATEWAY_METRICS_HOST", {
    description: "address on which the gateway serves its own /metrics",
    default: "127.0.0.1"
  })
}).pipe(Config.map(({ port, host }) => Option.map(port, (given) => ({ port: given, host }))))

/** The seconds of a year. */
export const year = 31_536_000

/** Everything that the environment says about a gateway. */
export const config: Config.Config<GatewayOptions> = Config.all({
  port: Setting.port("PORT", { description: "TCP port of the service", default: 8080 }),
  host: Setting.text("BIND_ADDRESS", { description: "address to listen on", default: "127.0.0.1" }),
  enforcement: Setting.literal("MULTI_BRAND_ENFORCEMENT", enforcements, {
    description: "how to treat a token of a brand other than the domain's",
    default: "enforce"
  }),
  hstsMaxAge: Setting.integer("HSTS_MAX_AGE", {
    description: "max-age of the Strict-Transport-Security header; 0 disables the header",
    unit: "seconds",
    default: year
  }),
  upstreams,
  proxies,
  metrics
}).pipe(
  Config.map(({ metrics: found, ...options }) => ({
    ...options,
    ...(Option.isSome(found) ? { metrics: found.value } : {})
  }))
)
