import { Effect } from "effect"
import { type Fault, inTurn, inWorld } from "./Fault.js"
import { within } from "./recovery.js"
import { domain } from "./tally.js"

/**
 * Raises every transaction id that the product has stored, as they lie beyond the present ones after a dump is restored. No
 * session survives that: one that had read some of the old ids would mix them with the new.
 */
export const dumpRestored: Fault = inWorld(({ ask }) => Effect.orDie(inTurn(ask(closed), ask(raised), ask(opened))))

const connections = (limit: number): string => `
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT ${limit}', current_database()); END $$`

/** For all logins but the administrator, which has no limit. */
const closed = connections(0)

const opened = connections(-1)

const by = 10_000_000

const id = (column: string): string => `${column} = (${column}::text::bigint + ${by})::text::xid8`

const snapshot = (column: string): string => `${column} = (
  SELECT string_agg((part[1]::bigint + ${by})::text || part[2], '' ORDER BY place)
  FROM regexp_matches(${column}::text, '([0-9]+)([:,]*)', 'g') WITH ORDINALITY AS p (part, place))::pg_snapshot`

/** A block, so that it is one transaction: it waits for all writers of events, and blocks new ones. */
const raised = `
DO $$ BEGIN
  LOCK TABLE croupier_${domain}.outbox, croupier_${domain}.relay, croupier_${domain}.tick IN ACCESS EXCLUSIVE MODE;
  PERFORM pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'croupier_app';
  UPDATE croupier_${domain}.outbox SET ${id("xid")};
  UPDATE croupier_${domain}.tick SET ${snapshot("previous")}, ${snapshot("snapshot")}, ${id("xid_from")}, ${id("xid_to")};
  UPDATE croupier_${domain}.relay SET database = 'that of the dump', ${snapshot("pending")}, ${id("pending_xid")};
END $$`

/**
 * Checks that the relay makes no batch in a database of another history before a rebase, although it holds the lease and there
 * are new events.
 */
export const halted: Fault = inWorld(({ ask, complain, writers, stretched }) =>
  Effect.gen(function* () {
    const newest = Effect.map(
      ask<{ tick: string; halts: boolean }>(
        `SELECT tick, halted IS NOT NULL OR database <> croupier_${domain}.this_database() AS halts FROM croupier_${domain}.relay`
      ),
      ([row]) => row
    )
    // The restored files may be from while a dump was restored.
    yield* ask(opened)
    const before = yield* newest
    if (before?.halts !== true) return
    yield* writers.beat
    const held = Effect.map(ask<{ held: boolean }>(lease), ([row]) => row?.held === true)
    if ((yield* within(15_000 * stretched, held)) === undefined)
      yield* complain("no relay took its lease in a restored database")
    yield* Effect.sleep(600 * stretched)
    const after = yield* newest
    if (after?.halts === true && after.tick !== before.tick) {
      yield* complain(`batches ${before.tick} to ${after.tick} were made in another history before a rebase`)
    }
  }).pipe(Effect.orDie)
)

const lease = `SELECT expires_at > clock_timestamp() AS held FROM croupier_core.lease WHERE name = 'relay ${domain}'`
