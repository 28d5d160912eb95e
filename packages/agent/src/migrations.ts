import { outbox } from "@croupier/core/events/outbox"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { serviceLogin } from "@croupier/core/postgres/roleNames"
import { grants, type Privilege, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const brandOwned = (table: string, app: ReadonlyArray<Privilege>): string =>
  rowLevelSecurity(`croupier_agent.${table}`) + grants(`croupier_agent.${table}`, { app, span: ["SELECT"] })

/** The schema `croupier_agent`: the tree with its dated places and terms, accruals, statements and conversions. */
export const agentMigrations: MigrationSet = {
  package: "agent",
  schema: "croupier_agent",
  migrations: [
    {
      id: 1,
      name: "tree, agreements, players",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_agent.tree (brand_id text COLLATE "C" PRIMARY KEY, changes bigint NOT NULL DEFAULT 0);
${brandOwned("tree", ["SELECT", "INSERT", "UPDATE"])}

CREATE TABLE croupier_agent.agent (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  parent_id uuid,
  status text NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
  username text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  display_name text NOT NULL,
  referral_code text COLLATE "C" NOT NULL,
  own_player uuid,
  registered_at timestamptz NOT NULL,
  event_version bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (brand_id, id),
  CONSTRAINT agent_username UNIQUE (brand_id, username),
  CONSTRAINT agent_referral_code UNIQUE (brand_id, referral_code),
  FOREIGN KEY (brand_id, parent_id) REFERENCES croupier_agent.agent,
  CHECK (parent_id <> id)
);
CREATE INDEX agent_below ON croupier_agent.agent (brand_id, parent_id);
${brandOwned("agent", ["SELECT", "INSERT", "UPDATE"])}

CREATE TABLE croupier_agent.placement (
  brand_id text COLLATE "C" NOT NULL,
  agent_id uuid NOT NULL,
  effective_from timestamptz NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  parent_id uuid,
  status text NOT NULL,
  PRIMARY KEY (brand_id, agent_id, effective_from, seq),
  FOREIGN KEY (brand_id, agent_id) REFERENCES croupier_agent.agent
);
${brandOwned("placement", ["SELECT", "INSERT"])}

CREATE TABLE croupier_agent.agreement (
  brand_id text COLLATE "C" NOT NULL,
  earner_id uuid NOT NULL,
  effective_from timestamptz NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  earner_kind text NOT NULL CHECK (earner_kind IN ('agent', 'player')),
  terms jsonb NOT NULL,
  PRIMARY KEY (brand_id, earner_id, effective_from, seq)
);
${brandOwned("agreement", ["SELECT", "INSERT"])}

CREATE TABLE croupier_agent.policy (
  brand_id text COLLATE "C" NOT NULL,
  effective_from timestamptz NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  policy jsonb NOT NULL,
  PRIMARY KEY (brand_id, effective_from, seq)
);
${brandOwned("policy", ["SELECT", "INSERT"])}

CREATE TABLE croupier_agent.player (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  known boolean NOT NULL DEFAULT false,
  agent_id uuid,
  registered_at timestamptz,
  house boolean NOT NULL DEFAULT false,
  flags jsonb NOT NULL DEFAULT '[]',
  event_version bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (brand_id, id),
  FOREIGN KEY (brand_id, agent_id) REFERENCES croupier_agent.agent,
  CHECK (known = (registered_at IS NOT NULL)),
  CHECK (known OR agent_id IS NULL)
);
CREATE INDEX player_of_agent ON croupier_agent.player (brand_id, agent_id, registered_at) WHERE agent_id IS NOT NULL;
${brandOwned("player", ["SELECT", "INSERT", "UPDATE"])}`
    },
    {
      id: 2,
      name: "rounds, chains, accruals",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_agent.pending (
  brand_id text COLLATE "C" NOT NULL,
  event_id uuid NOT NULL,
  player_id uuid NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  type text NOT NULL,
  version integer NOT NULL,
  payload jsonb NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (brand_id, event_id)
);
CREATE INDEX pending_of_player ON croupier_agent.pending (brand_id, player_id, seq);
CREATE INDEX pending_age ON croupier_agent.pending (brand_id, at);
${brandOwned("pending", ["SELECT", "INSERT", "DELETE"])}

CREATE TABLE croupier_agent.chain (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  digest bytea NOT NULL,
  content jsonb NOT NULL,
  PRIMARY KEY (brand_id, id),
  CONSTRAINT chain_once UNIQUE (brand_id, digest)
);
${brandOwned("chain", ["SELECT", "INSERT"])}

CREATE TABLE croupier_agent.chain_member (
  brand_id text COLLATE "C" NOT NULL,
  chain_id uuid NOT NULL,
  earner_id uuid NOT NULL,
  PRIMARY KEY (brand_id, earner_id, chain_id),
  FOREIGN KEY (brand_id, chain_id) REFERENCES croupier_agent.chain
);
${brandOwned("chain_member", ["SELECT", "INSERT"])}

CREATE TABLE croupier_agent.round (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  provider text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  category text NOT NULL,
  currency text COLLATE "C" NOT NULL,
  chain_id uuid NOT NULL,
  grant_id uuid,
  stake_cash numeric(38) NOT NULL,
  stake_bonus numeric(38) NOT NULL,
  payout_cash numeric(38) NOT NULL,
  payout_bonus numeric(38) NOT NULL,
  PRIMARY KEY (brand_id, player_id, provider, id)
);
CREATE INDEX round_of_grant ON croupier_agent.round (brand_id, player_id, grant_id) WHERE grant_id IS NOT NULL;
${brandOwned("round", ["SELECT", "INSERT", "UPDATE"])}

CREATE TABLE croupier_agent.accrual (
  brand_id text COLLATE "C" NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  event_id uuid NOT NULL,
  category text NOT NULL,
  player_id uuid NOT NULL,
  agent_id uuid NOT NULL,
  chain_id uuid NOT NULL,
  provider text COLLATE "C",
  round_id text COLLATE "C",
  currency text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  valid numeric(38) NOT NULL,
  net numeric(38) NOT NULL,
  PRIMARY KEY (brand_id, seq),
  CONSTRAINT accrual_once UNIQUE (brand_id, event_id, category),
  CHECK ((provider IS NULL) = (round_id IS NULL))
);
CREATE INDEX accrual_settled ON croupier_agent.accrual (brand_id, chain_id, currency, at);
CREATE INDEX accrual_late ON croupier_agent.accrual (brand_id, chain_id, seq);
${brandOwned("accrual", ["SELECT", "INSERT"])}`
    },
    {
      id: 3,
      name: "accounts, statements, conversions",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_agent.account (
  brand_id text COLLATE "C" NOT NULL,
  earner_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('rolling', 'losing')),
  currency text COLLATE "C" NOT NULL,
  earner_kind text NOT NULL CHECK (earner_kind IN ('agent', 'player')),
  opened_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  statements integer NOT NULL DEFAULT 0,
  last_to timestamptz,
  last_seq bigint,
  frozen_id uuid,
  remainder numeric NOT NULL DEFAULT 0,
  lots jsonb NOT NULL DEFAULT '[]',
  fences jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (brand_id, earner_id, kind, currency),
  CHECK ((last_to IS NULL) = (last_seq IS NULL) AND (last_to IS NULL) = (statements = 0))
);
CREATE INDEX account_due ON croupier_agent.account (brand_id, due_at) WHERE frozen_id IS NULL;
${brandOwned("account", ["SELECT", "INSERT", "UPDATE"])}

CREATE TABLE croupier_agent.statement (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  earner_id uuid NOT NULL,
  earner_kind text NOT NULL CHECK (earner_kind IN ('agent', 'player')),
  kind text NOT NULL CHECK (kind IN ('rolling', 'losing')),
  currency text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  period_from timestamptz NOT NULL,
  period_to timestamptz NOT NULL,
  seq bigint NOT NULL,
  before_to timestamptz,
  before_seq bigint,
  status text NOT NULL CHECK (status IN ('frozen', 'closed', 'approved', 'paid')),
  formula integer NOT NULL,
  result jsonb,
  transaction_id uuid,
  refusal text,
  tried_at timestamptz,
  PRIMARY KEY (brand_id, id),
  CONSTRAINT statement_once UNIQUE (brand_id, earner_id, kind, currency, number),
  CHECK (period_from < period_to),
  CHECK ((status = 'frozen') = (result IS NULL)),
  CHECK (transaction_id IS NULL OR status = 'paid')
);
CREATE INDEX statement_of_earner ON croupier_agent.statement (brand_id, earner_id, period_to, id);
CREATE INDEX statement_unfinished ON croupier_agent.statement (brand_id, tried_at) WHERE status IN ('frozen', 'approved');
${brandOwned("statement", ["SELECT", "INSERT"])}
GRANT UPDATE (status, result, transaction_id, refusal, tried_at) ON croupier_agent.statement TO ${serviceLogin("croupier_agent")};

CREATE FUNCTION croupier_agent.keep_statement() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, croupier_agent, pg_temp AS $$
BEGIN
  IF OLD.result IS NOT NULL AND NEW.result IS DISTINCT FROM OLD.result OR OLD.status = 'paid' AND NEW.status <> 'paid' THEN
    RAISE EXCEPTION 'a closed statement is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON croupier_agent.statement
  FOR EACH ROW EXECUTE FUNCTION croupier_agent.keep_statement();

CREATE TABLE croupier_agent.conversion (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  agent_id uuid NOT NULL,
  currency text COLLATE "C" NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  status text NOT NULL CHECK (status IN ('requested', 'approved', 'paid', 'rejected')),
  requested_at timestamptz NOT NULL,
  statement integer,
  transaction_id uuid,
  tried_at timestamptz,
  PRIMARY KEY (brand_id, id),
  FOREIGN KEY (brand_id, agent_id) REFERENCES croupier_agent.agent,
  CHECK ((transaction_id IS NULL) = (status <> 'paid'))
);
CREATE INDEX conversion_of_agent ON croupier_agent.conversion (brand_id, agent_id, currency, statement);
CREATE INDEX conversion_unpaid ON croupier_agent.conversion (brand_id, tried_at) WHERE status = 'approved';
${brandOwned("conversion", ["SELECT", "INSERT"])}
GRANT UPDATE (status, statement, transaction_id, tried_at) ON croupier_agent.conversion TO ${serviceLogin("croupier_agent")};

CREATE TABLE croupier_agent.agent_wallet (
  brand_id text COLLATE "C" NOT NULL,
  agent_id uuid NOT NULL,
  currency text COLLATE "C" NOT NULL,
  wallet_id uuid NOT NULL,
  PRIMARY KEY (brand_id, agent_id, currency),
  FOREIGN KEY (brand_id, agent_id) REFERENCES croupier_agent.agent
);
${brandOwned("agent_wallet", ["SELECT", "INSERT"])}`
    },
    { id: 4, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outbox("agent") }
  ]
}
