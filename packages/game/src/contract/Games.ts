import type { PlayerPrincipal } from "@croupier/core/auth/Principal"
import type { BrandKey } from "@croupier/core/Brand"
import type { CursorInvalid } from "@croupier/core/http/Cursor"
import type { Page, PlayState, PlayTarget, RoundView } from "@croupier/wallet/contract"
import { Context, type Effect } from "effect"
import type { CredentialView, NewCredential } from "./CredentialView.js"
import type { Game, GameQuery, GameView } from "./Game.js"
import type { CallFilter, KeptCall, Replay } from "./KeptCall.js"
import type { Launch, LaunchRequest } from "./Launch.js"
import type * as Problems from "./Problems.js"

/** Games: what a brand offers, how a player gets into one, and the providers behind them. */
export class Games extends Context.Tag("@croupier/game/Games")<
  Games,
  {
    /** In the order of their names. */
    readonly list: (
      brand: BrandKey,
      query: GameQuery
    ) => Effect.Effect<Page<GameView>, CursorInvalid | Problems.WalletNotAnswering>
    /** Opens a session and asks the provider for the game's address. Each launch has a token of its own. */
    readonly launch: (
      player: PlayerPrincipal,
      provider: string,
      code: string,
      request: LaunchRequest
    ) => Effect.Effect<Launch, LaunchProblem>
    /** A round of this player; a round of another player is not found. */
    readonly round: (
      player: Pick<PlayerPrincipal, "brand" | "player">,
      provider: string,
      id: string
    ) => Effect.Effect<RoundView, Problems.RoundNotFound | Problems.WalletNotAnswering>
    /** Adds games, and replaces those that are there already; none is ever removed, since rounds refer to them. */
    readonly putGames: (brand: BrandKey, games: ReadonlyArray<Game>) => Effect.Effect<void>
    /** Holds for every bet and launch that begins after it returned. */
    readonly setPlayState: (
      brand: BrandKey,
      target: PlayTarget,
      state: PlayState
    ) => Effect.Effect<void, Problems.WalletNotAnswering>
    /** Makes a key pair and a callback path for a provider. */
    readonly issueCredential: (
      brand: BrandKey,
      credential: NewCredential
    ) => Effect.Effect<
      CredentialView,
      Problems.UnknownProvider | Problems.InvalidProviderAddress | Problems.InvalidProviderKey
    >
    /** Newest first. */
    readonly credentials: (brand: BrandKey) => Effect.Effect<ReadonlyArray<CredentialView>>
    /** Ends a credential at an instant (milliseconds of the epoch); every process follows within a second. */
    readonly endCredential: (
      brand: BrandKey,
      provider: string,
      id: string,
      validUntil: number
    ) => Effect.Effect<void, Problems.CredentialEnded | Problems.CredentialNotFound>
    /** Providers' calls, newest first, some seconds after they came; kept for some days. */
    readonly calls: (
      brand: BrandKey,
      query: CallFilter & { readonly cursor?: string | undefined; readonly limit: number }
    ) => Effect.Effect<Page<KeptCall>, CursorInvalid>
    /** Reads a kept call again by the adapter of today, without any wallet. */
    readonly replay: (
      brand: BrandKey,
      call: string
    ) => Effect.Effect<Replay, Problems.CallNotFound | Problems.CallNotReplayable>
  }
>() {}

/** Why a launch may fail. */
export type LaunchProblem =
  | Problems.GameNotFound
  | Problems.GameNotOpen
  | Problems.PlayBlocked
  | Problems.CurrencyNotOffered
  | Problems.ProviderNotConfigured
  | Problems.ProviderUnavailable
  | Problems.WalletNotAnswering

/** The shape of the games service. */
export type GamesShape = Context.Tag.Service<typeof Games>
