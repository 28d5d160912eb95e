import { Effect } from "effect"
import { aurora, bearerOf, makeWorld, newCredential, slot, type World } from "./World.js"

/** A world in which a player with 100 may launch games over HTTP. */
export const launching = Effect.gen(function* () {
  const world = yield* makeWorld
  yield* world.connect(aurora)
  const player = yield* world.newPlayer(aurora, "100")
  const launch = (body: unknown, path = `/api/game/games/hub88/${slot.code}/launch`) =>
    world.http.request("POST", path, { headers: bearerOf(player), body })
  return { world, player, launch }
})

/** The newest credential wins, so the next launch goes to this address. */
export const connectTo = (world: World, baseUrl: string) =>
  world.games.issueCredential(aurora, { ...newCredential(world.provider), baseUrl })
