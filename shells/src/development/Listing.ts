import { Console, Effect, Redacted } from "effect"
import * as Demo from "./Demo.js"
import * as Home from "./Home.js"
import { type Listener, local } from "./Ports.js"
import { writeOwn } from "./Secrets.js"
import type { Connection } from "./Seed.js"

/** Everything that a developer or a script needs to reach the running platform. */
export interface Listing {
  readonly directory: string
  readonly ports: Readonly<Record<Listener, number>>
  readonly databaseUrl: Redacted.Redacted
  readonly serviceToken: Redacted.Redacted
  readonly connections: ReadonlyArray<Connection>
  readonly hub88PrivateKeyPem: string
  readonly softswissSecret: (brand: string) => string
}

const services = ["player_service", "wallet_service", "game_service", "rolling_service", "agent_service"] as const

/** Writes `dev.json`, readable by its owner only. */
export const write = (listing: Listing): Effect.Effect<string> =>
  Effect.sync(() => {
    const path = Home.listing(listing.directory)
    const content = {
      gateway: local(listing.ports.gateway),
      services: Object.fromEntries(services.map((name) => [name, local(listing.ports[name])])),
      databaseUrl: Redacted.value(listing.databaseUrl),
      brands: Demo.brands.map(({ brand, domain }) => ({
        key: brand.key,
        domain,
        currency: brand.reportingCurrency,
        timezone: brand.timezone
      })),
      backOffice: Demo.backOffice,
      serviceToken: Redacted.value(listing.serviceToken),
      providers: listing.connections.map(({ brand, callbackUrl, provider }) => ({
        name: provider,
        brand,
        callbackUrl,
        ...(provider === "hub88"
          ? { privateKeyPem: listing.hub88PrivateKeyPem }
          : { secret: listing.softswissSecret(brand) })
      })),
      sandbox: { hub88: local(listing.ports.sandbox), softswiss: local(listing.ports.sandbox_softswiss) }
    }
    writeOwn(path, `${JSON.stringify(content, null, 2)}\n`)
    return path
  })

/** Prints every address and credential. */
export const print = (listing: Listing, file: string): Effect.Effect<void> => {
  const gateway = local(listing.ports.gateway)
  const { port } = new URL(gateway)
  const line = (name: string, value: string) => `  ${name.padEnd(22)} ${value}`
  return Console.log(
    [
      "",
      "Running:",
      ...Demo.brands.map(({ brand, domain }) => line(brand.displayName, `http://${domain}:${port}/docs`)),
      line("", `curl and browsers resolve *.localhost; other clients use 127.0.0.1:${port} with X-Forwarded-Host`),
      line("gateway", `${gateway}/health`),
      ...services.flatMap((name) => {
        const base = local(listing.ports[name])
        return [line(name, `${base}/docs   ${base}/health   ${base}/metrics`)]
      }),
      line("sandbox (hub88)", local(listing.ports.sandbox)),
      line("sandbox (softswiss)", local(listing.ports.sandbox_softswiss)),
      line("database", Redacted.value(listing.databaseUrl)),
      line("service token", Redacted.value(listing.serviceToken)),
      ...listing.connections.flatMap(({ brand, callbackUrl, provider }) => [
        line(`${provider} for ${brand}`, callbackUrl),
        ...(provider === "softswiss" ? [line("", `signed with ${listing.softswissSecret(brand)}`)] : [])
      ]),
      "",
      `All values, including the providers' signing keys, are in ${file}. Ctrl-C stops everything.`
    ].join("\n")
  )
}
