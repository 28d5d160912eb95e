import { outbox } from "@croupier/core/events/outbox"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { accrualSchema } from "./migrations/accrualSchema.js"
import { settlementSchema } from "./migrations/settlementSchema.js"
import { treeSchema } from "./migrations/treeSchema.js"

/** The schema `croupier_agent`: the tree with its dated places and terms, accruals, statements and conversions. */
export const agentMigrations: MigrationSet = {
  package: "agent",
  schema: "croupier_agent",
  migrations: [
    { id: 1, name: "tree, agreements, players", kind: "expand", oldestCode: "0.1.0", up: treeSchema },
    { id: 2, name: "rounds, chains, accruals", kind: "expand", oldestCode: "0.1.0", up: accrualSchema },
    { id: 3, name: "accounts, statements, conversions", kind: "expand", oldestCode: "0.1.0", up: settlementSchema },
    { id: 4, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outbox("agent") }
  ]
}
