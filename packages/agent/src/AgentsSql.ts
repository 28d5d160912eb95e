import * as Passwords from "@croupier/core/auth/Passwords"
import type { Revocations } from "@croupier/core/auth/Revocations"
import * as Throttle from "@croupier/core/auth/Throttle"
import type { TokenIssuer } from "@croupier/core/auth/TokenIssuer"
import type { Notifier } from "@croupier/core/events/Notifier"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Layer } from "effect"
import type { Agents } from "./contract/Agents.js"
import { agentsLayer } from "./internal/agentsLayer.js"
import * as AgentStoreSql from "./internal/store/AgentStoreSql.js"

/** Agents on PostgreSQL, with passwords by Argon2id and throttling at its default. */
export const layerSql: Layer.Layer<Agents, never, Notifier | Revocations | SqlClient | TokenIssuer> = agentsLayer.pipe(
  Layer.provide([AgentStoreSql.layerSql, Passwords.layer, Throttle.layer])
)
