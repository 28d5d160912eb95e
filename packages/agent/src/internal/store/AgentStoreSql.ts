import { committed, Notifier } from "@croupier/core/events/Notifier"
import * as Store from "@croupier/core/postgres/Store"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Layer } from "effect"
import { AgentsUnavailable } from "../../contract/Problems.js"
import { AgentStore, decided } from "./AgentStore.js"
import { tablesSql } from "./tablesSql.js"

/** What is stored of agents on PostgreSQL. After each transaction, which may have published, a relay in this process is woken. */
export const layerSql: Layer.Layer<AgentStore, never, SqlClient | Notifier> = Layer.effect(
  AgentStore,
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const hint = (yield* Notifier).wake(committed("agent"))
    const store = yield* Store.make<AgentsUnavailable>({
      name: "agents",
      unavailable: () => new AgentsUnavailable({ outcome: "unknown" })
    })
    return {
      inBrand: (brand, use) =>
        store.inBrand(brand, decided(use(tablesSql(sql, brand)))).pipe(Effect.zipLeft(hint), Effect.flatten)
    }
  })
)
