import {
  CurrentPlayer,
  type PlayerAuthentication,
  type ServiceAuthentication
} from "@croupier/core/auth/Authentication"
import { HttpApiBuilder, type HttpApiGroup } from "@effect/platform"
import { Effect, Layer } from "effect"
import { GameServiceApi } from "../contract/GameApi.js"
import { Games } from "../contract/Games.js"

/** The players' routes. */
const players = HttpApiBuilder.group(GameServiceApi, "game", (handlers) =>
  Effect.map(Games, (games) =>
    handlers
      .handle("games", ({ urlParams }) => Effect.flatMap(CurrentPlayer, ({ brand }) => games.list(brand, urlParams)))
      .handle("launch", ({ path, payload }) =>
        Effect.flatMap(CurrentPlayer, (player) => games.launch(player, path.provider, path.code, payload))
      )
      .handle("round", ({ path }) =>
        Effect.flatMap(CurrentPlayer, (player) => games.round(player, path.provider, path.id))
      )
  )
)

/** The routes for our own services. */
const services = HttpApiBuilder.group(GameServiceApi, "gameInternal", (handlers) =>
  Effect.map(Games, (games) =>
    handlers
      .handle("putGames", ({ path, payload }) => games.putGames(path.brand, payload.games))
      .handle("setPlayState", ({ path, payload }) => games.setPlayState(path.brand, payload.target, payload.state))
      .handle("issueCredential", ({ path, payload }) => games.issueCredential(path.brand, payload))
      .handle("credentials", ({ path }) => Effect.map(games.credentials(path.brand), (items) => ({ items })))
      .handle("calls", ({ path, urlParams }) => games.calls(path.brand, urlParams))
      .handle("replay", ({ path }) => games.replay(path.brand, path.id))
      .handle("endCredential", ({ path, payload }) =>
        games.endCredential(path.brand, path.provider, path.id, payload.validUntil)
      )
  )
)

/** All routes of the game service but the callbacks. */
export const layer: Layer.Layer<
  HttpApiGroup.ApiGroup<"game_service", "game"> | HttpApiGroup.ApiGroup<"game_service", "gameInternal">,
  never,
  Games | PlayerAuthentication | ServiceAuthentication
> = Layer.merge(players, services)
