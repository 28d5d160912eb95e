import { createHash, randomUUID } from "node:crypto"
import * as Amount from "@croupier/core/Amount"
import { PlayerPrincipal } from "@croupier/core/auth/Principal"
import * as Revocations from "@croupier/core/auth/Revocations"
import { BrandKey } from "@croupier/core/Brand"
import * as Currency from "@croupier/core/Currency"
import * as Service from "@croupier/core/http/Service"
import { PlayerCode, PlayerId, randomText, Uuid, uuidv7, WalletId } from "@croupier/core/Ids"
import { Games, GamesMemory, SecurityEvents } from "@croupier/game"
import * as KnownPlayers from "@croupier/game/callback/KnownPlayers"
import * as CallbackRoutes from "@croupier/game/http/CallbackRoutes"
import { adapters, Providers } from "@croupier/game/provider"
import { TransactionKey, Wallet } from "@croupier/wallet/contract"
import * as WalletMemory from "@croupier/wallet/WalletMemory"
import { HttpApi, HttpServer } from "@effect/platform"
import { Effect, Either, Layer, Redacted } from "effect"
import { pebble } from "./pebble/pebble.js"

/** The providers of the package, and our own. */
const providers = Providers.layer([...adapters, pebble])

/** The callbacks of all of them on a free port; an app with routes of its own merges its handlers with these. */
const callbacks = Layer.unwrapEffect(
  Effect.map(Providers.Providers, (known) =>
    Service.serve({
      name: "game_service",
      api: HttpApi.make("callbacks"),
      handlers: CallbackRoutes.layer,
      refusalAnswer: CallbackRoutes.refusalAnswerOf(known),
      port: 0
    })
  )
)

/** Games, wallet and callbacks in one process that keeps nothing. */
export const layer = callbacks.pipe(
  Layer.provideMerge(GamesMemory.layerMemory),
  Layer.provide([SecurityEvents.layer, KnownPlayers.none, Revocations.layerMemory]),
  Layer.provideMerge(WalletMemory.layerMemory),
  Layer.provide(providers)
)

const brand = BrandKey.make("mybrand")
const currency = Currency.CurrencyCode.make("EUR")

/** Ledger units of a decimal text in euros. */
export const euros = (text: string): Amount.Amount => Either.getOrThrow(Amount.parse(Currency.of(currency), text))

/** What a player of ours holds, in ledger units. */
export const cashOf = (player: PlayerPrincipal) =>
  Effect.flatMap(Wallet, (wallet) => Effect.map(wallet.balance(brand, player.player), ({ cash }) => cash))

/** Agrees with the studio on a secret and puts its game on offer. */
export const connect = Effect.gen(function* () {
  const games = yield* Games
  const { address } = yield* HttpServer.HttpServer
  const secret = createHash("sha256").update(randomUUID()).digest("hex")
  const { callbackPath } = yield* games.issueCredential(brand, {
    provider: "pebble",
    operatorId: "mybrand",
    baseUrl: "https://games.pebble.example",
    providerPublicKey: secret,
    country: "MT"
  })
  yield* games.putGames(brand, [
    { provider: "pebble", code: "skimming-stones", name: "Skimming Stones", category: "slots", currencies: [] }
  ])
  const port = address._tag === "TcpAddress" ? address.port : 0
  return { callbackUrl: `http://127.0.0.1:${port}${callbackPath}`, secret: Redacted.make(secret) }
})

/** A new player with some cash who has launched the game, and what the studio received at the launch. */
export const sit = (cash: string) =>
  Effect.gen(function* () {
    const games = yield* Games
    const wallet = yield* Wallet
    const id = uuidv7(Date.now())
    const common = {
      brand,
      wallet: WalletId.make(id),
      currency,
      actor: { kind: "system", id: "own-provider" }
    } as const
    yield* wallet.post({ _tag: "open", ...common, key: TransactionKey.once("open", id), kind: "player" })
    yield* wallet.post({
      _tag: "deposit",
      ...common,
      key: TransactionKey.once("deposit", id),
      amount: euros(cash),
      from: { kind: "bank", sub: "main" }
    })
    const player = PlayerPrincipal.make({
      brand,
      player: PlayerId.make(id),
      code: PlayerCode.make(randomText(10)),
      session: Uuid.make(uuidv7(Date.now()))
    })
    const request = { platform: "desktop", lang: "en" } as const
    const { url } = yield* games.launch(player, "pebble", "skimming-stones", request)
    return { player, url }
  })
