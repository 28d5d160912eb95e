import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"
import { applyBatchFunction } from "./applyBatchFunction.js"
import { instant, millis } from "./Epoch.js"
import { readBatchFunction } from "./readBatchFunction.js"

/**
 * What the cashier keeps. Two people are two by a constraint, a payout is one by an index, and so is the account that a
 * number at a bank belongs to, whatever the brand. Nothing could request a withdrawal before, so there are no rows yet.
 */
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

ALTER TABLE croupier_wallet.deposit_request ADD COLUMN review text COLLATE "C";
CREATE UNIQUE INDEX deposit_request_reference ON croupier_wallet.deposit_request (reference, brand_id)
  WHERE status = 'pending';
CREATE INDEX deposit_request_account ON croupier_wallet.deposit_request ((pay_to->>'account'), created_at, brand_id);
CREATE INDEX deposit_request_due ON croupier_wallet.deposit_request (expires_at, brand_id) WHERE status = 'pending';

ALTER TABLE croupier_wallet.withdrawal
  DROP CONSTRAINT withdrawal_status_check,
  ADD COLUMN holder text COLLATE "C" NOT NULL CHECK (holder IN ('player', 'agent')),
  ADD COLUMN pay_to jsonb,
  ADD COLUMN reviews jsonb NOT NULL,
  ADD COLUMN two_people boolean NOT NULL,
  ADD COLUMN approved_by text COLLATE "C",
  ADD COLUMN seconded_by text COLLATE "C",
  ADD COLUMN payout uuid,
  ADD COLUMN payer text COLLATE "C",
  ADD COLUMN reason text,
  ADD COLUMN requested_at timestamptz NOT NULL,
  ADD CONSTRAINT withdrawal_state CHECK (status IN (
    'requested', 'approved', 'paying', 'failed', 'settled', 'rejected', 'cancelled', 'returned')),
  ADD CONSTRAINT withdrawal_approved CHECK (
    status NOT IN ('approved', 'paying', 'settled', 'returned') OR approved_by IS NOT NULL),
  ADD CONSTRAINT withdrawal_two_people CHECK (
    seconded_by <> approved_by
    AND (NOT two_people OR status NOT IN ('approved', 'paying', 'settled', 'returned') OR seconded_by IS NOT NULL)),
  ADD CONSTRAINT withdrawal_payer CHECK (
    status NOT IN ('paying', 'settled', 'returned') OR (payout IS NOT NULL AND payer IS NOT NULL));
CREATE UNIQUE INDEX withdrawal_payout ON croupier_wallet.withdrawal (payout, brand_id) WHERE payout IS NOT NULL;
CREATE INDEX withdrawal_newest ON croupier_wallet.withdrawal (brand_id, requested_at, id);
CREATE INDEX withdrawal_in_status ON croupier_wallet.withdrawal (brand_id, status, requested_at, id);
CREATE INDEX withdrawal_of_wallet ON croupier_wallet.withdrawal (wallet_id, requested_at, id, brand_id);
`

const types = `
CREATE TYPE croupier_wallet.deposit_request_row AS (
  brand_id text COLLATE "C", id uuid, wallet_id uuid, currency text, amount bigint, reference text,
  pay_to jsonb, status text, created_at bigint, expires_at bigint, review text);
CREATE TYPE croupier_wallet.withdrawal_request_row AS (
  brand_id text COLLATE "C", id uuid, wallet_id uuid, holder text, currency text, amount bigint, status text,
  pay_to jsonb, reviews jsonb, two_people boolean, approved_by text, seconded_by text, payout uuid, payer text,
  bank text, reason text, requested_at bigint);

CREATE FUNCTION croupier_wallet.day_of(at timestamptz, zone text) RETURNS timestamptz LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  -- Where clocks are set back at midnight, it comes twice and the day begins with the first one.
  SELECT min(midnight - earlier)
  FROM (SELECT date_trunc('day', $1 AT TIME ZONE $2) AT TIME ZONE $2 AS midnight) AS m
  CROSS JOIN unnest(ARRAY[interval '0', interval '30 minutes', interval '1 hour']) AS earlier
  WHERE ((midnight - earlier) AT TIME ZONE $2)::date = ($1 AT TIME ZONE $2)::date
$$;
CREATE FUNCTION croupier_wallet.day_start(brand text) RETURNS timestamptz LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN n.now < r.until AND n.now >= r.since THEN r.since
    WHEN n.now >= r.until THEN greatest(r.until, croupier_wallet.day_of(n.now, n.zone))
    ELSE croupier_wallet.day_of(n.now, n.zone) END
  FROM (SELECT croupier_core.now() AS now, coalesce(p.policy->>'timezone', 'UTC') AS zone, p.running->'day' AS running
    FROM (SELECT) AS one LEFT JOIN croupier_wallet.policy AS p ON p.brand_id = brand) AS n
  CROSS JOIN LATERAL (SELECT
    ${instant("(n.running->>'from')::bigint")} AS since,
    ${instant("(n.running->>'until')::bigint")} AS until) AS r
$$;
CREATE FUNCTION croupier_wallet.announced_today(brand text, account text) RETURNS numeric LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(q.amount), 0) FROM croupier_wallet.deposit_request AS q
  WHERE q.brand_id = brand AND q.pay_to->>'account' = account AND q.created_at >= croupier_wallet.day_start(brand)
    AND q.status IN ('pending', 'review', 'completed')
