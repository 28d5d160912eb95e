import { outbox } from "@croupier/core/events/outbox"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"
import { endExclusion, keepExclusion } from "./internal/exclusions/ExclusionGuard.js"

const brandOwned = (table: string, app: Parameters<typeof grants>[1]["app"]): string =>
  rowLevelSecurity(`croupier_player.${table}`) + grants(`croupier_player.${table}`, app === undefined ? {} : { app })

/**
 * Players, what belongs to them, and the licences' registers of excluded persons. Personal data is sealed in `bytea`
 * columns; the registers are outside brand rows, hold HMACs only, and answer which exclusions match through a function.
 */
export const playerMigrations: MigrationSet = {
  package: "player",
  schema: "croupier_player",
  migrations: [
    {
      id: 1,
      name: "players, sessions, limits, exclusions, bank accounts, verified marks",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_player.player (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  code text COLLATE "C" NOT NULL,
  username text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  currency text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'suspended', 'closed')),
  registered_at timestamptz NOT NULL,
  last_login_at timestamptz,
  previous_login_at timestamptz,
  referral_code text,
  promo_code text,
  gate_open boolean NOT NULL DEFAULT false,
  gate_seq integer NOT NULL DEFAULT 0,
  gate_confirmed_seq integer NOT NULL DEFAULT 0 CHECK (gate_confirmed_seq <= gate_seq),
  limits_due_at timestamptz,
  data_key bytea,
  name bytea,
  birth_date bytea,
  country bytea,
  national_id bytea,
  address bytea,
  phone bytea,
  email bytea,
  PRIMARY KEY (brand_id, id),
  CONSTRAINT player_username UNIQUE (brand_id, username),
  CONSTRAINT player_code UNIQUE (brand_id, code)
);
CREATE INDEX player_gate_waiting ON croupier_player.player (brand_id, registered_at)
  WHERE NOT gate_open OR gate_confirmed_seq < gate_seq;
CREATE INDEX player_limits_due ON croupier_player.player (brand_id, limits_due_at) WHERE limits_due_at IS NOT NULL;
${brandOwned("player", ["SELECT", "INSERT", "UPDATE"])}

CREATE TABLE croupier_player.identity (
  brand_id text COLLATE "C" NOT NULL,
  hmac bytea NOT NULL,
  player_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('name-and-birth', 'national-id', 'email', 'phone')),
  verified_at timestamptz,
  verified_by jsonb,
  verification_method text,
  PRIMARY KEY (brand_id, hmac, player_id),
  FOREIGN KEY (brand_id, player_id) REFERENCES croupier_player.player
);
CREATE INDEX identity_of_player ON croupier_player.identity (brand_id, player_id);
${brandOwned("identity", ["SELECT", "INSERT", "DELETE"])}
GRANT UPDATE (verified_at, verified_by, verification_method) ON croupier_player.identity TO croupier_player;

CREATE TABLE croupier_player.review (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('exclusion', 'outside-register')),
  exclusion_id uuid,
  opened_at timestamptz NOT NULL,
  decision text CHECK (decision IN ('clear', 'confirm')),
  decided_at timestamptz,
  decided_by jsonb,
  PRIMARY KEY (brand_id, player_id, id),
  CONSTRAINT review_once UNIQUE NULLS NOT DISTINCT (brand_id, player_id, reason, exclusion_id),
  CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)),
  FOREIGN KEY (brand_id, player_id) REFERENCES croupier_player.player
);
CREATE INDEX review_open ON croupier_player.review (brand_id, opened_at) WHERE decision IS NULL;
${brandOwned("review", ["SELECT", "INSERT"])}
GRANT UPDATE (decision, decided_at, decided_by) ON croupier_player.review TO croupier_player;

CREATE TABLE croupier_player.session (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  player_id uuid NOT NULL,
  generation integer NOT NULL,
  refresh_hash bytea NOT NULL,
  rotated_at timestamptz NOT NULL,
  started_at timestamptz NOT NULL,
  ends_at timestamptz,
  ended_at timestamptz,
  restricted boolean NOT NULL,
  client bytea NOT NULL,
  address_hmac bytea NOT NULL,
  PRIMARY KEY (brand_id, id),
  FOREIGN KEY (brand_id, player_id) REFERENCES croupier_player.player
);
CREATE INDEX session_age ON croupier_player.session (rotated_at, brand_id);
CREATE INDEX session_address ON croupier_player.session (brand_id, player_id, address_hmac);
CREATE INDEX session_of_player ON croupier_player.session (brand_id, player_id) WHERE ended_at IS NULL;
${brandOwned("session", ["SELECT", "INSERT", "UPDATE", "DELETE"])}

CREATE TABLE croupier_player.limit_row (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  slot text COLLATE "C" NOT NULL,
  effective_from timestamptz NOT NULL,
  value bigint CHECK (value >= 0),
  PRIMARY KEY (brand_id, player_id, slot, effective_from),
  FOREIGN KEY (brand_id, player_id) REFERENCES croupier_player.player
);
${brandOwned("limit_row", ["SELECT", "INSERT", "UPDATE", "DELETE"])}

