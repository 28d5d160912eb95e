import { brandOwned } from "./brandOwned.js"

/** The tree with its dated places, terms and policies, and the players of agents. */
export const treeSchema = `
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
