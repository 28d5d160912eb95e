import { brandOwned } from "./brandOwned.js"

/** What is counted: facts that wait, rounds, versions of chains, and accruals, which are only ever inserted. */
export const accrualSchema = `
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
