import * as KeyRing from "@croupier/core/auth/KeyRing"
import type { ServiceName } from "@croupier/core/auth/Principal"
import * as Revocations from "@croupier/core/auth/Revocations"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import * as BrandDirectorySql from "@croupier/core/brands/BrandDirectorySql"
import * as Setting from "@croupier/core/config/Setting"
import * as Postgres from "@croupier/core/postgres/Postgres"
import type { RoleName } from "@croupier/core/postgres/Roles"
import * as Shell from "@croupier/core/process/Shell"
import { GamesSql } from "@croupier/game"
import * as KnownPlayers from "@croupier/game/callback/KnownPlayers"
import * as SecurityEvents from "@croupier/game/callback/SecurityEvents"
import { ProviderAddresses } from "@croupier/game/launch/ProviderAddresses"
import { Hub88Simulator } from "@croupier/sandbox"
import * as WalletSql from "@croupier/wallet/WalletSql"
import { Effect, Layer, Redacted, Schedule } from "effect"
import { administrator } from "./compose/administrator.js"
import { identity, walletServiceUrl } from "./compose/process.js"
import * as Call from "./development/Call.js"
import * as Demo from "./development/Demo.js"
import * as Seed from "./development/Seed.js"
import * as Story from "./development/Story.js"

/** A brand is served within a second of its creation; until then requests for its host get a 421. */
const served = (gateway: string) =>
  Effect.forEach(
    Demo.brands,
    ({ domain }) =>
      Call.statusOf(`${gateway}/api/game/games`, domain).pipe(
        Effect.filterOrFail(
          (status) => status !== 0 && status !== 421,
          (status) =>
            new Call.UnexpectedAnswer({ message: `the gateway at ${gateway} answers ${status} for ${domain}` })
        ),
        Effect.retry({ schedule: Schedule.spaced("250 millis"), times: 120 })
      ),
    { discard: true }
  )

const gatewayUrl = Setting.url("GATEWAY_URL", { description: "URL of the gateway" })

/** Creates two demo brands on a running stack and runs the demo story on it with a simulated provider. */
Effect.gen(function* () {
  const url = yield* administrator
  const gateway = (yield* gatewayUrl).origin
  const walletService = (yield* walletServiceUrl).origin
  const database = (role: RoleName) => Postgres.layer({ url, applicationName: "demo", role, maxConnections: 2 })
  const domains = GamesSql.layerSql.pipe(
    Layer.provide([
      BrandDirectorySql.layerSql(),
      KnownPlayers.none,
      Layer.succeed(ProviderAddresses, { allowLoopback: true })
    ]),
    Layer.provideMerge(WalletSql.layerSql),
    Layer.provide([database("croupier_app"), KeyRing.layerConfig, SecurityEvents.layer, Revocations.layerMemory])
  )

  yield* Effect.provide(Seed.directory, database("croupier_owner"))
  yield* served(gateway)
  const simulator = yield* Hub88Simulator.make()
  yield* Effect.provide(Seed.domains(simulator, gateway), domains)
  const token = yield* ServiceToken.ServiceToken
  const serviceToken = Redacted.make(yield* token.to("wallet_service" as ServiceName))
  yield* Effect.provide(Story.tell({ gateway, walletService, serviceToken, simulator }), database("croupier_span"))
}).pipe(
  Effect.provide(Layer.provide(ServiceToken.layer, identity("recon_service"))),
  Effect.scoped,
  Effect.mapError(Postgres.naming("DATABASE_ADMIN_URL")),
  Shell.runTask("demo", {
    needs: ["DATABASE_ADMIN_URL", "CROUPIER_KEYS", "CROUPIER_SERVICE_KEYS", "GATEWAY_URL", "WALLET_SERVICE_URL"],
    usage: "usage: demo [--help]\ncreates two demo brands on a running stack and runs one demo story",
    takesArguments: false
  })
)
