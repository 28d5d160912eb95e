import { instant } from "./Epoch.js"

/** When a brand's day began, as its policy counts days, and what was announced for a receiving account since. */
export const dayFunctions = `
CREATE FUNCTION croupier_wallet.day_of(at timestamptz, zone text) RETURNS timestamptz LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  -- Where clocks are set back at midnight, it comes twice and the day begins with the first one.
  SELECT min(midnight - earlier)
  FROM (SELECT date_trunc('day', $1 AT TIME ZONE $2) AT TIME ZONE $2 AS midnight) AS m
  CROSS JOIN unnest(ARRAY[interval '0', interval '30 minutes', interval '1 hour']) AS earlier
  WHERE ((midnight - earlier) AT TIME ZONE $2)::date = ($1 AT TIME ZONE $2)::date
$$;
CREATE FUNCTION croupier_wallet.day_start(brand text) RETURNS timestamptz LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN n.now < r.until AND n.now >= r.since THEN r.since
    WHEN n.now >= r.until THEN greatest(r.until, croupier_wallet.day_of(n.now, n.zone))
    ELSE croupier_wallet.day_of(n.now, n.zone) END
  FROM (SELECT croupier_core.now() AS now, coalesce(p.policy->>'timezone', 'UTC') AS zone, p.running->'day' AS running
    FROM (SELECT) AS one LEFT JOIN croupier_wallet.policy AS p ON p.brand_id = brand) AS n
  CROSS JOIN LATERAL (SELECT
    ${instant("(n.running->>'from')::bigint")} AS since,
    ${instant("(n.running->>'until')::bigint")} AS until) AS r
$$;
CREATE FUNCTION croupier_wallet.announced_today(brand text, account text) RETURNS numeric LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(q.amount), 0) FROM croupier_wallet.deposit_request AS q
  WHERE q.brand_id = brand AND q.pay_to->>'account' = account AND q.created_at >= croupier_wallet.day_start(brand)
    AND q.status IN ('pending', 'review', 'completed')
$$;
`
