import { parse } from "@croupier/core/Amount"
import { PlayerAuthentication, ServiceAuthentication, Unauthenticated } from "@croupier/core/auth/Authentication"
import { PlayerPrincipal } from "@croupier/core/auth/Principal"
import * as Revocations from "@croupier/core/auth/Revocations"
import type { BrandKey } from "@croupier/core/Brand"
import * as Currency from "@croupier/core/Currency"
import * as Service from "@croupier/core/http/Service"
import { type PlayerId, randomText, uuidv7, type WalletId } from "@croupier/core/Ids"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import * as Callbacks from "@croupier/game/callback/Callbacks"
import { KnownPlayers } from "@croupier/game/callback/KnownPlayers"
import * as SecurityEvents from "@croupier/game/callback/SecurityEvents"
import { GameServiceApi, Games, type GamesShape, type NewCredential } from "@croupier/game/contract"
import * as CallbackRoutes from "@croupier/game/http/CallbackRoutes"
import * as GameHandlers from "@croupier/game/http/GameHandlers"
import { ProviderAddresses } from "@croupier/game/launch/ProviderAddresses"
import * as Providers from "@croupier/game/provider/Providers"
import * as Hub88Keys from "@croupier/sandbox/hub88/Hub88Keys"
import * as Hub88Simulator from "@croupier/sandbox/hub88/Hub88Simulator"
import {
  type Command,
  TransactionKey,
  Wallet,
  type WalletShape,
  type WalletUnavailable
} from "@croupier/wallet/contract"
import * as WalletMemory from "@croupier/wallet/WalletMemory"
import { Context, Effect, Either, Layer, Logger, Redacted, Ref, Schema } from "effect"
import { adapters } from "../../src/internal/adapters.js"
import * as CallLog from "../../src/internal/calls/CallLog.js"
import * as CallStore from "../../src/internal/calls/CallStore.js"
import * as Catalogue from "../../src/internal/catalogue/Catalogue.js"
import { type Credential, makeId } from "../../src/internal/credential/Credential.js"
import * as Credentials from "../../src/internal/credential/Credentials.js"
import { gamesLayer } from "../../src/internal/gamesLayer.js"
import * as PlaySessions from "../../src/internal/launch/PlaySessions.js"

/** The brand of most tests, and another one. */
export const aurora = "aurora" as BrandKey
export const borealis = "borealis" as BrandKey

/** Made once: a key takes longer than most tests. */
const providerKey = Hub88Keys.generate().privateKeyPem
const ourKeys = Hub88Keys.generate()

/** Everything of games in one process with these providers, on memory, behind a real socket, with a simulated provider on another. */
export const makeWorldWith = Effect.fnUntraced(function* (providers: Providers.Providers["Type"]) {
  const ledger = WalletMemory.emptyLedger()
  const calls = yield* Ref.make<ReadonlyArray<string>>([])
  const fault = yield* Ref.make<Effect.Effect<void, WalletUnavailable>>(Effect.void)
  const wallet = recording(WalletMemory.make(ledger), calls, fault)
  const context = yield* Layer.build(
    Layer.merge(gamesLayer, Callbacks.layer).pipe(
      Layer.provide(CallLog.make({ calls: 1000, bytes: 100_000, every: 5 })),
      Layer.provideMerge(
        Layer.mergeAll(CallStore.layerMemory, Catalogue.layerMemory, Credentials.layerMemory, PlaySessions.layerMemory)
      ),
      Layer.provideMerge(Layer.succeed(Wallet, wallet)),
      Layer.provideMerge(
        Layer.succeed(KnownPlayers, {
          factsOf: (brand) =>
            Effect.succeed({ country: "KR", registeredOn: "2026-01-31", jurisdiction: "MT", subPartner: brand })
        })
      ),
      Layer.provideMerge(Layer.succeed(ProviderAddresses, { allowLoopback: true })),
      Layer.provideMerge(Layer.succeed(Providers.Providers, providers)),
      Layer.provideMerge(SecurityEvents.layerMemory),
      Layer.provideMerge(Revocations.layerMemory)
    )
  )
  const games: GamesShape = Context.get(context, Games)
  const http = yield* TestHttp.start(
    Service.serve({
      name: "game_service",
      api: GameServiceApi,
      handlers: Layer.merge(GameHandlers.layer, CallbackRoutes.layer),
      refusalAnswer: CallbackRoutes.refusalAnswerOf(providers),
      port: 0
    }).pipe(
      Layer.provide(Layer.succeedContext(context)),
      Layer.provide(authentication),
      // Deliberate refusals would fill the log; a test that checks the log provides its own logger.
      Layer.provide(Logger.remove(Logger.defaultLogger))
    )
  )
  const provider = yield* Hub88Simulator.make({ pause: 5, patience: 3000, privateKeyPem: providerKey })

  /** A credential between a brand and the simulated provider, known to both; with a key of ours that need not be made. */
  const connect = Effect.fnUntraced(function* (brand: BrandKey) {
    const operatorId = `operator-of-${brand}`
    const credential: Credential = {
      ...newCredential(provider),
      brand,
      operatorId,
      id: makeId(brand),
      depositUrl: null,
      secret: Redacted.make(ourKeys.privateKeyPem),
      validFrom: 0,
      validUntil: null
    }
    yield* Context.get(context, Credentials.Credentials).add(credential)
    const callbackUrl = `${http.baseUrl}/callbacks/hub88/${credential.id}`
    yield* provider.connect({ operatorId, publicKeyPem: ourKeys.publicKeyPem, callbackUrl })
    yield* games.putGames(brand, [slot, roulette])
    return { callbackUrl }
  })

  /** A player with a wallet and some cash. */
  const newPlayer = Effect.fnUntraced(function* (brand: BrandKey, cash: string, currency = krw) {
    const player = uuidv7(Date.now()) as PlayerId
    const common = { brand, wallet: player as WalletId, actor: { kind: "system", id: "test" } } as const
    yield* wallet.post({ _tag: "open", ...common, key: TransactionKey.once("open", player), kind: "player", currency })
    yield* wallet.post({
      _tag: "deposit",
      ...common,
      key: TransactionKey.once("deposit", player),
      currency,
      amount: Either.getOrThrow(parse(Currency.of(currency), cash)),
      from: { kind: "bank", sub: "main" }
    })
    return PlayerPrincipal.make({ brand, player, code: randomText(10) as never, session: uuidv7(Date.now()) })
  })

  /** A player in a launched game. */
  const sit = Effect.fnUntraced(function* (principal: PlayerPrincipal, code = slot.code) {
    const launch = yield* games.launch(principal, "hub88", code, { platform: "desktop", lang: "ko" })
    return yield* provider.open(launch)
  })

  return {
    http,
    provider,
    games,
    wallet,
    ledger,
    connect,
    newPlayer,
    sit,
    /** Blocks a player's wallet in every scope, as an exclusion does. */
    block: (player: PlayerPrincipal) =>
      wallet.post({
        _tag: "gate",
        brand: player.brand,
        wallet: player.player as never,
        key: TransactionKey.once("gate", randomText(10)),
        actor: { kind: "system", id: "test" },
        change: {
          set: (["login", "deposit", "bet", "withdraw", "bonus"] as const).map((scope) => ({
            scope,
            source: "exclusion",
            reason: "excluded",
            author: { kind: "system", id: "test" },
            until: null
          })),
          clear: [],
          limits: []
        }
      }),
    /** The commands that reached the wallet since the last call. */
    takeCalls: Ref.getAndSet(calls, []),
    /** What happens before each post from now on. */
    breakWallet: (before: Effect.Effect<void, WalletUnavailable>) => Ref.set(fault, before),
    calls: Context.get(context, CallStore.CallStore),
    credentials: Context.get(context, Credentials.Credentials),
    sessions: Context.get(context, PlaySessions.PlaySessions),
    revocations: Context.get(context, Revocations.Revocations),
    /** The kinds of security events so far. */
    securityEvents: Effect.map(Ref.get(Context.get(context, SecurityEvents.RecordedSecurityEvents)), (events) =>
      events.map(({ kind }) => kind)
    )
  }
})

