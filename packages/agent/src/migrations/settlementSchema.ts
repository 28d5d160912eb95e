import { serviceLogin } from "@croupier/core/postgres/roleNames"
import { brandOwned } from "./brandOwned.js"

/** Accounts, statements, conversions and the wallets of agents. */
export const settlementSchema = `
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
REVOKE ALL ON FUNCTION croupier_agent.keep_statement() FROM PUBLIC;
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
