/**
 * A partition for each UTC day, made ahead of time by the relay. Answers false where the default partition already holds
 * rows of the day: they stay there, since moving them would block every posting.
 */
export const outboxDaysUp = `
CREATE FUNCTION croupier_wallet.create_outbox_day(day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '200ms' SET timezone = 'UTC' AS $$
DECLARE
  name text := 'outbox_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass('croupier_wallet.' || name) IS NOT NULL THEN
    RETURN true;
  END IF;
  EXECUTE format('CREATE TABLE croupier_wallet.%I PARTITION OF croupier_wallet.outbox FOR VALUES FROM (%L) TO (%L)',
    name, day::timestamptz, (day + 1)::timestamptz);
  EXECUTE format('ALTER TABLE croupier_wallet.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  RETURN true;
EXCEPTION WHEN check_violation THEN
  RETURN false;
END $$;
REVOKE ALL ON FUNCTION croupier_wallet.create_outbox_day(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_wallet.create_outbox_day(date) TO croupier_span;
SELECT croupier_wallet.create_outbox_day((now() AT TIME ZONE 'UTC')::date + ahead) FROM generate_series(0, 3) AS ahead;
`
