import { outbox } from "@croupier/core/events/outbox"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { applyBatchFunction } from "./migrations/applyBatchFunction.js"
import { cashierTables } from "./migrations/cashierTables.js"
import { dayFunctions } from "./migrations/dayFunctions.js"
import { factTable } from "./migrations/factTable.js"
import { followerTables } from "./migrations/followerTables.js"
import { holdWallet } from "./migrations/holdWallet.js"
import { ledgerTables } from "./migrations/ledgerTables.js"
import { playTables } from "./migrations/playTables.js"
import { postingRights } from "./migrations/postingRights.js"
import { pruneReconciliations } from "./migrations/pruneReconciliations.js"
import { readBatchFunction } from "./migrations/readBatchFunction.js"
import { rebaseFollowers } from "./migrations/rebaseFollowers.js"
import { reconciliationTables } from "./migrations/reconciliationTables.js"
import { refuseUnknownBrand } from "./migrations/refuseUnknownBrand.js"
import { rowTypes } from "./migrations/rowTypes.js"
import { takenMeanwhile } from "./migrations/takenMeanwhile.js"

/** The ledger's schema, `croupier_wallet`: its tables, the functions that post, and the outbox. */
export const walletMigrations: MigrationSet = {
  package: "wallet",
  schema: "croupier_wallet",
  migrations: [
    {
      id: 1,
      name: "ledger",
      kind: "expand",
      oldestCode: "0.1.0",
      up: ledgerTables + playTables + cashierTables + refuseUnknownBrand
    },
    { id: 2, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outbox("wallet", "functions") },
    {
      id: 3,
      name: "posting",
      kind: "expand",
      oldestCode: "0.1.0",
      up: rowTypes + dayFunctions + readBatchFunction + applyBatchFunction + takenMeanwhile + postingRights
    },
    {
      id: 4,
      name: "proof of money",
      kind: "expand",
      oldestCode: "0.1.0",
      up: followerTables + reconciliationTables + pruneReconciliations + holdWallet + factTable + rebaseFollowers
    }
  ]
}
