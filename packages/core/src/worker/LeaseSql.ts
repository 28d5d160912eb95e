import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { Fragment } from "@effect/sql/Statement"
import { Duration, Effect, Layer, Option } from "effect"
import { refuseInTransaction } from "../internal/postgres/transaction.js"
import { type Lease, LeaseLost, Leases } from "./Lease.js"

/** Leases as rows, by the database's clock. A store that is unavailable is a defect, which a worker's loop retries. */
export const layerSql: Layer.Layer<Leases, never, SqlClient.SqlClient> = Layer.effect(
  Leases,
  Effect.map(SqlClient.SqlClient, (sql) => ({
    acquire: (name, holder, duration) =>
      // The WHERE is decided on the row as it is once it is locked, so of two at once one gets it.
      sql<{ epoch: bigint }>`
        INSERT INTO croupier_core.lease AS held (name, holder, epoch, expires_at)
        VALUES (${name}, ${holder}, 1, croupier_core.now() + ${millis(duration)}::float8 * interval '1 millisecond')
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
          epoch = held.epoch + CASE WHEN held.expires_at > croupier_core.now() THEN 0 ELSE 1 END
        WHERE held.holder = excluded.holder OR held.expires_at <= croupier_core.now()
        RETURNING epoch`.pipe(
        Effect.map(([row]) => (row === undefined ? Option.none() : Option.some({ name, holder, epoch: row.epoch }))),
        refuseInTransaction("Leases.acquire"),
        Effect.orDie
      ),
    renew: (lease, duration) =>
      sql`
        UPDATE croupier_core.lease
        SET expires_at = croupier_core.now() + ${millis(duration)}::float8 * interval '1 millisecond'
        WHERE name = ${lease.name} AND epoch = ${lease.epoch} AND expires_at > croupier_core.now()
        RETURNING epoch`.pipe(
        refuseInTransaction("Leases.renew"),
        Effect.orDie,
        Effect.flatMap((rows) => (rows.length === 0 ? lost(lease) : Effect.void))
      ),
    release: (lease) =>
      sql`
        UPDATE croupier_core.lease SET expires_at = croupier_core.now()
        WHERE name = ${lease.name} AND epoch = ${lease.epoch} AND expires_at > croupier_core.now()`.pipe(
        refuseInTransaction("Leases.release"),
        // One that cannot be given back expires.
        Effect.ignore
      ),
    isHeld: (lease) =>
      sql`
        SELECT FROM croupier_core.lease
        WHERE name = ${lease.name} AND epoch = ${lease.epoch} AND expires_at > croupier_core.now()`.pipe(
        Effect.map((rows) => rows.length > 0),
        Effect.orDie
      )
  }))
)

/**
 * A condition for a statement that writes under a lease: true while it is held, and then a new holder has to wait for this
 * transaction to end. A renewal need not.
 */
export const leaseHeld = (sql: SqlClient.SqlClient, { name, epoch }: Pick<Lease, "name" | "epoch">): Fragment => sql`
  EXISTS (SELECT FROM croupier_core.lease
    WHERE name = ${name} AND epoch = ${epoch} AND expires_at > croupier_core.now() FOR KEY SHARE)`

/** The same as a step of the caller's transaction, which has to be undone when it fails. */
export const requireLease = (lease: Lease): Effect.Effect<void, LeaseLost | SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) =>
    Effect.flatMap(sql<{ held: boolean }>`SELECT ${leaseHeld(sql, lease)} AS held`, ([row]) =>
      row?.held === true ? Effect.void : lost(lease)
    )
  )

const millis = Duration.toMillis

const lost = ({ name, epoch }: Lease) => new LeaseLost({ name, epoch })