CREATE TABLE croupier_player.exclusion (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  id uuid NOT NULL,
  length text NOT NULL,
  begins_at timestamptz NOT NULL,
  until timestamptz,
  ends_at timestamptz,
  PRIMARY KEY (brand_id, player_id, id),
  FOREIGN KEY (brand_id, player_id) REFERENCES croupier_player.player
);
CREATE INDEX exclusion_by_id ON croupier_player.exclusion (brand_id, id);
${brandOwned("exclusion", ["SELECT", "INSERT", "UPDATE"])}

CREATE TABLE croupier_player.gate_change (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  seq integer NOT NULL,
  actor jsonb NOT NULL,
  change jsonb NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (brand_id, player_id, seq),
  FOREIGN KEY (brand_id, player_id) REFERENCES croupier_player.player
);
${brandOwned("gate_change", ["SELECT", "INSERT"])}

CREATE TABLE croupier_player.bank_account (
  brand_id text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  player_id uuid NOT NULL,
  bank text NOT NULL,
  holder bytea NOT NULL,
  number bytea NOT NULL,
  number_hmac bytea NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (brand_id, id),
  CONSTRAINT bank_account_once UNIQUE (brand_id, player_id, number_hmac),
  FOREIGN KEY (brand_id, player_id) REFERENCES croupier_player.player
);
CREATE TABLE croupier_player.depositor (
  brand_id text COLLATE "C" NOT NULL,
  player_id uuid NOT NULL,
  request_id uuid NOT NULL,
  name bytea NOT NULL,
  kept_at timestamptz NOT NULL,
  PRIMARY KEY (brand_id, player_id, request_id),
  FOREIGN KEY (brand_id, player_id) REFERENCES croupier_player.player
);
COMMENT ON TABLE croupier_player.depositor IS 'names that players give of who pays a deposit request of the wallet';
${brandOwned("depositor", ["SELECT", "INSERT", "DELETE"])}

CREATE INDEX bank_account_number ON croupier_player.bank_account (brand_id, number_hmac);
${brandOwned("bank_account", ["SELECT", "INSERT", "DELETE"])}`
    },
    {
      id: 2,
      name: "the licences' registers of excluded persons",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_player.excluded_person (
  licence_key text COLLATE "C" NOT NULL,
  hmac bytea NOT NULL,
  exclusion_id uuid NOT NULL,
  verified boolean NOT NULL,
  claimed_at timestamptz NOT NULL,
  ends_at timestamptz,
  PRIMARY KEY (licence_key, hmac, exclusion_id)
);
CREATE INDEX excluded_person_exclusion ON croupier_player.excluded_person (exclusion_id);

CREATE FUNCTION croupier_player.matching_exclusions(
  licence text, verified_prints bytea[], claimed_prints bytea[], since timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT exclusion_id FROM croupier_player.excluded_person
  WHERE licence_key = licence AND (ends_at IS NULL OR croupier_core.now() < ends_at)
    AND (verified AND hmac = ANY (verified_prints) OR claimed_at < since AND hmac = ANY (claimed_prints))
  GROUP BY exclusion_id ORDER BY exclusion_id
$$;
CREATE FUNCTION croupier_player.register_exclusion(
  licence text, prints bytea[], are_verified boolean, claimed timestamptz, exclusion uuid, ends timestamptz)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO croupier_player.excluded_person AS known (licence_key, hmac, exclusion_id, verified, claimed_at, ends_at)
  SELECT DISTINCT licence, print, exclusion, are_verified, claimed, ends FROM unnest(prints) AS print
  ON CONFLICT (licence_key, hmac, exclusion_id) DO UPDATE SET verified = true
    WHERE excluded.verified AND NOT known.verified
$$;
${endExclusion}
${keepExclusion}
REVOKE ALL ON FUNCTION croupier_player.matching_exclusions(text, bytea[], bytea[], timestamptz),
  croupier_player.register_exclusion(text, bytea[], boolean, timestamptz, uuid, timestamptz),
  croupier_player.end_exclusion(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_player.matching_exclusions(text, bytea[], bytea[], timestamptz),
  croupier_player.register_exclusion(text, bytea[], boolean, timestamptz, uuid, timestamptz),
  croupier_player.end_exclusion(uuid, timestamptz) TO croupier_player;`
    },
    {
      id: 3,
      name: "outbox",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
ALTER TABLE croupier_player.player ADD COLUMN event_version bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN croupier_player.player.event_version IS 'the number of events of the player; the last one has it as key_version';
${outbox("player")}`
    },
    {
      id: 4,
      name: "exclusions that are still spread over the licence",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
ALTER TABLE croupier_player.exclusion ADD COLUMN spreading boolean NOT NULL DEFAULT false;
CREATE INDEX exclusion_spreading ON croupier_player.exclusion (brand_id) WHERE spreading;`
    }
  ]
}
