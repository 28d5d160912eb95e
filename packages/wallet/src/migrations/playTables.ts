import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const tables = `
CREATE TABLE croupier_wallet.round (
  brand_id text COLLATE "C" NOT NULL,
  wallet_id uuid NOT NULL,
  provider text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL,
  game text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('open', 'closed')),
  stake_cash numeric(38) NOT NULL,
  stake_bonus numeric(38) NOT NULL,
  payout_cash numeric(38) NOT NULL,
  payout_bonus numeric(38) NOT NULL,
  grant_id uuid,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  review boolean NOT NULL,
  PRIMARY KEY (brand_id, wallet_id, provider, id),
  CHECK (least(stake_cash, stake_bonus, payout_cash, payout_bonus) >= 0),
  CHECK ((status = 'closed') = (closed_at IS NOT NULL))
) WITH (fillfactor = 50);
CREATE INDEX round_newest ON croupier_wallet.round (wallet_id, opened_at DESC, provider, id);

CREATE TABLE croupier_wallet.bonus_grant (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  wallet_id uuid NOT NULL,
  currency text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('active', 'converted', 'forfeited', 'expired', 'lost')),
  amount bigint NOT NULL CHECK (amount >= 0),
  max_bet bigint,
  max_cash_out bigint,
  expires_at timestamptz,
  excluded_games jsonb NOT NULL,
  released numeric(38) NOT NULL,
  converted numeric(38) NOT NULL,
  open_rounds integer NOT NULL CHECK (open_rounds >= 0),
  PRIMARY KEY (brand_id, id),
  CHECK (status = 'converted' OR released = 0),
  CHECK (converted = greatest(least(released, max_cash_out), 0))
);
COMMENT ON COLUMN croupier_wallet.bonus_grant.released IS
  'bonus money that the conversion and what came after it set free; as far as the cap allows it is cash (converted)';
`

/** Written by the posting function alone. */
const posted = ["round", "bonus_grant"].map((table) => `croupier_wallet.${table}`)

/** Rounds and bonus grants. */
export const playTables = [
  tables,
  ...posted.map(rowLevelSecurity),
  ...posted.map((table) => grants(table, { app: ["SELECT"], span: ["SELECT"] }))
].join("")