/** The same with the providers that the package brings. */
export const makeWorld = makeWorldWith(new Map(adapters.map((adapter) => [adapter.provider, adapter])))

/** What an operator of these tests enters for the simulated provider. */
export const newCredential = ({ baseUrl, keys }: Hub88Simulator.Hub88Simulator): NewCredential => ({
  provider: "hub88",
  operatorId: "operator",
  baseUrl,
  providerPublicKey: keys.publicKeyPem,
  country: "KR"
})

export type World = Effect.Effect.Success<typeof makeWorld>

export const krw = Currency.CurrencyCode.make("KRW")
export const eur = Currency.CurrencyCode.make("EUR")

export const slot = {
  provider: "hub88",
  code: "hub_fortune",
  name: "Fortune",
  category: "slots",
  currencies: []
} as const
export const roulette = {
  provider: "hub88",
  code: "hub_roulette",
  name: "Roulette",
  category: "live",
  currencies: []
} as const

/** The bearer of a player in these tests: the principal itself. */
export const bearerOf = (principal: PlayerPrincipal): Record<string, string> => ({
  authorization: `Bearer ${Buffer.from(JSON.stringify(principal)).toString("base64url")}`
})

/** The bearer of a service in these tests. */
export const serviceBearer = { authorization: "Bearer service" }

const decodePrincipal = Schema.decodeUnknown(Schema.parseJson(PlayerPrincipal))

const authentication = Layer.merge(
  Layer.succeed(PlayerAuthentication, {
    bearer: (token) =>
      Effect.mapError(
        decodePrincipal(Buffer.from(Redacted.value(token), "base64url").toString()),
        () => new Unauthenticated()
      )
  }),
  Layer.succeed(ServiceAuthentication, {
    bearer: (token) =>
      Redacted.value(token) === "service"
        ? Effect.succeed({ _tag: "service" as const, name: "wallet_service" as never })
        : new Unauthenticated()
  })
)

const recording = (
  inner: WalletShape,
  calls: Ref.Ref<ReadonlyArray<string>>,
  fault: Ref.Ref<Effect.Effect<void, WalletUnavailable>>
): WalletShape => {
  const note = (commands: ReadonlyArray<Command>) =>
    Effect.zipRight(
      Ref.update(calls, (all) => [...all, ...commands.map(({ _tag }) => _tag)]),
      Effect.flatten(Ref.get(fault))
    )
  return {
    ...inner,
    post: (command) => Effect.zipRight(note([command]), inner.post(command)),
    postGroup: (commands) => Effect.zipRight(note(commands), inner.postGroup(commands)),
    balance: (brand, wallet) =>
      Effect.zipRight(
        Ref.update(calls, (all) => [...all, "balance"]),
        inner.balance(brand, wallet)
      )
  }
}

/** Ledger units in the protocol's count, for currencies of six digits. */
export const countOf = (units: bigint): bigint => units / 10n
