import { offered } from "../Currency.js"
import { authMigrations } from "../internal/auth/authMigrations.js"
import { assignmentMigrations } from "../internal/events/assignmentMigrations.js"
import { eventMigrations } from "../internal/events/eventMigrations.js"
import { replayMigrations } from "../internal/events/replayMigrations.js"
import { leaseMigrations } from "../internal/worker/leaseMigrations.js"
import type { MigrationSet } from "../postgres/MigrationSet.js"
import { everyLogin } from "../postgres/roleNames.js"

const knownCurrencies = `ARRAY[${offered.map((code) => `'${code}'`).join()}]`

/**
 * What every other schema depends on: the brands a statement may see, the clock that decides, licences, brands, domains.
 * `'*'` counts only where both the login and the current role are members of `croupier_span`: the current role alone would
 * be the owner inside a SECURITY DEFINER function that the application calls.
 */
export const coreMigrations: MigrationSet = {
  package: "core",
  schema: "croupier_core",
  migrations: [
    {
      id: 1,
      name: "clock, licences, brands, domains and who writes them",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_core.test_database (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  marked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT ON croupier_core.test_database TO ${everyLogin};

CREATE FUNCTION croupier_core.now() RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  given text := current_setting('croupier.now', true);
BEGIN
  IF given IS NULL OR given = '' THEN
    RETURN clock_timestamp();
  END IF;
  IF NOT EXISTS (SELECT FROM croupier_core.test_database) THEN
    RAISE EXCEPTION 'croupier.now is set, but this database is not marked as a test';
  END IF;
  RETURN given::timestamptz;
END $$;
GRANT EXECUTE ON FUNCTION croupier_core.now() TO ${everyLogin};

CREATE TABLE croupier_core.licence (
  key text COLLATE "C" PRIMARY KEY CHECK (key ~ '^[a-z0-9-]{2,32}$'),
  jurisdiction text NOT NULL CHECK (jurisdiction <> ''),
  minimum_age integer NOT NULL CHECK (minimum_age BETWEEN 16 AND 99),
  required_profile text[] NOT NULL
);
CREATE TABLE croupier_core.brand (
  key text COLLATE "C" PRIMARY KEY CHECK (key ~ '^[a-z0-9]{2,12}$'),
  licence_key text COLLATE "C" NOT NULL REFERENCES croupier_core.licence,
  display_name text NOT NULL CHECK (display_name <> ''),
  currencies text[] NOT NULL CHECK (cardinality(currencies) > 0)
    CONSTRAINT brand_offers_known_currencies CHECK (currencies <@ ${knownCurrencies}),
  reporting_currency text NOT NULL CONSTRAINT brand_reports_in_a_known_currency CHECK (ARRAY[reporting_currency] <@ ${knownCurrencies}),
  status text NOT NULL CHECK (status IN ('open', 'closed'))
);
CREATE TABLE croupier_core.brand_timezone (
  brand_key text COLLATE "C" NOT NULL REFERENCES croupier_core.brand,
  effective_from timestamptz NOT NULL,
  timezone text NOT NULL,
  PRIMARY KEY (brand_key, effective_from)
);
CREATE TABLE croupier_core.domain (
  host text COLLATE "C" PRIMARY KEY CHECK (host = lower(host) AND host !~ '[:/ ]' AND host <> ''),
  kind text NOT NULL CHECK (kind IN ('brand', 'operator')),
  brand_key text COLLATE "C" REFERENCES croupier_core.brand,
  CHECK ((kind = 'brand') = (brand_key IS NOT NULL))
);
GRANT SELECT ON croupier_core.licence, croupier_core.brand, croupier_core.brand_timezone, croupier_core.domain
  TO ${everyLogin};
GRANT INSERT, UPDATE ON croupier_core.licence, croupier_core.brand, croupier_core.domain TO croupier_config;
GRANT INSERT ON croupier_core.brand_timezone TO croupier_config;
GRANT DELETE ON croupier_core.domain TO croupier_config;

CREATE TABLE croupier_core.directory_version (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  version bigint NOT NULL
);
INSERT INTO croupier_core.directory_version (version) VALUES (1);
GRANT SELECT ON croupier_core.directory_version TO ${everyLogin};
CREATE FUNCTION croupier_core.directory_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE croupier_core.directory_version SET version = version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON croupier_core.licence
  FOR EACH STATEMENT EXECUTE FUNCTION croupier_core.directory_changed();
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON croupier_core.brand
  FOR EACH STATEMENT EXECUTE FUNCTION croupier_core.directory_changed();
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON croupier_core.brand_timezone
  FOR EACH STATEMENT EXECUTE FUNCTION croupier_core.directory_changed();
CREATE TRIGGER changed AFTER INSERT OR UPDATE OR DELETE ON croupier_core.domain
  FOR EACH STATEMENT EXECUTE FUNCTION croupier_core.directory_changed();`
    },
    {
      id: 2,
      name: "the brands a statement may see",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE FUNCTION croupier_core.brands() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  given text := current_setting('croupier.brands', true);
BEGIN
  IF given IS NULL OR given = '' THEN
    RAISE EXCEPTION 'croupier.brands is not set: no brand, no rows' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF given <> '*' THEN
    RETURN string_to_array(given, ',');
  END IF;
  IF NOT (pg_has_role(session_user, 'croupier_span', 'MEMBER') AND pg_has_role(current_user, 'croupier_span', 'MEMBER')) THEN
    RAISE EXCEPTION 'every brand at once is for members of croupier_span, not for %', current_user
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN (SELECT coalesce(array_agg(key), '{}') FROM croupier_core.brand);
END $$;
GRANT EXECUTE ON FUNCTION croupier_core.brands() TO ${everyLogin};`
    },
    ...authMigrations(3),
    ...eventMigrations(4),
    ...leaseMigrations(5),
    ...assignmentMigrations(6),
    ...replayMigrations(7)
  ]
}
