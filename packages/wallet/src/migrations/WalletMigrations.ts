import { outboxStreams } from "@croupier/core/events/outboxStreams"
import { outboxTicks } from "@croupier/core/events/outboxTicks"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { applyBatchUp } from "./applyBatch.js"
import { cashierUp } from "./cashier.js"
import { outboxDaysUp } from "./outboxDays.js"
import { proofOfMoneyUp } from "./proofOfMoney.js"
import { readBatchUp } from "./readBatch.js"
import { rowTypesUp } from "./rowTypes.js"
import { tablesUp } from "./tables.js"

/** The ledger's schema, `croupier_wallet`: its tables, the functions that post, and the outbox. */
export const walletMigrations: MigrationSet = {
  package: "wallet",
  schema: "croupier_wallet",
  migrations: [
    { id: 1, name: "the ledger, with totals of any size", kind: "expand", oldestCode: "0.1.0", up: tablesUp },
    {
      id: 2,
      name: "posting by read and apply",
      kind: "expand",
      oldestCode: "0.1.0",
      up: outboxDaysUp + rowTypesUp + readBatchUp + applyBatchUp
    },
    { id: 3, name: "ticks of the outbox", kind: "expand", oldestCode: "0.1.0", up: outboxTicks("wallet") },
    { id: 4, name: "the cashier", kind: "contract", oldestCode: "0.1.0", up: cashierUp },
    { id: 5, name: "proof of money", kind: "expand", oldestCode: "0.1.0", up: outboxStreams("wallet") + proofOfMoneyUp }
  ]
}
