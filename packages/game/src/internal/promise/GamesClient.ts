import type { EmbeddedHealth } from "@croupier/core/embedded/EmbeddedHealth"
import type { NodeHandler } from "@croupier/core/http/adapters/NodeHandler"
import type { WebHandler } from "@croupier/core/http/adapters/WebHandler"
import type { OpenClient } from "@croupier/core/promise/OpenClient"
import type { PlayState, PlayTarget, RoundView } from "@croupier/wallet/contract"
import type { CredentialView, NewCredential } from "../../contract/CredentialView.js"
import type { Game, GameView } from "../../contract/Game.js"
import type { KeptCall, Replay } from "../../contract/KeptCall.js"
import type { Launch } from "../../contract/Launch.js"
import type * as Inputs from "./Inputs.js"

/** One page of a list: `nextCursor` is there while there is more. */
export interface GamesPage<Item> {
  readonly items: ReadonlyArray<Item>
  readonly nextCursor?: string | undefined
}

/**
 * The games of one brand. Every method takes one object and answers plain values, with amounts as decimal strings in main units; it
 * rejects with a `CroupierError` that has the code of the problem in the reference.
 */
export interface GamesClient extends OpenClient<"games"> {
  readonly brand: string
  /** Adds games, and replaces those of the same provider and code. */
  putGames(input: { readonly games: ReadonlyArray<typeof Game.Encoded> }): Promise<void>
  /** In the order of their names, 50 on a page. */
  list(query?: typeof Inputs.List.Encoded): Promise<GamesPage<typeof GameView.Encoded>>
  /** Of the whole brand, of one provider, or of one game of it; holds for every bet and launch that begins afterwards. */
  setPlayState(input: { readonly target?: typeof PlayTarget.Encoded; readonly state: PlayState }): Promise<void>
  /** Opens a session and asks the provider for the game's address. `player` is what `verify` of the players answers. */
  launch(input: LaunchInput): Promise<typeof Launch.Encoded>
  /** A round of this player; rejects with the code `round-not-found` for rounds of other players. */
  round(input: typeof Inputs.Round.Encoded): Promise<typeof RoundView.Encoded>
  /** Makes a key pair and a callback path for a provider. */
  issueCredential(input: typeof NewCredential.Encoded): Promise<typeof CredentialView.Encoded>
  /** Newest first. */
  credentials(): Promise<ReadonlyArray<typeof CredentialView.Encoded>>
  /** Ends a credential at an instant, in milliseconds of the epoch. */
  endCredential(input: typeof Inputs.CredentialEnd.Encoded): Promise<void>
  /** Providers' calls with a valid signature, newest first, some seconds after they came. */
  calls(query?: typeof Inputs.Calls.Encoded): Promise<GamesPage<typeof KeptCall.Encoded>>
  /** Reads a kept call again by the adapter of today, without any wallet. */
  replay(input: typeof Inputs.Call.Encoded): Promise<typeof Replay.Encoded>
  /**
   * Answers the providers' calls under `/callbacks/` on a `node:http` server; Express takes it as middleware before body parsers,
   * and `FastifyMount` of `@croupier/core` mounts it in Fastify.
   */
  readonly callbacks: NodeHandler
  /** The same as a function from `Request` to `Response`, for Hono, Next.js, Bun and Deno. It does not reject. */
  readonly fetchCallbacks: WebHandler
  /** What this process needs and does not have; never rejects before the close. */
  health(): Promise<EmbeddedHealth>
}

/** A player's way into a game. */
export type LaunchInput = typeof Inputs.Launching.Encoded
