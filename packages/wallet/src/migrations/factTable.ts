import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const table = `
CREATE TABLE croupier_wallet.fact (
  brand_id text COLLATE "C" NOT NULL,
  partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 15),
  tick bigint NOT NULL,
  index integer NOT NULL,
  key uuid NOT NULL,
  key_version bigint NOT NULL,
  event_id uuid NOT NULL,
  type text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  payload jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  trace text,
  PRIMARY KEY (partition, tick, index)
);
COMMENT ON TABLE croupier_wallet.fact IS 'every event, permanently, under its position in the stream; positions are independent of brands';
INSERT INTO croupier_core.event_position (consumer, domain, partition, tick, index, epoch)
SELECT 'wallet-facts', 'wallet', partition, 1, 0, 0 FROM generate_series(0, 15) AS partition;
`

/** The events that `WalletFacts` answers from, and where its consumer begins. */
export const factTable = [
  table,
  rowLevelSecurity("croupier_wallet.fact"),
  grants("croupier_wallet.fact", { app: ["SELECT"], span: ["SELECT", "INSERT"] })
].join("")
