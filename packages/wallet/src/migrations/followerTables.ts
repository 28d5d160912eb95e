import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const tables = `
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

const sums = ["checkpoint", "entry_sum", "entry_whole"].map((table) => `croupier_wallet.${table}`)

/**
 * The followers of the entries and what each has taken of them. A follower keeps the snapshot that it has seen; what is
 * later is what that does not show, so no number and no time decides whether an entry is new.
 */
export const followerTables = [
  tables,
  ...[...sums, "croupier_wallet.seal"].map(rowLevelSecurity),
  ...sums.map((table) => grants(table, { app: ["SELECT"], span: ["SELECT", "INSERT", "UPDATE"] })),
  grants("croupier_wallet.seal", { app: ["SELECT"], span: ["SELECT", "INSERT"] })
].join("")
