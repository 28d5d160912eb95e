import type { Migration } from "../postgres/MigrationSet.js"

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
GRANT SELECT, INSERT, UPDATE ON croupier_core.job_period TO croupier_app, croupier_player_worker, croupier_span;`
  }
]
