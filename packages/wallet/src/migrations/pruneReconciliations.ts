import { retention } from "@croupier/core/postgres/retention"

/** Removes old reconciliations that found nothing, some at a time. */
export const pruneReconciliations = `
CREATE FUNCTION croupier_wallet.prune_reconciliations(at_most integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH old AS MATERIALIZED (
      SELECT run FROM croupier_wallet.reconciliation
      WHERE state = 'balanced' AND begun_at < croupier_core.now() - interval '${retention.reconciliation.days} days'
      ORDER BY begun_at LIMIT at_most FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM croupier_wallet.reconciliation AS r USING old WHERE r.run = old.run RETURNING 1)
  SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION croupier_wallet.prune_reconciliations IS 'removes old reconciliations that found nothing';
REVOKE EXECUTE ON FUNCTION croupier_wallet.prune_reconciliations(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_wallet.prune_reconciliations(integer) TO croupier_span;
`
