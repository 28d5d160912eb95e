import * as Shell from "@croupier/core/process/Shell"
import { rollingMigrations } from "@croupier/rolling/migrations"
import * as RollingSql from "@croupier/rolling/RollingSql"
import { Layer } from "effect"
import { ground, grounding, identity, listening, playerKeys } from "./compose/process.js"
import { rollingService } from "./compose/services.js"
import { fits } from "./compose/stores.js"
import { hints } from "./compose/streams.js"

rollingService(listening(8013)).pipe(
  Layer.provide([Layer.provide(RollingSql.layerSql, hints), playerKeys]),
  Layer.provide(identity("rolling_service")),
  Layer.provide(fits(rollingMigrations)),
  Layer.provide(ground("rolling_service")),
  Shell.run("rolling_service", { needs: [...grounding, "PLAYER_SERVICE_URL"] })
)