$$;
`

const withdrawalFields = `
    d.brand_id, d.id, d.wallet_id, d.holder, d.currency, d.amount, d.status, d.pay_to, d.reviews, d.two_people,
    d.approved_by, d.seconded_by, d.payout, d.payer, d.bank, d.reason, ${millis("d.requested_at")}`

const readBatch = readBatchFunction({
  parameters: `,
  held_references croupier_wallet.key_name[], receiving text[], today croupier_wallet.id_name[]`,
  request: ", q.review",
  withdrawal: withdrawalFields,
  more: `
  UNION ALL
  SELECT 'withdrawal', ROW(${withdrawalFields})::text
  FROM unnest(today) AS x
  CROSS JOIN LATERAL (
    SELECT * FROM croupier_wallet.withdrawal AS o
    WHERE o.wallet_id = x.id AND o.brand_id = x.brand_id
      AND o.requested_at >= croupier_wallet.day_start(x.brand_id)) AS d
  UNION ALL
  SELECT 'reference', ROW(x.brand_id, x.key)::text
  FROM unnest(held_references) AS x
  WHERE EXISTS (
    SELECT FROM croupier_wallet.deposit_request AS q
    WHERE q.reference = x.key AND q.brand_id = x.brand_id AND q.status = 'pending')
  UNION ALL
  SELECT 'receiving', ROW(
    a.brand_id, a.id, a.bank, a.account_number, a.holder, a.currency, a.daily_cap, a.status, a.groups,
    CASE WHEN a.daily_cap IS NULL THEN 0 ELSE croupier_wallet.announced_today(a.brand_id, a.id) END)::text
  FROM croupier_wallet.receiving_account AS a WHERE a.brand_id = ANY (receiving)`
})

const applyBatch = applyBatchFunction({
  requestRow: "deposit_request_row",
  withdrawalRow: "withdrawal_request_row",
  // A request is written as pending once, when it is made: concurrent requests for one account wait for each other.
  check: `
  IF EXISTS (SELECT FROM unnest(requests) AS x WHERE x.status = 'pending') THEN
    PERFORM FROM croupier_wallet.receiving_account AS a
    WHERE (a.brand_id, a.id) IN (
      SELECT x.brand_id, x.pay_to->>'account' FROM unnest(requests) AS x WHERE x.status = 'pending')
    ORDER BY a.brand_id, a.id FOR NO KEY UPDATE;
    IF EXISTS (
      SELECT FROM (
        SELECT x.brand_id, x.pay_to->>'account' AS id, sum(x.amount) AS amount FROM unnest(requests) AS x
        WHERE x.status = 'pending' GROUP BY 1, 2) AS x
      LEFT JOIN croupier_wallet.receiving_account AS a ON a.brand_id = x.brand_id AND a.id = x.id
      WHERE a.status IS DISTINCT FROM 'open'
        OR x.amount + croupier_wallet.announced_today(x.brand_id, x.id) > a.daily_cap
    ) THEN
      RETURN 'stale';
    END IF;
  END IF;
`,
  requests: `\
    INSERT INTO croupier_wallet.deposit_request (
      brand_id, id, wallet_id, currency, amount, reference, pay_to, status, created_at, expires_at,
      review)
    SELECT
      x.brand_id, x.id, x.wallet_id, x.currency, x.amount, x.reference, x.pay_to, x.status,
      ${instant("x.created_at")}, ${instant("x.expires_at")}, x.review
    FROM unnest(requests) AS x
    ON CONFLICT (brand_id, id) DO UPDATE SET status = excluded.status, review = excluded.review
    WHERE deposit_request.wallet_id = excluded.wallet_id;
`,
  withdrawals: `\
    INSERT INTO croupier_wallet.withdrawal (
      brand_id, id, wallet_id, holder, currency, amount, status, pay_to, reviews, two_people, approved_by, seconded_by,
      payout, payer, bank, reason, requested_at)
    SELECT
      x.brand_id, x.id, x.wallet_id, x.holder, x.currency, x.amount, x.status, x.pay_to, x.reviews, x.two_people,
      x.approved_by, x.seconded_by, x.payout, x.payer, x.bank, x.reason, ${instant("x.requested_at")}
    FROM unnest(withdrawals) AS x
    ON CONFLICT (brand_id, id) DO UPDATE SET
      status = excluded.status, reviews = excluded.reviews, two_people = excluded.two_people,
      approved_by = excluded.approved_by, seconded_by = excluded.seconded_by,
      payout = excluded.payout, payer = excluded.payer, bank = excluded.bank, reason = excluded.reason
    WHERE withdrawal.wallet_id = excluded.wallet_id;
`
})

/** Before: they know nothing of a receiving account's cap, and cannot write a withdrawal any more. */
const dropped = `
DROP FUNCTION croupier_wallet.read_batch;
DROP FUNCTION croupier_wallet.apply_batch;
DROP TYPE croupier_wallet.request_row, croupier_wallet.withdrawal_row;
`

const privileges = `
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA croupier_wallet FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_wallet.day_of, croupier_wallet.day_start, croupier_wallet.announced_today, croupier_wallet.read_batch,
  croupier_wallet.apply_batch TO croupier_wallet, croupier_span;
`

/** Receiving accounts, deposits' references, and withdrawals with all their states. */
export const cashierUp =
  tables +
  rowLevelSecurity("croupier_wallet.receiving_account") +
  grants("croupier_wallet.receiving_account", { app: ["SELECT", "INSERT", "UPDATE"], span: ["SELECT"] }) +
  dropped +
  types +
  readBatch +
  applyBatch +
  privileges
