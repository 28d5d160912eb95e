import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const tables = `
CREATE TABLE croupier_wallet.receiving_account (
  brand_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  bank text COLLATE "C" NOT NULL,
  account_number text COLLATE "C" NOT NULL,
  holder text NOT NULL,
  currency text COLLATE "C" NOT NULL,
  daily_cap bigint CHECK (daily_cap >= 0),
  status text COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed')),
  groups jsonb NOT NULL,
  PRIMARY KEY (brand_id, id)
);
CREATE UNIQUE INDEX receiving_account_of_one_brand ON croupier_wallet.receiving_account (account_number, bank);

CREATE TABLE croupier_wallet.deposit_request (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  wallet_id uuid NOT NULL,
  currency text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  reference text COLLATE "C" NOT NULL,
  pay_to jsonb NOT NULL,
  status text COLLATE "C" NOT NULL
    CHECK (status IN ('pending', 'review', 'completed', 'expired', 'cancelled', 'rejected')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  review text COLLATE "C",
  PRIMARY KEY (brand_id, id)
);
CREATE UNIQUE INDEX deposit_request_reference ON croupier_wallet.deposit_request (reference, brand_id)
  WHERE status = 'pending';
CREATE INDEX deposit_request_account ON croupier_wallet.deposit_request ((pay_to->>'account'), created_at, brand_id);
CREATE INDEX deposit_request_due ON croupier_wallet.deposit_request (expires_at, brand_id) WHERE status = 'pending';

CREATE TABLE croupier_wallet.withdrawal (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  wallet_id uuid NOT NULL,
  holder text COLLATE "C" NOT NULL CHECK (holder IN ('player', 'agent')),
  currency text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  status text COLLATE "C" NOT NULL,
  pay_to jsonb,
  reviews jsonb NOT NULL,
  two_people boolean NOT NULL,
  approved_by text COLLATE "C",
  seconded_by text COLLATE "C",
  payout uuid,
  payer text COLLATE "C",
  bank text COLLATE "C",
  reason text,
  requested_at timestamptz NOT NULL,
  PRIMARY KEY (brand_id, id),
  CONSTRAINT withdrawal_state CHECK (status IN (
    'requested', 'approved', 'paying', 'failed', 'settled', 'rejected', 'cancelled', 'returned')),
  CONSTRAINT withdrawal_approved CHECK (
    status NOT IN ('approved', 'paying', 'settled', 'returned') OR approved_by IS NOT NULL),
  CONSTRAINT withdrawal_two_people CHECK (
    seconded_by <> approved_by
    AND (NOT two_people OR status NOT IN ('approved', 'paying', 'settled', 'returned') OR seconded_by IS NOT NULL)),
  CONSTRAINT withdrawal_payer CHECK (
    status NOT IN ('paying', 'settled', 'returned') OR (payout IS NOT NULL AND payer IS NOT NULL))
);
CREATE UNIQUE INDEX withdrawal_payout ON croupier_wallet.withdrawal (payout, brand_id) WHERE payout IS NOT NULL;
CREATE INDEX withdrawal_newest ON croupier_wallet.withdrawal (brand_id, requested_at, id);
CREATE INDEX withdrawal_in_status ON croupier_wallet.withdrawal (brand_id, status, requested_at, id);
CREATE INDEX withdrawal_of_wallet ON croupier_wallet.withdrawal (wallet_id, requested_at, id, brand_id);
`

/** Written by the posting function alone. */
const posted = ["deposit_request", "withdrawal"].map((table) => `croupier_wallet.${table}`)

/**
 * Receiving accounts, deposit requests and withdrawals. That two people are two is a constraint; that a withdrawal has one
 * payout at a time, and that a number at a bank belongs to one account of one brand, are indexes.
 */
export const cashierTables = [
  tables,
  ...[...posted, "croupier_wallet.receiving_account"].map(rowLevelSecurity),
  ...posted.map((table) => grants(table, { app: ["SELECT"], span: ["SELECT"] })),
  grants("croupier_wallet.receiving_account", { app: ["SELECT", "INSERT", "UPDATE"], span: ["SELECT"] })
].join("")
