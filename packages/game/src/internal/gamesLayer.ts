import type { Revocations } from "@croupier/core/auth/Revocations"
import { Wallet, type WalletUnavailable } from "@croupier/wallet/contract"
import { Effect, Layer } from "effect"
import * as Callbacks from "../callback/Callbacks.js"
import type { KnownPlayers } from "../callback/KnownPlayers.js"
import type { SecurityEvents } from "../callback/SecurityEvents.js"
import { Games } from "../contract/Games.js"
import { CallNotFound, CallNotReplayable, RoundNotFound, WalletNotAnswering } from "../contract/Problems.js"
import { credentialsOf } from "../credential/credentialsOf.js"
import { endCredential } from "../credential/endCredential.js"
import { issueCredential } from "../credential/issueCredential.js"
import { ProviderAddresses } from "../launch/ProviderAddresses.js"
import { Providers } from "../provider/Providers.js"
import * as CallLog from "./calls/CallLog.js"
import * as CallStore from "./calls/CallStore.js"
import { callPages } from "./calls/callPages.js"
import { replay } from "./calls/replay.js"
import * as Catalogue from "./catalogue/Catalogue.js"
import { pages, plain } from "./catalogue/Place.js"
import { stateOf } from "./catalogue/stateOf.js"
import * as Credentials from "./credential/Credentials.js"
import { makeLaunch } from "./launch/makeLaunch.js"
import type * as PlaySessions from "./launch/PlaySessions.js"

type Stores = CallStore.CallStore | Catalogue.Catalogue | Credentials.Credentials | PlaySessions.PlaySessions

const notAnswering = (_: WalletUnavailable) => new WalletNotAnswering()

/** The games service over its stores. */
export const gamesLayer: Layer.Layer<Games, never, Wallet | Stores> = Layer.effect(
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
        // One more than requested shows whether there is a next page.
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
      endCredential: Effect.fn("Games.endCredential")((brand, provider, id, validUntil) =>
        Effect.provideService(endCredential(brand, provider, id, validUntil), Credentials.Credentials, credentials)
      ),
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

/** What games and callbacks need apart from their stores. */
export type GamesNeeds = KnownPlayers | Revocations | SecurityEvents | Wallet

/** Games and callbacks over their stores. */
export const gamesAndCallbacks: Layer.Layer<Games | Callbacks.Callbacks, never, GamesNeeds | Stores> = Layer.merge(
  gamesLayer,
  Layer.provide(Callbacks.layer, CallLog.layer)
)
