import { agentMigrations } from "@croupier/agent/migrations"
import * as JwksSource from "@croupier/core/auth/JwksSource"
import * as KeyRing from "@croupier/core/auth/KeyRing"
import * as SigningKeysSql from "@croupier/core/auth/SigningKeysSql"
import * as Shell from "@croupier/core/process/Shell"
import { Layer } from "effect"
import { ground, grounding, identity, listening } from "./compose/process.js"
import { agentService } from "./compose/services.js"
import { fits } from "./compose/stores.js"

agentService(listening(8015)).pipe(
  Layer.provide(JwksSource.layerOwn("agent")),
  Layer.provide(SigningKeysSql.layerSql("agent")),
  Layer.provide(identity("agent_service")),
  Layer.provide(KeyRing.layerConfig),
  Layer.provide(fits(agentMigrations)),
  Layer.provide(ground("agent_service")),
  Shell.run("agent_service", { needs: [...grounding, "CROUPIER_KEYS"] })
)
