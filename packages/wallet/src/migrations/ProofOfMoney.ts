import { retention } from "@croupier/core/postgres/retention"
import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"
import { rebaseFollowers } from "./rebaseFollowers.js"

/**
 * What proves the money. Each follower of the entries keeps the snapshot that it has seen; what is later is what that does
 * not show, so no number or time is ever asked whether something is new. The index is the order in which they follow.
 */
const followers = `
CREATE INDEX entry_order ON croupier_wallet.entry (xid, seq);

CREATE TABLE croupier_wallet.history (
  number integer PRIMARY KEY CHECK (number > 0),
  server text COLLATE "C" NOT NULL,
  first_seq bigint NOT NULL,
  closed_seq bigint,
  begun_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE croupier_wallet.history IS
  'the entries from first_seq on have transaction ids of this server (system identifier); a dump restored elsewhere begins a new history; closed_seq: the newest that the seal had seen when it ended';
INSERT INTO croupier_wallet.history (number, server, first_seq)
SELECT 1, system_identifier::text, -9223372036854775808 FROM pg_control_system();
GRANT SELECT ON croupier_wallet.history TO croupier_wallet, croupier_span;

CREATE TABLE croupier_wallet.follower (
  name text COLLATE "C" PRIMARY KEY,
  history integer NOT NULL DEFAULT 1 REFERENCES croupier_wallet.history,
  snapshot pg_snapshot NOT NULL,
  seen_seq bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE croupier_wallet.follower IS
  'snapshot: the entries of the history that it shows have been taken, of every brand; none has a seq over seen_seq';
INSERT INTO croupier_wallet.follower (name, snapshot)
SELECT name, '3:3:' FROM unnest(ARRAY['balance fold', 'reconciliation', 'ledger seal']) AS name;
GRANT SELECT ON croupier_wallet.follower TO croupier_wallet, croupier_span;
GRANT UPDATE ON croupier_wallet.follower TO croupier_span;

CREATE TABLE croupier_wallet.checkpoint (
  brand_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  sub text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  amount numeric(38) NOT NULL,
  PRIMARY KEY (brand_id, kind, sub, currency)
);
COMMENT ON TABLE croupier_wallet.checkpoint IS
  'accounts of a brand: the sum of the entries that the snapshot of the follower "balance fold" shows';

CREATE TABLE croupier_wallet.entry_sum (
  brand_id text COLLATE "C" NOT NULL,
  wallet_id uuid,
  kind text COLLATE "C" NOT NULL,
  sub text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  amount numeric(38) NOT NULL,
  UNIQUE NULLS NOT DISTINCT (brand_id, wallet_id, kind, sub, currency)
) WITH (fillfactor = 70);
COMMENT ON TABLE croupier_wallet.entry_sum IS
  'every account: the sum of the entries that the snapshot of the follower "reconciliation" shows; sub is empty for a wallet';

CREATE TABLE croupier_wallet.entry_whole (
  brand_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  amount numeric(38) NOT NULL,
  PRIMARY KEY (brand_id, currency)
);
COMMENT ON TABLE croupier_wallet.entry_whole IS
  'all accounts of a brand together: the sum of the entries that the snapshot of the follower "reconciliation" shows; always 0';

CREATE TABLE croupier_wallet.seal (
  brand_id text COLLATE "C" NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  snapshot pg_snapshot NOT NULL,
  history integer NOT NULL,
  closing boolean NOT NULL,
  entries integer NOT NULL CHECK (entries > 0 OR closing),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (brand_id, number)
);
COMMENT ON TABLE croupier_wallet.seal IS
  'link n hashes link n - 1 and, by seq, the entries of the brand that its snapshot shows and that of link n - 1 does not; one that closes a history holds what no snapshot of it shows';
`

