import type { Migration } from "../../postgres/MigrationSet.js"
import { grants, rowLevelSecurity } from "../../postgres/rowLevelSecurity.js"

/**
 * How far each consumer is, and the events it could not take, as core's migrations from `first` on. A position is the place
 * of the next event: batch and index within the partition. It has no brand: a partition holds keys of every brand.
 */
export const eventMigrations = (first: number): ReadonlyArray<Migration> => [
  {
    id: first,
    name: "positions of consumers and dead letters",
    kind: "expand",
    oldestCode: "0.1.0",
    up: `
CREATE TABLE croupier_core.event_position (
  consumer text COLLATE "C" NOT NULL CHECK (consumer <> ''),
  domain text COLLATE "C" NOT NULL,
  partition smallint NOT NULL CHECK (partition BETWEEN 0 AND 15),
  tick bigint NOT NULL CHECK (tick > 0),
  index integer NOT NULL CHECK (index >= 0),
  epoch bigint NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (consumer, domain, partition)
) WITH (fillfactor = 20);
COMMENT ON COLUMN croupier_core.event_position.retired_at IS 'since when the consumer holds nothing back, and may take nothing more';
${grants("croupier_core.event_position", { app: ["SELECT", "INSERT", "UPDATE"], span: ["SELECT", "INSERT", "UPDATE"] })}
CREATE TABLE croupier_core.dead_letter (
  brand_id text COLLATE "C" NOT NULL,
  consumer text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  key uuid NOT NULL,
  tick bigint NOT NULL,
  index integer NOT NULL,
  partition smallint NOT NULL,
  key_version bigint NOT NULL,
  event_id uuid NOT NULL,
  type text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  payload jsonb NOT NULL,
  occurred_at timestamptz NOT NULL,
  trace text,
  reason text NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT croupier_core.now(),
  PRIMARY KEY (brand_id, consumer, domain, key, tick, index)
);
${rowLevelSecurity("croupier_core.dead_letter")}
${grants("croupier_core.dead_letter", { app: ["SELECT", "INSERT", "UPDATE", "DELETE"], span: ["SELECT", "INSERT", "UPDATE", "DELETE"] })}`
  }
]
