import type { PlayerPrincipal } from "@croupier/core/auth/Principal"
import type { Brand } from "@croupier/core/Brand"
import { NodeHandler } from "@croupier/core/http/adapters/NodeHandler"
import { WebHandler } from "@croupier/core/http/adapters/WebHandler"
import { Page } from "@croupier/core/http/Cursor"
import { promisedCall } from "@croupier/core/promise/promisedCall"
import type { Session } from "@croupier/core/promise/Session"
import { RoundView } from "@croupier/wallet/contract"
import { Effect, Schema } from "effect"
import { CredentialView, NewCredential } from "../../contract/CredentialView.js"
import { GameView } from "../../contract/Game.js"
import { Games, type GamesShape } from "../../contract/Games.js"
import { KeptCall, Replay } from "../../contract/KeptCall.js"
import { Launch } from "../../contract/Launch.js"
import { EmbeddedGames } from "../../embedded.js"
import type { GamesClient } from "./GamesClient.js"
import * as Inputs from "./Inputs.js"

/** The services that a client of games calls. */
export type ClientServices = EmbeddedGames | Games | NodeHandler | WebHandler

/** The promise API of one brand on a running layer. */
export const makeClient = async (session: Session<ClientServices>, { key: brand }: Brand): Promise<GamesClient> => {
  const method = <A, I, B, J, E>(
    input: Schema.Schema<A, I>,
    answer: Schema.Schema<B, J>,
    call: (games: GamesShape, input: A) => Effect.Effect<B, E>
  ) => promisedCall(session, input, answer, (given: A) => Effect.flatMap(Games, (games) => call(games, given)))
  const list = method(Inputs.List, Page(GameView), (games, query) => games.list(brand, query))
  const calls = method(Inputs.Calls, Page(KeptCall), (games, query) => games.calls(brand, query))
  const credentials = method(Schema.Struct({}), Schema.Array(CredentialView), (games) => games.credentials(brand))
  return {
    domain: "games",
    brand,
    putGames: method(Inputs.Put, Schema.Void, ({ putGames }, { games }) => putGames(brand, games)),
    list: (query = {}) => list(query),
    setPlayState: method(Inputs.Play, Schema.Void, (games, { state, target }) =>
      games.setPlayState(brand, target, state)
    ),
    launch: method(Inputs.Launching, Launch, (games, { code, player, provider, ...request }) =>
      games.launch(principalOf(brand, player), provider, code, request)
    ),
    round: method(Inputs.Round, RoundView, (games, { id, player, provider }) =>
      games.round({ brand, player }, provider, id)
    ),
    issueCredential: method(NewCredential, CredentialView, (games, wanted) => games.issueCredential(brand, wanted)),
    credentials: () => credentials({}),
    endCredential: method(Inputs.CredentialEnd, Schema.Void, (games, { id, provider, validUntil }) =>
      games.endCredential(brand, provider, id, validUntil)
    ),
    calls: (query = {}) => calls(query),
    replay: method(Inputs.Call, Replay, (games, { id }) => games.replay(brand, id)),
    callbacks: await session.run(NodeHandler),
    fetchCallbacks: await session.run(WebHandler),
    health: () => session.run(Effect.flatMap(EmbeddedGames, ({ health }) => health)),
    close: session.close
  }
}

const principalOf = (
  brand: Brand["key"],
  { restricted, ...player }: typeof Inputs.Launching.Type.player
): PlayerPrincipal => ({ _tag: "player", brand, ...player, ...(restricted ? { restricted } : {}) })