const findings = `
CREATE TABLE croupier_wallet.reconciliation (
  run uuid PRIMARY KEY,
  begun_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  accounts bigint NOT NULL,
  differences integer NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('balanced', 'frozen', 'alert')),
  report jsonb NOT NULL
);
COMMENT ON TABLE croupier_wallet.reconciliation IS 'state alert: no wallet was frozen, a person decides';
GRANT SELECT, INSERT ON croupier_wallet.reconciliation TO croupier_span;
CREATE INDEX ON croupier_wallet.reconciliation (begun_at);

CREATE FUNCTION croupier_wallet.prune_reconciliations(at_most integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH old AS MATERIALIZED (
      SELECT run FROM croupier_wallet.reconciliation
      WHERE state = 'balanced' AND begun_at < croupier_core.now() - interval '${retention.reconciliation.days} days'
      ORDER BY begun_at LIMIT at_most FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM croupier_wallet.reconciliation AS r USING old WHERE r.run = old.run RETURNING 1)
  SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION croupier_wallet.prune_reconciliations IS 'removes old reconciliations that found nothing';
REVOKE EXECUTE ON FUNCTION croupier_wallet.prune_reconciliations(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_wallet.prune_reconciliations(integer) TO croupier_span;

CREATE TABLE croupier_wallet.variance (
  brand_id text COLLATE "C" NOT NULL,
  run uuid NOT NULL,
  wallet_id uuid,
  kind text COLLATE "C" NOT NULL,
  sub text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  expected numeric(38) NOT NULL,
  found numeric(38) NOT NULL,
  first_diverging text NOT NULL,
  CHECK (expected <> found),
  UNIQUE NULLS NOT DISTINCT (brand_id, run, wallet_id, kind, sub, currency)
);

CREATE TABLE croupier_wallet.unfreeze_request (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  wallet_id uuid NOT NULL,
  freeze_key text COLLATE "C" NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  asked_by text COLLATE "C" NOT NULL CHECK (asked_by <> ''),
  asked_at timestamptz NOT NULL DEFAULT croupier_core.now(),
  approved_by text COLLATE "C",
  approved_at timestamptz,
  PRIMARY KEY (brand_id, id),
  CONSTRAINT a_second_person_approves CHECK (approved_by <> asked_by),
  CONSTRAINT operators_decide CHECK (
    asked_by::jsonb->>'kind' = 'operator' AND (approved_by IS NULL OR approved_by::jsonb->>'kind' = 'operator')),
  CHECK ((approved_by IS NULL) = (approved_at IS NULL))
);
COMMENT ON COLUMN croupier_wallet.unfreeze_request.freeze_key IS
  'the key of the command that set the freeze: the request is about no other one';

CREATE TABLE croupier_wallet.fact (
  brand_id text COLLATE "C" NOT NULL,
  partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 15),
  tick bigint NOT NULL,
  index integer NOT NULL,
  key uuid NOT NULL,
  key_version bigint NOT NULL,
  event_id uuid NOT NULL,
  type text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  payload jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  trace text,
  PRIMARY KEY (partition, tick, index)
);
COMMENT ON TABLE croupier_wallet.fact IS 'every event for ever, under its place in the stream; no place knows of brands';
INSERT INTO croupier_core.event_position (consumer, domain, partition, tick, index, epoch)
SELECT 'wallet-facts', 'wallet', partition, 1, 0, 0 FROM generate_series(0, 15) AS partition;
`

/**
 * The relay, the fold and the seal see the brands that are registered: what another one posted would be carried by none of
 * them. It asks once for each batch, whatever its size.
 */
const knownBrands = `
CREATE FUNCTION croupier_wallet.refuse_unknown_brand() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  unknown text := (SELECT min(given) FROM unnest(croupier_core.brands()) AS given
    WHERE NOT EXISTS (SELECT FROM croupier_core.brand WHERE key = given));
BEGIN
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION 'the brand % is not in croupier_core.brand: register it before anything is posted for it', unknown
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION croupier_wallet.refuse_unknown_brand FROM PUBLIC;
CREATE TRIGGER known_brand BEFORE INSERT ON croupier_wallet.transaction
  FOR EACH STATEMENT EXECUTE FUNCTION croupier_wallet.refuse_unknown_brand();
`

/** Locks a wallet's row: a role with SELECT alone may not lock it otherwise. */
const holdWallet = `
CREATE FUNCTION croupier_wallet.hold_wallet(of_brand text, wallet uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT FROM croupier_wallet.wallet WHERE brand_id = $1 AND id = $2 FOR NO KEY UPDATE
$$;
REVOKE ALL ON FUNCTION croupier_wallet.hold_wallet FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_wallet.hold_wallet TO croupier_span;
`

const followed = ["checkpoint", "entry_sum", "entry_whole", "seal", "variance"]

const walls = [...followed, "unfreeze_request", "fact"]
  .map((table) => rowLevelSecurity(`croupier_wallet.${table}`))
  .join("")

const privileges = [
  ...["checkpoint", "entry_sum", "entry_whole"].map((table) =>
    grants(`croupier_wallet.${table}`, { app: ["SELECT"], span: ["SELECT", "INSERT", "UPDATE"] })
  ),
  ...["seal", "variance", "fact"].map((table) =>
    grants(`croupier_wallet.${table}`, { app: ["SELECT"], span: ["SELECT", "INSERT"] })
  ),
  grants("croupier_wallet.unfreeze_request", {
    app: ["SELECT", "INSERT", "UPDATE"],
    span: ["SELECT", "INSERT", "UPDATE"]
  })
].join("")

export const proofOfMoneyUp = followers + findings + knownBrands + holdWallet + walls + privileges + rebaseFollowers
