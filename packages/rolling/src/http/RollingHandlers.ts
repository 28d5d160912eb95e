import { CurrentPlayer } from "@croupier/core/auth/Authentication"
import { handlers } from "@croupier/core/domain/ServiceCallsServer"
import { HttpApiBuilder } from "@effect/platform"
import { Effect, Layer } from "effect"
import { Rolling } from "../contract/Rolling.js"
import { RollingServiceApi } from "../contract/RollingApi.js"

const player = HttpApiBuilder.group(RollingServiceApi, "rolling", (routes) =>
  Effect.map(Rolling, (rolling) =>
    routes
      .handle("requirements", ({ urlParams }) =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => rolling.requirements({ brand, player, ...urlParams }))
      )
      .handle("contributions", ({ path, urlParams }) =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) =>
          rolling.contributions({ brand, player, id: path.id, ...urlParams })
        )
      )
      .handle("withdrawable", () =>
        Effect.flatMap(CurrentPlayer, ({ brand, player }) => rolling.withdrawable({ brand, player }))
      )
  )
)

/** All routes of the rolling service. */
export const layer = Layer.merge(
  player,
  handlers(RollingServiceApi, "rollingCall", Rolling, ["open", "cancel", "adjust", "resolveReview", "setPolicy"])
)
