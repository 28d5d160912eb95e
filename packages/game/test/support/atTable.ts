import { randomUUID } from "node:crypto"
import { bodyOf, type Fields } from "@croupier/sandbox/hub88/Hub88Client"
import { Effect } from "effect"
import { aurora, makeWorld } from "./World.js"

/** A world in which a player with 100 has a launched game; `body` is a valid bet of 1 with the given changes. */
export const atTable = Effect.gen(function* () {
  const world = yield* makeWorld
  yield* world.connect(aurora)
  const player = yield* world.newPlayer(aurora, "100")
  const session = yield* world.sit(player)
  const client = yield* world.provider.client("operator-of-aurora")
  const { seat } = session
  const body = (changes: Fields = {}) =>
    bodyOf({
      user: seat.user,
      token: seat.token,
      game_code: seat.game,
      transaction_uuid: randomUUID(),
      request_uuid: "r-1",
      round: "round-1",
      amount: 100_000n,
      currency: seat.currency,
      ...changes
    })
  yield* world.takeCalls
  return { world, player, session, client, seat, body }
})
