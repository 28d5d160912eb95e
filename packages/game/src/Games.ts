import type { KeyRing } from "@croupier/core/auth/KeyRing"
import type { Revocations } from "@croupier/core/auth/Revocations"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { Wallet, type WalletUnavailable } from "@croupier/wallet/contract"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import * as Callbacks from "./callback/Callbacks.js"
import type { KnownPlayers } from "./callback/KnownPlayers.js"
import type * as SecurityEvents from "./callback/SecurityEvents.js"
import * as CallLog from "./calls/CallLog.js"
import * as CallStore from "./calls/CallStore.js"
import * as CallStoreSql from "./calls/CallStoreSql.js"
import { callPages } from "./calls/callPages.js"
import { replay } from "./calls/replay.js"
import * as Catalogue from "./catalogue/Catalogue.js"
import * as CatalogueSql from "./catalogue/CatalogueSql.js"
import { pages, plain } from "./catalogue/Place.js"
import { stateOf } from "./catalogue/playState.js"
import {
  CallNotFound,
  CallNotReplayable,
  CredentialEnded,
  CredentialNotFound,
  RoundNotFound,
  WalletNotAnswering
} from "./contract/GameProblems.js"
import { Games } from "./contract/Games.js"
import * as Credentials from "./credential/Credentials.js"
import * as CredentialsSql from "./credential/CredentialsSql.js"
import { credentialsOf } from "./credential/credentialsOf.js"
import { issueCredential } from "./credential/issueCredential.js"
import { makeLaunch } from "./launch/launch.js"
import * as PlaySessions from "./launch/PlaySessions.js"
import * as PlaySessionsSql from "./launch/PlaySessionsSql.js"
import { ProviderAddresses } from "./launch/ProviderAddresses.js"
import { Providers } from "./provider/Providers.js"

type Stores = CallStore.CallStore | Catalogue.Catalogue | Credentials.Credentials | PlaySessions.PlaySessions

const notAnswering = (_: WalletUnavailable) => new WalletNotAnswering()

/** The games service on its stores. */
export const layer: Layer.Layer<Games, never, Wallet | Stores> = Layer.effect(
  Games,
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const catalogue = yield* Catalogue.Catalogue
    const calls = yield* CallStore.CallStore
    const credentials = yield* Credentials.Credentials
    const providers = yield* Providers
    const launch = yield* makeLaunch
    const addresses = yield* ProviderAddresses

    return {
      launch,
      list: Effect.fn("Games.list")(function* (brand, { category, cursor, limit, q }) {
        const after = yield* pages.place(cursor)
        // One more than asked for tells whether there is a next page.
        const found = yield* catalogue.list(brand, {
          category,
          text: plain(q ?? ""),
          after,
          limit: limit + 1
        })
        const policy = yield* Effect.mapError(wallet.policy(brand), notAnswering)
        return pages.page(found, limit, (game) => ({ ...game, state: stateOf(policy, game) }))
      }),
      round: Effect.fn("Games.round")(function* ({ brand, player }, provider, id) {
        const round = yield* Effect.mapError(wallet.round(brand, player, provider, id), notAnswering)
        return round ?? (yield* new RoundNotFound())
      }),
      putGames: catalogue.put,
      setPlayState: (brand, target, state) => Effect.mapError(wallet.setPlayState(brand, target, state), notAnswering),
      issueCredential: Effect.fn("Games.issueCredential")((brand, wanted) =>
        issueCredential(brand, wanted).pipe(
          Effect.provideService(Credentials.Credentials, credentials),
          Effect.provideService(ProviderAddresses, addresses),
          Effect.provideService(Providers, providers)
        )
      ),
      credentials: Effect.fn("Games.credentials")((brand) =>
        credentialsOf(brand).pipe(
          Effect.provideService(Credentials.Credentials, credentials),
          Effect.provideService(Providers, providers)
        )
      ),
      endCredential: Effect.fn("Games.endCredential")(function* (brand, provider, id, validUntil) {
        const outcome = yield* credentials.end(brand, provider, id, validUntil)
        if (outcome === "unknown") return yield* new CredentialNotFound()
        if (outcome === "ended-before") return yield* new CredentialEnded()
      }),
      calls: Effect.fn("Games.calls")(function* (brand, { cursor, limit, ...filter }) {
        const after = yield* callPages.place(cursor)
        const found = yield* calls.list(brand, { ...filter, after, limit: limit + 1 })
        return callPages.page(found, limit, (call) => call)
      }),
      replay: Effect.fn("Games.replay")(function* (brand, id) {
        const call = yield* calls.find(brand, id)
        const adapter = call && providers.get(call.provider)
        if (call === undefined || adapter === undefined) return yield* new CallNotFound()
        return replay(adapter, call) ?? (yield* new CallNotReplayable())
      })
    }
  })
)

const storesMemory = Layer.mergeAll(
  CallStore.layerMemory,
  Catalogue.layerMemory,
  Credentials.layerMemory,
  PlaySessions.layerMemory
)
const storesSql = Layer.mergeAll(
  CallStoreSql.layerSql,
  CatalogueSql.layerSql,
  CredentialsSql.layerSql,
  PlaySessionsSql.layerSql
)
const services = Layer.merge(layer, Layer.provide(Callbacks.layer, CallLog.layer))

/** Games and callbacks that live as long as the process. */
export const layerMemory: Layer.Layer<
  Games | Callbacks.Callbacks,
  never,
  Wallet | SecurityEvents.SecurityEvents | Revocations | KnownPlayers
> = Layer.provide(services, storesMemory)

/** Games and callbacks on PostgreSQL. */
export const layerSql: Layer.Layer<
  Games | Callbacks.Callbacks,
  never,
  Wallet | SecurityEvents.SecurityEvents | SqlClient | KeyRing | Revocations | BrandDirectory | KnownPlayers
> = Layer.provide(services, storesSql)
