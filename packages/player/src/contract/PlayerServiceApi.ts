import { HttpApi, OpenApi } from "@effect/platform"
import { PlayerSelfApi, PlayerVisitorApi } from "./PlayerApi.js"
import { PlayerCallApi } from "./PlayerCallApi.js"
import { PlayerInternalApi } from "./PlayerInternalApi.js"

/** All of the player service. */
export class PlayerServiceApi extends HttpApi.make("player_service")
  .add(PlayerVisitorApi)
  .add(PlayerSelfApi)
  .add(PlayerInternalApi)
  .add(PlayerCallApi)
  .annotate(OpenApi.Title, "Players")
  .annotate(OpenApi.Description, "Player registration, sessions, limits, exclusion and bank accounts.") {}
