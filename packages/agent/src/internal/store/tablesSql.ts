import type { BrandKey } from "@croupier/core/Brand"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { AgentTables } from "./AgentTables.js"
import { accountTables } from "./accountTables.js"
import { accrualTables } from "./accrualTables.js"
import { playerTables } from "./playerTables.js"
import { settlementTables } from "./settlementTables.js"
import { treeTables } from "./treeTables.js"

/** The tables of one brand, in the transaction of the fiber that uses them. */
export const tablesSql = (sql: SqlClient, brand: BrandKey): AgentTables => ({
  ...treeTables(sql, brand),
  ...playerTables(sql, brand),
  ...accrualTables(sql, brand),
  ...accountTables(sql, brand),
  ...settlementTables(sql, brand)
})
