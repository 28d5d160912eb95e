import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { Effect } from "effect"

/** One step of a schema. Applied once, in a transaction of its own together with its row. */
export interface Migration {
  /** Rising by one, from 1. */
  readonly id: number
  readonly name: string
  /** `expand`: code that knew nothing of it runs on. `contract`: only code of `oldestCode` or newer does. */
  readonly kind: "expand" | "contract"
  /** The oldest version of the code that may run on the schema after this step, such as `0.1.0`. */
  readonly oldestCode: string
  /** SQL statements as text (it survives bundling), or an effect where a step has to compute. Runs as `croupier_owner`. */
  readonly up: string | Effect.Effect<void, SqlError, SqlClient>
}

/** All migrations of one package, for the schema that it alone owns. */
export interface MigrationSet {
  /** The package's name in messages, such as `wallet`. */
  readonly package: string
  readonly schema: `croupier_${string}`
  readonly migrations: ReadonlyArray<Migration>
}
