import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import { withSpan } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { Hub88Simulator } from "@croupier/sandbox"
import { migrationSets } from "@croupier/shells/compose/stores"
import { type LedgerReport, verifyLedger } from "@croupier/wallet/verify/verifyLedger"
import * as SqlClient from "@effect/sql/SqlClient"
import { Context, Effect, Layer } from "effect"
import { type Answer, type Ask, call } from "./Call.js"
import {
  aurora,
  borealis,
  brands,
  corona,
  games,
  policy,
  receivingAccountOf,
  type StackBrand,
  seedDirectory
} from "./StackBrands.js"
import * as StackProcesses from "./StackProcesses.js"

/** The services that a test may speak to as `recon_service` would. */
export type Internal = "player" | "wallet" | "otherWallet" | "game"

/** The whole platform as an operator runs it, in six processes and one more wallet. */
export interface StackShape extends StackProcesses.StackProcesses {
  /** The simulated provider of each brand, by the brand's key. */
  readonly providers: Readonly<Record<string, Hub88Simulator.Hub88Simulator>>
  /** Where each brand's provider calls, by the brand's key. */
  readonly callbackUrls: Readonly<Record<string, string>>
  /** A call to a service's own port with a service token. */
  readonly internal: (service: Internal, method: string, path: string, ask?: Ask) => Effect.Effect<Answer>
  /** The oracle over all brands. */
  readonly verify: Effect.Effect<LedgerReport>
  /** Reads as a member of `croupier_span`, which sees every brand. */
  readonly span: <A, E>(use: (sql: SqlClient.SqlClient) => Effect.Effect<A, E>) => Effect.Effect<A>
}

export class Stack extends Context.Tag("croupier/tests/Stack")<Stack, StackShape>() {}

/** A stack on a given database, seeded with three brands, their games, and a provider for each. */
export const layerOn: Layer.Layer<Stack, never, TestPostgres.TestDatabase> = Layer.scoped(
  Stack,
  Effect.gen(function* () {
    const database = yield* TestPostgres.TestDatabase
    yield* Effect.orDie(Effect.provide(seedDirectory, TestPostgres.layerOwner))
    const processes = yield* StackProcesses.start
    const token = yield* ServiceToken.ServiceToken.pipe(
      Effect.provide(
        Layer.provide(
          ServiceToken.layer,
          ServiceIdentity.layer({ name: "recon_service" as never, keys: processes.serviceKeys })
        )
      )
    )
    const urls = {
      player: [processes.player.url, "player_service"],
      wallet: [processes.wallets[0].url, "wallet_service"],
      otherWallet: [processes.wallets[1].url, "wallet_service"],
      game: [processes.game.url, "game_service"]
    } as const
    const internal: StackShape["internal"] = (service, method, path, ask = {}) =>
      Effect.flatMap(token.to(urls[service][1] as never), (bearer) =>
        Effect.orDie(call(method, `${urls[service][0]}${path}`, { token: bearer, ...ask }))
      )
    const connected = yield* Effect.forEach(brands, (brand) => seedBrand(brand, processes.gateway.url, internal))
    const span = Layer.provide(TestPostgres.layerSpan, Layer.succeed(TestPostgres.TestDatabase, database))
    return {
      ...processes,
      internal,
      providers: Object.fromEntries(connected.map(({ brand, provider }) => [brand.key, provider])),
      callbackUrls: Object.fromEntries(connected.map(({ brand, callbackUrl }) => [brand.key, callbackUrl])),
      verify: Effect.orDie(Effect.provide(verifyLedger(), span)),
      span: <A, E>(use: (sql: SqlClient.SqlClient) => Effect.Effect<A, E>) =>
        Effect.orDie(Effect.provide(withSpan()(Effect.flatMap(SqlClient.SqlClient, use)), span))
    }
  })
)

/** A stack on a fresh database of the run's server. */
export const layer: Layer.Layer<Stack | TestPostgres.TestDatabase> = Layer.provideMerge(
  layerOn,
  TestPostgres.layerDatabase(migrationSets)
)

export { aurora, borealis, corona }

const seedBrand = (brand: StackBrand, gateway: string, internal: StackShape["internal"]) =>
  Effect.gen(function* () {
    const provider = yield* Effect.orDie(Hub88Simulator.make({ pause: 20 }))
    const ofBrand = `/internal/wallet/brands/${brand.key}`
    yield* expectStatus(200, internal("wallet", "PUT", `${ofBrand}/policy`, { body: { ...policy, version: 0 } }))
    yield* expectStatus(
      200,
      internal("wallet", "PUT", `${ofBrand}/receiving-accounts`, { body: receivingAccountOf(brand) })
    )
    yield* expectStatus(200, internal("game", "PUT", `/internal/game/brands/${brand.key}/games`, { body: { games } }))
    const { callbackUrl, publicKey } = yield* connectProvider(brand, gateway, internal, {
      provider: "hub88",
      baseUrl: provider.baseUrl,
      providerPublicKey: provider.keys.publicKeyPem
    })
    yield* provider.connect({ operatorId: brand.key, publicKeyPem: publicKey, callbackUrl })
    return { brand, provider, callbackUrl }
  })

/** Issues a credential under which a provider knows the brand by its key: our public key, and where the provider calls. */
export const connectProvider = (
  brand: StackBrand,
  gateway: string,
  internal: StackShape["internal"],
  provider: { readonly provider: string; readonly baseUrl: string; readonly providerPublicKey: string }
) =>
  Effect.map(
    expectStatus(
      201,
      internal("game", "POST", `/internal/game/brands/${brand.key}/credentials`, {
        body: { ...provider, operatorId: brand.key, country: "KR" }
      })
    ),
    ({ json }) => {
      const { callbackPath, publicKey } = json as { readonly callbackPath: string; readonly publicKey: string }
      return { callbackUrl: `${gateway}${callbackPath}`, publicKey }
    }
  )

/** The answer, or a defect that shows what was answered instead of the status that was due. */
export const expectStatus = <E>(status: number, answer: Effect.Effect<Answer, E>): Effect.Effect<Answer> =>
  Effect.flatMap(Effect.orDie(answer), (given) =>
    given.status === status || (status === 200 && given.status === 204)
      ? Effect.succeed(given)
      : Effect.dieMessage(`${given.status} where ${status} was due: ${given.text}`)
  )
