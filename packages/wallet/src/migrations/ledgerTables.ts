import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const tables = `
CREATE TABLE croupier_wallet.wallet (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('player', 'agent')),
  currency text COLLATE "C" NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  event_version bigint NOT NULL CHECK (event_version >= 0),
  cash numeric(38) NOT NULL CHECK (cash >= 0),
  bonus numeric(38) NOT NULL CHECK (bonus >= 0),
  held numeric(38) NOT NULL CHECK (held >= 0),
  debt numeric(38) NOT NULL CHECK (debt >= 0),
  grant_id uuid,
  request_id uuid,
  blocks jsonb NOT NULL,
  limits jsonb NOT NULL,
  day_from bigint NOT NULL,
  day_until bigint NOT NULL,
  day_deposit numeric(38) NOT NULL,
  day_stake numeric(38) NOT NULL,
  day_loss numeric(38) NOT NULL,
  week_from bigint NOT NULL,
  week_until bigint NOT NULL,
  week_deposit numeric(38) NOT NULL,
  week_stake numeric(38) NOT NULL,
  week_loss numeric(38) NOT NULL,
  month_from bigint NOT NULL,
  month_until bigint NOT NULL,
  month_deposit numeric(38) NOT NULL,
  month_stake numeric(38) NOT NULL,
  month_loss numeric(38) NOT NULL,
  PRIMARY KEY (brand_id, id)
) WITH (fillfactor = 40);
COMMENT ON TABLE croupier_wallet.wallet IS
  'what limits count of the running day, week and month: from and until are milliseconds of the epoch, the rest ledger units';

CREATE TABLE croupier_wallet.transaction (
  brand_id text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  tag text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  wallet_id uuid,
  version bigint NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text COLLATE "C" NOT NULL,
  actor_id text COLLATE "C" NOT NULL,
  cash numeric(38) NOT NULL,
  bonus numeric(38) NOT NULL,
  held numeric(38) NOT NULL,
  debt numeric(38) NOT NULL,
  promo numeric(38) NOT NULL,
  converted numeric(38) NOT NULL,
  currency text COLLATE "C",
  cash_after numeric(38),
  bonus_after numeric(38),
  held_after numeric(38),
  debt_after numeric(38),
  found boolean NOT NULL,
  provider text COLLATE "C",
  round_id text COLLATE "C",
  game text COLLATE "C",
  grant_id uuid,
  request_id uuid,
  request_status text COLLATE "C",
  counter_kind text COLLATE "C",
  counter_sub text COLLATE "C",
  reason text,
  reversed_by text COLLATE "C",
  original text COLLATE "C",
  round_closed boolean,
  round_review boolean,
  state jsonb,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (brand_id, key)
) WITH (fillfactor = 95);
COMMENT ON TABLE croupier_wallet.transaction IS
  'a row for each key that took effect, kept permanently; tag tombstone: rolled back before it came';
COMMENT ON COLUMN croupier_wallet.transaction.original IS
  'of a reversal: the key that it reversed; one for each key, whatever reversed_by of that says';
COMMENT ON COLUMN croupier_wallet.transaction.round_closed IS
  'with round_review: its round after it; written for verification, no rule reads them';
COMMENT ON COLUMN croupier_wallet.transaction.state IS
  'what no other column says of the rows after it: terms of a grant, a deposit request, a withdrawal, blocks and limits, begun periods of the counters; NULL for most; written for verification, no rule reads it';
CREATE UNIQUE INDEX transaction_reversal ON croupier_wallet.transaction (original, brand_id) WHERE original IS NOT NULL;
CREATE UNIQUE INDEX transaction_history ON croupier_wallet.transaction (wallet_id, version, brand_id)
  WHERE wallet_id IS NOT NULL AND tag <> 'tombstone';
CREATE INDEX transaction_of_kind ON croupier_wallet.transaction (wallet_id, tag, version)
  WHERE wallet_id IS NOT NULL AND tag <> 'tombstone' AND tag <> 'round-close';
CREATE INDEX transaction_of_round ON croupier_wallet.transaction (wallet_id, round_id, version)
  WHERE round_id IS NOT NULL AND tag IN ('bet', 'win', 'rollback');
CREATE INDEX transaction_free_bet ON croupier_wallet.transaction (brand_id, provider, id)
  WHERE tag = 'bet' AND cash = 0 AND bonus = 0;

CREATE TABLE croupier_wallet.entry (
  brand_id text COLLATE "C" NOT NULL,
  transaction_id uuid NOT NULL,
  line smallint NOT NULL,
  wallet_id uuid,
  kind text COLLATE "C" NOT NULL,
  sub text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  amount numeric(38) NOT NULL CHECK (amount <> 0),
  balance_after numeric(38) CHECK (balance_after >= 0),
  version bigint NOT NULL,
  at timestamptz NOT NULL,
  key text COLLATE "C",
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (brand_id, transaction_id, line),
  CHECK ((wallet_id IS NULL) = (balance_after IS NULL))
);
COMMENT ON COLUMN croupier_wallet.entry.key IS
  'of a transaction without a wallet: its key; any other is found by its wallet and version';
COMMENT ON COLUMN croupier_wallet.entry.amount IS 'ledger units; a posting sums to zero; debt is negative when more is owed';
CREATE INDEX entry_order ON croupier_wallet.entry (xid, seq);

CREATE TABLE croupier_wallet.policy (
  brand_id text COLLATE "C" PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  policy jsonb NOT NULL,
  running jsonb
);
COMMENT ON COLUMN croupier_wallet.policy.running IS
  'the day, week and month that the last change of the timezone found running, {from, until} in milliseconds of the epoch; they end as they would have';
`

/** Written by the posting function alone. */
const posted = ["wallet", "transaction", "entry"].map((table) => `croupier_wallet.${table}`)

/**
 * Wallets, transactions, entries and brands' policies. What one command carries is `bigint`; a balance, a sum or a total,
 * which no command bounds, is `numeric(38)`. `wallet` and `round` leave room in their pages, so that a changed balance
 * stays a heap-only update. Every second index begins with another column than `brand_id`: plans made while a table is
 * empty could tie on it otherwise, and look a key up by the wrong one. No foreign keys: the posting function and the oracle
 * guard those.
 */
export const ledgerTables = [
  tables,
  ...[...posted, "croupier_wallet.policy"].map(rowLevelSecurity),
  ...posted.map((table) => grants(table, { app: ["SELECT"], span: ["SELECT"] })),
  grants("croupier_wallet.policy", { app: ["SELECT", "INSERT", "UPDATE"], span: ["SELECT"] })
].join("")
