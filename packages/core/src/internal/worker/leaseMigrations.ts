import type { Migration } from "../../postgres/MigrationSet.js"
import { retention } from "../../postgres/retention.js"

/**
 * Leases and the periods of scheduled jobs, as core's migration `id`. Neither belongs to a brand: workers are shared, and
 * `scope` is a brand's key or `*` for the whole stack.
 */
export const leaseMigrations = (id: number): ReadonlyArray<Migration> => [
  {
    id,
    name: "leases and job periods",
    kind: "expand",
    oldestCode: "0.1.0",
    // The second key makes the epoch a key column: a new holder waits for writes under the old epoch, a renewal does not.
    up: `
CREATE TABLE croupier_core.lease (
  name text COLLATE "C" PRIMARY KEY CHECK (name <> ''),
  holder text COLLATE "C" NOT NULL CHECK (holder <> ''),
  epoch bigint NOT NULL CHECK (epoch > 0),
  expires_at timestamptz NOT NULL,
  UNIQUE (name, epoch)
);
GRANT SELECT, INSERT, UPDATE ON croupier_core.lease TO croupier_app, croupier_player_worker, croupier_span;

CREATE TABLE croupier_core.job_period (
  job text COLLATE "C" NOT NULL CHECK (job <> ''),
  scope text COLLATE "C" NOT NULL CHECK (scope <> ''),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
  status text NOT NULL CHECK (status IN ('waiting', 'running', 'failed', 'done')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  begun_at timestamptz,
  ended_at timestamptz,
  retry_at timestamptz CHECK ((retry_at IS NOT NULL) = (status = 'failed')),
  reason text CHECK ((reason IS NOT NULL) = (status = 'failed')),
  PRIMARY KEY (job, scope, starts_at),
  UNIQUE (job, scope, ends_at)
);
CREATE UNIQUE INDEX ON croupier_core.job_period (job, scope) WHERE status <> 'done';
CREATE INDEX ON croupier_core.job_period (ends_at) WHERE status = 'done';
GRANT SELECT, INSERT, UPDATE ON croupier_core.job_period TO croupier_app, croupier_player_worker, croupier_span;

CREATE FUNCTION croupier_core.prune_job_periods(at_most integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH old AS MATERIALIZED (
      SELECT p.job, p.scope, p.starts_at FROM croupier_core.job_period AS p
      WHERE p.status = 'done' AND p.ends_at < croupier_core.now() - interval '${retention.jobPeriod.days} days'
        AND EXISTS (SELECT FROM croupier_core.job_period AS newer
          WHERE newer.job = p.job AND newer.scope = p.scope AND newer.starts_at > p.starts_at OFFSET 1)
      ORDER BY p.ends_at LIMIT at_most FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM croupier_core.job_period AS p USING old
      WHERE p.job = old.job AND p.scope = old.scope AND p.starts_at = old.starts_at RETURNING 1)
  SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION croupier_core.prune_job_periods IS 'removes old finished periods, but the last two of a job and scope';
REVOKE EXECUTE ON FUNCTION croupier_core.prune_job_periods(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_core.prune_job_periods(integer) TO croupier_app, croupier_player_worker, croupier_span;`
  }
]
