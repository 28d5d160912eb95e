import * as SqlClient from "@effect/sql/SqlClient"
import { Effect } from "effect"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

/** Statements as the owner of the database, who may change what the code under test never does. */
export const asOwner = (statement: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(statement)).pipe(Effect.provide(TestPostgres.layerOwner))

/**
 * Simulates a dump restored into a new server: the transaction ids of old rows and snapshots are far beyond those that are
 * given out now.
 */
export const restoreDump = (by: number) =>
  asOwner(`
    BEGIN; SELECT set_config('croupier.brands', '*', true);
    UPDATE croupier_stream.outbox SET xid = (xid::text::bigint + ${by})::text::xid8;
    UPDATE croupier_stream.tick SET previous = ${raised("previous", by)}, snapshot = ${raised("snapshot", by)},
      xid_from = (xid_from::text::bigint + ${by})::text::xid8, xid_to = (xid_to::text::bigint + ${by})::text::xid8;
    UPDATE croupier_stream.relay SET database = 'another one';
    COMMIT`)

/** A snapshot, as text, with every transaction id raised. */
const raised = (snapshot: string, by: number) => `(
  SELECT string_agg((part[1]::bigint + ${by})::text || part[2], '' ORDER BY place)
  FROM regexp_matches(${snapshot}::text, '([0-9]+)([:,]*)', 'g') WITH ORDINALITY AS p (part, place))::pg_snapshot`
