import { outbox } from "@croupier/core/events/outbox"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { grants, type Privilege, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const brandOwned = (table: string, ...app: ReadonlyArray<Privilege>): string =>
  rowLevelSecurity(`croupier_promotion.${table}`) + grants(`croupier_promotion.${table}`, { app })

/** Campaigns, claims, facts of play and deposits, and what campaigns paid for their periods. */
export const promotionMigrations: MigrationSet = {
  package: "promotion",
  schema: "croupier_promotion",
  migrations: [
    {
      id: 1,
      name: "players, campaigns, claims, facts, referrals, periods, payouts",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_promotion.player (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  seen bigint NOT NULL DEFAULT 0 CHECK (seen >= 0),
  events bigint NOT NULL DEFAULT 0 CHECK (events >= 0),
  deposits integer NOT NULL DEFAULT 0 CHECK (deposits >= 0),
  claimed integer NOT NULL DEFAULT 0 CHECK (claimed >= 0),
  PRIMARY KEY (brand_id, player_id)
);
${brandOwned("player", "SELECT", "INSERT", "UPDATE")}

CREATE TABLE croupier_promotion.campaign (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  code text COLLATE "C",
  version integer NOT NULL CHECK (version > 0),
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  campaign jsonb NOT NULL,
  timezone text NOT NULL,
  from_at timestamptz NOT NULL,
  until_at timestamptz,
  spent jsonb NOT NULL DEFAULT '{}',
  receivers integer NOT NULL DEFAULT 0 CHECK (receivers >= 0),
  PRIMARY KEY (brand_id, id),
  CHECK ((kind = 'promo-code') = (code IS NOT NULL))
);
CREATE UNIQUE INDEX campaign_code ON croupier_promotion.campaign (brand_id, code) WHERE state = 'open' AND code IS NOT NULL;
CREATE INDEX campaign_open ON croupier_promotion.campaign (brand_id, kind) WHERE state = 'open';
${brandOwned("campaign", "SELECT", "INSERT", "UPDATE")}

CREATE TABLE croupier_promotion.claim (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  player_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  campaign_id uuid NOT NULL,
  campaign_version integer NOT NULL,
  occasion text COLLATE "C" NOT NULL,
  request_key text COLLATE "C",
  currency text COLLATE "C" NOT NULL,
  amount numeric(38) NOT NULL CHECK (amount > 0),
  deposit_id uuid,
  base numeric(38) NOT NULL CHECK (base >= amount),
  terms jsonb NOT NULL,
  accepted_at timestamptz,
  state text NOT NULL CHECK (state IN ('awaiting-approval', 'claimed', 'budget-reserved', 'bonus-granted',
    'requirement-opened', 'active', 'cancelling', 'cancelled', 'rejected', 'converted', 'forfeited')),
  undoing jsonb,
  reason text,
  refused boolean NOT NULL,
  claimed_at timestamptz NOT NULL,
  expires_at timestamptz,
  ended_at timestamptz,
  due_at timestamptz,
  tries integer NOT NULL DEFAULT 0,
  PRIMARY KEY (brand_id, id),
  CHECK ((state IN ('cancelled', 'rejected', 'converted', 'forfeited')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'cancelling') = (undoing IS NOT NULL)),
  CHECK ((request_key IS NULL) = (accepted_at IS NULL))
);
CREATE UNIQUE INDEX claim_of_player ON croupier_promotion.claim (brand_id, player_id, number);
CREATE UNIQUE INDEX claim_key ON croupier_promotion.claim (brand_id, player_id, request_key) WHERE request_key IS NOT NULL;
CREATE UNIQUE INDEX claim_occasion ON croupier_promotion.claim (brand_id, campaign_id, player_id, occasion)
  WHERE state NOT IN ('cancelling', 'cancelled', 'rejected');
CREATE INDEX claim_live ON croupier_promotion.claim (brand_id, player_id) WHERE ended_at IS NULL;
CREATE INDEX claim_of_campaign ON croupier_promotion.claim (brand_id, campaign_id, player_id);
CREATE INDEX claim_due ON croupier_promotion.claim (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX claim_awaiting ON croupier_promotion.claim (brand_id, claimed_at, id) WHERE state = 'awaiting-approval';
${brandOwned("claim", "SELECT", "INSERT", "UPDATE")}

CREATE TABLE croupier_promotion.fact (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  version bigint NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('round', 'deposit', 'reversal', 'withdrawal', 'conversion')),
  currency text COLLATE "C" NOT NULL,
  transaction_id uuid NOT NULL,
  category text,
  number integer,
  stake numeric(38) NOT NULL,
  payout numeric(38) NOT NULL,
  deposit numeric(38) NOT NULL,
  withdrawal numeric(38) NOT NULL,
  converted numeric(38) NOT NULL,
  cash numeric(38) NOT NULL,
  held numeric(38) NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (brand_id, player_id, version),
  CHECK ((kind = 'deposit') = (number IS NOT NULL))
);
COMMENT ON TABLE croupier_promotion.fact IS 'append-only: what each wallet event adds to a period; xid says which frozen snapshots see it';
CREATE INDEX fact_at ON croupier_promotion.fact (brand_id, at);
CREATE INDEX fact_deposit ON croupier_promotion.fact (brand_id, player_id, number) WHERE kind = 'deposit';
${brandOwned("fact", "SELECT", "INSERT")}

CREATE TABLE croupier_promotion.referral (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  referrer_id uuid NOT NULL,
  PRIMARY KEY (brand_id, player_id),
  CHECK (player_id <> referrer_id)
);
${brandOwned("referral", "SELECT", "INSERT")}

CREATE TABLE croupier_promotion.period (
  brand_id text COLLATE "C" NOT NULL,
  campaign_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  from_at timestamptz NOT NULL,
  to_at timestamptz NOT NULL,
  snapshot pg_snapshot,
  settled_at timestamptz,
  PRIMARY KEY (brand_id, campaign_id, number),
  CHECK (to_at > from_at),
  CHECK (settled_at IS NULL OR snapshot IS NOT NULL)
);
${brandOwned("period", "SELECT", "INSERT", "UPDATE")}

CREATE TABLE croupier_promotion.payout (
  brand_id text COLLATE "C" NOT NULL,
  campaign_id uuid NOT NULL,
  period integer NOT NULL,
  player_id uuid NOT NULL,
  currency text COLLATE "C" NOT NULL,
  base numeric(38) NOT NULL,
  amount numeric(38) NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('due', 'paid', 'refused')),
  reason text,
  due_at timestamptz,
  tries integer NOT NULL DEFAULT 0,
  PRIMARY KEY (brand_id, campaign_id, period, player_id),
  CHECK ((state = 'due') = (due_at IS NOT NULL))
);
CREATE INDEX payout_due ON croupier_promotion.payout (due_at) WHERE due_at IS NOT NULL;
${brandOwned("payout", "SELECT", "INSERT", "UPDATE")}`
    },
    { id: 2, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outbox("promotion") }
  ]
}
