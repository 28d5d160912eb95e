import { outbox } from "@croupier/core/events/outbox"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { applyBatchUp } from "./migrations/applyBatchFunction.js"
import { cashierUp } from "./migrations/Cashier.js"
import { proofOfMoneyUp } from "./migrations/ProofOfMoney.js"
import { rowTypesUp } from "./migrations/RowTypes.js"
import { readBatchUp } from "./migrations/readBatchFunction.js"
import { tablesUp } from "./migrations/Tables.js"

/** The ledger's schema, `croupier_wallet`: its tables, the functions that post, and the outbox. */
export const walletMigrations: MigrationSet = {
  package: "wallet",
  schema: "croupier_wallet",
  migrations: [
    { id: 1, name: "the ledger, with totals of any size", kind: "expand", oldestCode: "0.1.0", up: tablesUp },
    { id: 2, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outbox("wallet", "functions") },
    { id: 3, name: "posting", kind: "expand", oldestCode: "0.1.0", up: rowTypesUp + readBatchUp + applyBatchUp },
    { id: 4, name: "the cashier", kind: "contract", oldestCode: "0.1.0", up: cashierUp },
    { id: 5, name: "proof of money", kind: "expand", oldestCode: "0.1.0", up: proofOfMoneyUp }
  ]
}
