import type { PlayerPrincipal } from "@croupier/core/auth/Principal"
import type { BrandKey } from "@croupier/core/Brand"
import { noCurrency } from "@croupier/core/Currency"
import * as OutboundAccount from "@croupier/core/OutboundAccount"
import { Wallet } from "@croupier/wallet/contract"
import { Clock, DateTime, Effect } from "effect"
import type { Game } from "../../contract/Game.js"
import type { GamesShape } from "../../contract/Games.js"
import type { Launch } from "../../contract/Launch.js"
import {
  CurrencyNotOffered,
  GameNotFound,
  GameNotOpen,
  PlayBlocked,
  ProviderNotConfigured,
  ProviderUnavailable,
  WalletNotAnswering
} from "../../contract/Problems.js"
import { ProviderAddresses } from "../../launch/ProviderAddresses.js"
import { Providers } from "../../provider/Providers.js"
import type { Adapter, LaunchOrder } from "../callback/Adapter.js"
import { Catalogue } from "../catalogue/Catalogue.js"
import { stateOf } from "../catalogue/stateOf.js"
import type { Credential } from "../credential/Credential.js"
import { Credentials } from "../credential/Credentials.js"
import { lifetime, makeToken } from "./PlaySession.js"
import { PlaySessions } from "./PlaySessions.js"

type Stores = Catalogue | Credentials | PlaySessions

/**
 * Launches a game for a player. Refusals that the next bet would get anyway are reported here; what enforces them
 * is the wallet.
 */
export const makeLaunch: Effect.Effect<GamesShape["launch"], never, Wallet | Stores> = Effect.gen(function* () {
  const wallet = yield* Wallet
  const catalogue = yield* Catalogue
  const credentials = yield* Credentials
  const sessions = yield* PlaySessions
  const providers = yield* Providers
  const addresses = yield* ProviderAddresses

  const openGame = Effect.fnUntraced(function* (brand: BrandKey, provider: string, code: string) {
    const game = yield* catalogue.find(brand, provider, code)
    if (game === undefined) return yield* new GameNotFound()
    const state = stateOf(yield* wallet.policy(brand), game)
    return state === "open" ? game : yield* new GameNotOpen({ state })
  })

  const refuseBlocked = Effect.fnUntraced(function* ({ brand, player, restricted }: PlayerPrincipal) {
    if (restricted) {
      return yield* new PlayBlocked({
        scope: "bet",
        until: null,
        detail: "The session is restricted: play is not allowed."
      })
    }
    const { blocks } = yield* wallet.gate(brand, player)
    const now = yield* Clock.currentTimeMillis
    const block = blocks.find(
      ({ scope, until }) => (scope === "bet" || scope === "login") && (until === null || until > now)
    )
    if (block) return yield* new PlayBlocked({ scope: block.scope, until: block.until, detail: block.reason })
  })

  const connected = Effect.fnUntraced(function* (brand: BrandKey, provider: string) {
    const adapter = providers.get(provider)
    const credential = yield* credentials.current(brand, provider)
    if (adapter === undefined || credential === undefined) return yield* new ProviderNotConfigured()
    return { adapter, credential }
  })

  const demo = Effect.fnUntraced(function* (adapter: Adapter, credential: Credential, order: Ordered) {
    const url = yield* addressFrom(adapter, credential, { ...order, currency: noCurrency, account: null, token: null })
    return { url, account: null, token: null, currency: noCurrency, expiresAt: null } satisfies Launch
  })

  const real = Effect.fnUntraced(function* (
    adapter: Adapter,
    credential: Credential,
    principal: PlayerPrincipal,
    game: Game,
    order: Ordered
  ) {
    const { brand, code, player, session: parent } = principal
    yield* refuseBlocked(principal)
    const { currency } = yield* wallet.balance(brand, player)
    if (game.currencies.length > 0 && !game.currencies.includes(currency)) {
      return yield* new CurrencyNotOffered({ currency })
    }
    const token = makeToken(brand)
    const openedAt = yield* Clock.currentTimeMillis
    const expiresAt = openedAt + lifetime
    // Kept before the provider is asked: it may call back before it has answered.
    yield* sessions.open(code, token, {
      brand,
      player,
      currency,
      provider: game.provider,
      game: game.code,
      parent,
      openedAt,
      expiresAt
    })
    const account = OutboundAccount.make(brand, code)
    const url = yield* addressFrom(adapter, credential, { ...order, currency, account, token })
    return { url, account, token, currency, expiresAt: DateTime.unsafeMake(expiresAt) } satisfies Launch
  })

  return Effect.fn("Games.launch")(
    function* (principal, provider, code, request) {
      const game = yield* openGame(principal.brand, provider, code)
      const { adapter, credential } = yield* connected(principal.brand, provider)
      return request.demo === true
        ? yield* demo(adapter, credential, { code, request })
        : yield* real(adapter, credential, principal, game, { code, request })
    },
    Effect.provideService(ProviderAddresses, addresses),
    Effect.catchTags({
      WalletUnavailable: () => new WalletNotAnswering(),
      // Every player has a wallet from registration on; without one no bet is possible.
      WalletNotFound: () => new PlayBlocked({ scope: "bet", until: null, detail: "The player has no wallet yet." })
    })
  )
})

type Ordered = Pick<LaunchOrder, "code" | "request">

const addressFrom = (adapter: Adapter, credential: Credential, order: LaunchOrder) =>
  Effect.catchTag(adapter.launch(credential, order), "LaunchFailed", ({ detail }) =>
    Effect.logWarning(`${adapter.provider} returned no launch URL for ${order.code}: ${detail}`).pipe(
      Effect.annotateLogs({ brand: credential.brand, credential: credential.id }),
      Effect.zipRight(new ProviderUnavailable())
    )
  )
