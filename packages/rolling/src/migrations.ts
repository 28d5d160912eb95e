import { outbox } from "@croupier/core/events/outbox"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { retention } from "@croupier/core/postgres/retention"
import { grants, type Privilege, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

/** Old requirements that no open review needs, of the brands that the transaction names. */
const old = `SELECT r.brand_id, r.id FROM croupier_rolling.requirement AS r
    WHERE r.ended_at < croupier_core.now() - interval '${retention.requirement.days} days'
      AND NOT EXISTS (SELECT FROM croupier_rolling.review AS o
        WHERE o.brand_id = r.brand_id AND o.requirement_id = r.id AND o.resolved_at IS NULL)
    ORDER BY r.ended_at`

/** A function that removes rows of old requirements, some at a time, and answers how many; only the age decides which. */
const prune = (table: string, rows: string): string => `
CREATE FUNCTION croupier_rolling.prune_${table}s(at_most integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH gone AS (DELETE FROM croupier_rolling.${table} WHERE ctid = ANY (ARRAY(${rows} LIMIT at_most)) RETURNING 1)
  SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION croupier_rolling.prune_${table}s IS 'removes rows of requirements that ended long ago';
REVOKE EXECUTE ON FUNCTION croupier_rolling.prune_${table}s(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_rolling.prune_${table}s(integer) TO croupier_rolling;
`

const ofOld = (table: string): string =>
  prune(
    table,
    `SELECT t.ctid FROM (${old}) AS o JOIN croupier_rolling.${table} AS t ON t.brand_id = o.brand_id AND t.requirement_id = o.id`
  )

/** What ended long ago goes in this order: a requirement once nothing of it is left. */
const pruneTurnover =
  ofOld("contribution") +
  ofOld("round") +
  ofOld("review") +
  prune(
    "requirement",
    `SELECT t.ctid FROM (${old}) AS o JOIN croupier_rolling.requirement AS t USING (brand_id, id)
      WHERE NOT EXISTS (SELECT FROM croupier_rolling.contribution AS c WHERE c.brand_id = t.brand_id AND c.requirement_id = t.id)`
  )

const brandOwned = (table: string, ...app: ReadonlyArray<Privilege>): string =>
  rowLevelSecurity(`croupier_rolling.${table}`) + grants(`croupier_rolling.${table}`, { app })

/** Players' turnover, its append-only ledger of contributions, and what a brand asks of deposits. */
export const rollingMigrations: MigrationSet = {
  package: "rolling",
  schema: "croupier_rolling",
  migrations: [
    {
      id: 1,
      name: "players, requirements, rounds, contributions, reviews, policies, closures",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_rolling.player (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  seen bigint NOT NULL DEFAULT 0 CHECK (seen >= 0),
  events bigint NOT NULL DEFAULT 0 CHECK (events >= 0),
  cash numeric(38) NOT NULL DEFAULT 0,
  bonus numeric(38) NOT NULL DEFAULT 0,
  held numeric(38) NOT NULL DEFAULT 0,
  opened integer NOT NULL DEFAULT 0 CHECK (opened >= 0),
  grant_id uuid,
  open_rounds integer NOT NULL DEFAULT 0 CHECK (open_rounds >= 0),
  open_bonus_rounds integer NOT NULL DEFAULT 0 CHECK (open_bonus_rounds >= 0),
  PRIMARY KEY (brand_id, player_id)
);
${brandOwned("player", "SELECT", "INSERT", "UPDATE")}

CREATE TABLE croupier_rolling.requirement (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  player_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  origin text NOT NULL CHECK (origin IN ('deposit', 'bonus', 'free-rounds')),
  deposit_id uuid,
  grant_id uuid,
  currency text COLLATE "C" NOT NULL,
  of text NOT NULL,
  base numeric(38) NOT NULL CHECK (base >= 0),
  multiplier integer NOT NULL CHECK (multiplier >= 0),
  target numeric(38) NOT NULL CHECK (target >= 0),
  progress numeric(38) NOT NULL,
  contributions integer NOT NULL CHECK (contributions >= 0),
  source text NOT NULL CHECK (source IN ('all', 'cash', 'bonus')),
  weights jsonb NOT NULL,
  priority integer NOT NULL,
  on_withdrawal text NOT NULL CHECK (on_withdrawal IN ('refuse', 'forfeit')),
  opened_at timestamptz NOT NULL,
  expires_at timestamptz,
  runs_since timestamptz NOT NULL,
  expiry_check_at timestamptz,
  state text NOT NULL CHECK (state IN
    ('active', 'completed', 'converted', 'expired', 'forfeited', 'cancelled', 'lost', 'reversed')),
  reason text,
  ended_at timestamptz,
  converted numeric(38),
  task text CHECK (task IN ('convert', 'expire', 'forfeit', 'lose')),
  task_due_at timestamptz,
  task_tries integer NOT NULL DEFAULT 0,
  PRIMARY KEY (brand_id, id),
  CHECK ((state = 'active') = (ended_at IS NULL)),
  CHECK ((task IS NULL) = (task_due_at IS NULL)),
  CHECK (origin = 'deposit' OR grant_id IS NOT NULL)
);
CREATE INDEX requirement_active ON croupier_rolling.requirement (brand_id, player_id) WHERE state = 'active';
CREATE UNIQUE INDEX requirement_of_player ON croupier_rolling.requirement (brand_id, player_id, number);
CREATE UNIQUE INDEX requirement_of_grant ON croupier_rolling.requirement (brand_id, grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX requirement_of_deposit ON croupier_rolling.requirement (brand_id, deposit_id) WHERE deposit_id IS NOT NULL;
CREATE INDEX requirement_expiring ON croupier_rolling.requirement (expiry_check_at)
  WHERE state = 'active' AND expiry_check_at IS NOT NULL;
CREATE INDEX requirement_ended ON croupier_rolling.requirement (brand_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX requirement_tasks ON croupier_rolling.requirement (task_due_at) WHERE task IS NOT NULL;
${brandOwned("requirement", "SELECT", "INSERT", "UPDATE")}

CREATE TABLE croupier_rolling.round (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  provider text COLLATE "C" NOT NULL,
  round_id text COLLATE "C" NOT NULL,
  game text COLLATE "C" NOT NULL,
  category text NOT NULL,
  grant_id uuid,
  is_open boolean NOT NULL,
  stake_cash numeric(38) NOT NULL,
  stake_bonus numeric(38) NOT NULL,
  payout_cash numeric(38) NOT NULL,
  payout_bonus numeric(38) NOT NULL,
  requirement_id uuid,
  weight integer NOT NULL CHECK (weight BETWEEN 0 AND 10000),
  counted numeric(38) NOT NULL,
  PRIMARY KEY (brand_id, player_id, provider, round_id),
  CHECK (is_open OR requirement_id IS NOT NULL)
);
CREATE INDEX round_of_requirement ON croupier_rolling.round (brand_id, requirement_id) WHERE requirement_id IS NOT NULL;
${brandOwned("round", "SELECT", "INSERT", "UPDATE", "DELETE")}

CREATE TABLE croupier_rolling.contribution (
  brand_id text COLLATE "C" NOT NULL,
  requirement_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  kind text NOT NULL CHECK (kind IN ('round', 'change', 'adjustment')),
  provider text COLLATE "C",
  round_id text COLLATE "C",
  game text COLLATE "C",
  category text,
  valid numeric(38),
  weight integer CHECK (weight BETWEEN 0 AND 10000),
  amount numeric(38) NOT NULL,
  transaction_id uuid,
  adjustment_id uuid,
  asked_by text,
  approved_by text,
  reason text,
  at timestamptz NOT NULL,
  PRIMARY KEY (brand_id, requirement_id, number),
  CHECK ((kind = 'adjustment') = (adjustment_id IS NOT NULL)),
  CHECK (asked_by <> approved_by),
  CHECK (adjustment_id IS NULL OR (asked_by IS NOT NULL AND approved_by IS NOT NULL AND reason IS NOT NULL))
);
COMMENT ON TABLE croupier_rolling.contribution IS 'append-only: what each round, change of a round and adjustment counts';
CREATE UNIQUE INDEX contribution_of_adjustment ON croupier_rolling.contribution (brand_id, adjustment_id)
  WHERE adjustment_id IS NOT NULL;
${brandOwned("contribution", "SELECT", "INSERT")}

CREATE TABLE croupier_rolling.review (
  brand_id text COLLATE "C" NOT NULL,
  requirement_id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  detail text NOT NULL,
  opened_at timestamptz NOT NULL,
  resolved_at timestamptz,
  resolved_by jsonb,
  note text,
  PRIMARY KEY (brand_id, requirement_id, kind),
  CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX review_open ON croupier_rolling.review (brand_id, opened_at, requirement_id, kind) WHERE resolved_at IS NULL;
CREATE INDEX review_of_player ON croupier_rolling.review (brand_id, player_id) WHERE resolved_at IS NULL;
${brandOwned("review", "SELECT", "INSERT", "UPDATE")}

CREATE TABLE croupier_rolling.policy (
  brand_id text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  from_at timestamptz NOT NULL,
  policy jsonb NOT NULL,
  PRIMARY KEY (brand_id, version)
);
${brandOwned("policy", "SELECT", "INSERT")}

CREATE TABLE croupier_rolling.closure (
  brand_id text COLLATE "C" NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz CHECK (to_at >= from_at),
  PRIMARY KEY (brand_id, from_at)
);
CREATE UNIQUE INDEX closure_present ON croupier_rolling.closure (brand_id) WHERE to_at IS NULL;
CREATE INDEX closure_ended ON croupier_rolling.closure (brand_id, to_at);
${brandOwned("closure", "SELECT", "INSERT", "UPDATE")}
${pruneTurnover}`
    },
    { id: 2, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outbox("rolling") }
  ]
}
