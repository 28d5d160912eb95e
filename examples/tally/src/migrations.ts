import { outbox } from "@croupier/core/events/outbox"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"

const brandOwned = (table: string): string =>
  rowLevelSecurity(table) + grants(table, { app: ["SELECT", "INSERT", "UPDATE"], span: ["SELECT"] })

/** The schema `croupier_tally`. */
export const tallyMigrations: MigrationSet = {
  package: "tally",
  schema: "croupier_tally",
  migrations: [
    {
      id: 1,
      name: "tallies, additions, ranking",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_tally.tally (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  total bigint NOT NULL DEFAULT 0 CHECK (total >= 0),
  events bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (brand_id, player_id)
);
CREATE TABLE croupier_tally.addition (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  player_id uuid NOT NULL,
  points integer NOT NULL CHECK (points > 0),
  total bigint NOT NULL,
  PRIMARY KEY (brand_id, id)
);
CREATE TABLE croupier_tally.ranking (
  brand_id text COLLATE "C" PRIMARY KEY,
  points bigint NOT NULL
);
${["tally", "addition", "ranking"].map((table) => brandOwned(`croupier_tally.${table}`)).join("")}`
    },
    { id: 2, name: "outbox", kind: "expand", oldestCode: "0.1.0", up: outbox("tally") }
  ]
}
