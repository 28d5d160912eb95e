import { Effect } from "effect"
import type { Deployment } from "./Deployment.js"
import type { DeploymentFault } from "./DeploymentFault.js"

const sql = (break_: string, restore: string) => (deployment: Deployment) =>
  Effect.acquireRelease(deployment.sql(break_), () => deployment.sql(restore))

/** An event of the wallet's outbox that happened at an instant, an expression. */
const eventAt = (at: string): string => `
INSERT INTO croupier_wallet.outbox (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
VALUES (0, 'aurora', gen_random_uuid(), 1, gen_random_uuid(), 'test', 1, '{}', ${at})`

/** An entry that was posted at an instant, an expression; without the transaction that it is of. */
const entryAt = (at: string): string => `
SET session_replication_role = replica;
INSERT INTO croupier_wallet.entry (brand_id, transaction_id, line, kind, sub, currency, amount, version, at)
VALUES ('aurora', gen_random_uuid(), 1, 'fees', '', 'EUR', 1, 1, ${at})`

const noEntries = "SET session_replication_role = replica; DELETE FROM croupier_wallet.entry"
const noEvents = "DELETE FROM croupier_wallet.outbox"

/** What may be wrong with outboxes, their consumers and the proofs of the ledger. */
export const eventFaults: ReadonlyArray<DeploymentFault> = [
  {
    name: "nothing publishes an outbox",
    apply: sql(
      `SELECT croupier_wallet.create_outbox_day((now() AT TIME ZONE 'UTC')::date - 1);
      ${eventAt("now() - interval '90 seconds'")}`,
      noEvents
    ),
    check: "events.relay",
    found: /oldest unpublished event of wallet is \d+ s old/,
    remedy: /start wallet_worker with ENABLE_OUTBOX_POLLER=true/
  },
  {
    name: "a restored database waits for a rebase",
    apply: sql(
      "UPDATE croupier_player.relay SET database = 'server 1, timeline 00000001, database 1'",
      "UPDATE croupier_player.relay SET database = NULL"
    ),
    check: "events.relay",
    found: /no batches of player are created: they were begun by server 1/,
    remedy: /croupier outbox rebase player$/
  },
  {
    name: "an event is in the default partition",
    apply: sql(eventAt("now() + interval '40 days'"), noEvents),
    check: "events.default-partition",
    found: /1 events of wallet are in the default partition/,
    remedy: /keep wallet_worker running/
  },
  {
    name: "the days of an outbox are not made ahead",
    apply: sql(
      `DO $$ BEGIN FOR ahead IN 1..3 LOOP EXECUTE 'DROP TABLE croupier_player.outbox_' ||
        to_char((now() AT TIME ZONE 'UTC')::date + ahead, 'YYYYMMDD'); END LOOP; END $$`,
      `SELECT croupier_player.create_outbox_day((now() AT TIME ZONE 'UTC')::date + ahead) FROM generate_series(1, 3) AS ahead`
    ),
    check: "events.days",
    found: /outbox of player has no partition for tomorrow/,
    remedy: /start player_worker/
  },
  {
    name: "a consumer has dead letters",
    apply: sql(
      `INSERT INTO croupier_core.dead_letter VALUES ('aurora', 'turnover', 'wallet', gen_random_uuid(), 1, 0, 0, 1,
        gen_random_uuid(), 'test', 1, '{}', now(), NULL, 'value too long')`,
      "DELETE FROM croupier_core.dead_letter"
    ),
    check: "events.dead-letters",
    found: /turnover of wallet has 1 dead letters/,
    remedy: /croupier outbox replay --consumer turnover --domain wallet$/
  },
  {
    name: "a consumer does not advance",
    apply: sql(
      `INSERT INTO croupier_wallet.tick (number, snapshot, previous, seq_from, seq_to, at)
      VALUES (1, '3:3:', '3:3:', 1, 0, now() - interval '1 hour');
      UPDATE croupier_core.event_position SET tick = tick + 1 WHERE domain = 'wallet';
      INSERT INTO croupier_core.event_position SELECT 'turnover', 'wallet', p, 1, 0, 0 FROM generate_series(0, 15) AS p`,
      `DELETE FROM croupier_core.event_position WHERE consumer = 'turnover';
      UPDATE croupier_core.event_position SET tick = tick - 1 WHERE domain = 'wallet';
      DELETE FROM croupier_wallet.tick WHERE number = 1`
    ),
    check: "events.consumers",
    found: /turnover of wallet is 36\d\d s behind/,
    remedy: /croupier outbox retire turnover wallet$/
  },
  {
    name: "the ledger was restored into another server",
    apply: sql(
      "UPDATE croupier_wallet.history SET server = '1'",
      "UPDATE croupier_wallet.history SET server = (SELECT system_identifier::text FROM pg_control_system())"
    ),
    check: "books.history",
    found: /numbered by server 1/,
    remedy: /croupier outbox rebase wallet$/
  },
  {
    name: "the seal does not advance",
    apply: sql(entryAt("now() - interval '1 hour'"), noEntries),
    check: "books.seal",
    found: /has been unsealed for 60 minutes/,
    remedy: /start wallet_worker/
  },
  {
    name: "nothing reconciles",
    apply: sql(
      `${entryAt("now() - interval '5 hours'")};
      UPDATE croupier_wallet.follower SET seen_seq = (SELECT max(seq) FROM croupier_wallet.entry)`,
      noEntries
    ),
    check: "books.reconciliation",
    found: /no reconciliation has completed for 300 minutes/,
    remedy: /croupier verify$/
  },
  {
    name: "a reconciliation waits for a person",
    apply: sql(
      `INSERT INTO croupier_wallet.reconciliation
      VALUES (gen_random_uuid(), now(), now(), 3, 2, 'alert', '{}')`,
      "DELETE FROM croupier_wallet.reconciliation"
    ),
    check: "books.reconciliation",
    found: /found 2 accounts that differ from their entries \(alert\)/,
    remedy: /croupier verify lists the entries/
  }
]
