import { CurrentPlayer } from "@croupier/core/auth/Authentication"
import { handlers } from "@croupier/core/domain/ServiceCallsServer"
import { HttpApiBuilder } from "@effect/platform"
import { Effect, Layer } from "effect"
import { Tally } from "../contract/Tally.js"
import { TallyServiceApi } from "../contract/TallyApi.js"

const player = HttpApiBuilder.group(TallyServiceApi, "tally", (routes) =>
  Effect.map(Tally, (tally) =>
    routes.handle("points", () => Effect.map(Effect.flatMap(CurrentPlayer, tally.total), (points) => ({ points })))
  )
)

/** All routes of the tally service. */
export const layer = Layer.merge(player, handlers(TallyServiceApi, "tallyCall", Tally, ["add"]))
