import type { Migration } from "../../postgres/MigrationSet.js"
import { retention } from "../../postgres/retention.js"
import { everyLogin } from "../../postgres/roleNames.js"

/**
 * Revocations and the issuers' keys, as core's migrations from `first` on. Neither table has a brand: subjects and sessions are
 * UUIDs unique across brands, every process reads all revocations, and they hold nothing personal.
 */
export const authMigrations = (first: number): ReadonlyArray<Migration> => [
  {
    id: first,
    name: "revocations and token keys",
    kind: "expand",
    oldestCode: "0.1.0",
    up: `
CREATE TABLE croupier_core.revocation (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind text NOT NULL CHECK (kind IN ('session', 'session-end', 'launches', 'subject')),
  id uuid NOT NULL,
  revoked_at timestamptz NOT NULL
);
CREATE INDEX ON croupier_core.revocation (xid);
CREATE INDEX ON croupier_core.revocation (revoked_at);
CREATE INDEX ON croupier_core.revocation (id);
GRANT SELECT ON croupier_core.revocation TO ${everyLogin};
GRANT INSERT ON croupier_core.revocation TO croupier_player, croupier_agent;

CREATE FUNCTION croupier_core.prune_revocations(at_most integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  WITH old AS MATERIALIZED (
      SELECT seq FROM croupier_core.revocation
      WHERE revoked_at < croupier_core.now() - interval '${retention.revocation.hours} hours'
      ORDER BY revoked_at LIMIT at_most FOR UPDATE SKIP LOCKED),
    gone AS (DELETE FROM croupier_core.revocation AS r USING old WHERE r.seq = old.seq RETURNING 1)
  SELECT count(*) FROM gone
$$;
COMMENT ON FUNCTION croupier_core.prune_revocations IS 'removes revocations that no token can still need';
REVOKE EXECUTE ON FUNCTION croupier_core.prune_revocations(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION croupier_core.prune_revocations(integer) TO croupier_app, croupier_player_worker, croupier_span;

CREATE TABLE croupier_core.token_key (
  issuer text COLLATE "C" NOT NULL CHECK (issuer IN ('player', 'agent', 'operator')),
  kid text COLLATE "C" NOT NULL,
  private_key bytea NOT NULL,
  signs_from timestamptz NOT NULL,
  PRIMARY KEY (issuer, kid)
);
GRANT SELECT, INSERT ON croupier_core.token_key TO croupier_player, croupier_agent;
ALTER TABLE croupier_core.token_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY player ON croupier_core.token_key TO croupier_player USING (issuer = 'player') WITH CHECK (issuer = 'player');
CREATE POLICY agent ON croupier_core.token_key TO croupier_agent USING (issuer = 'agent') WITH CHECK (issuer = 'agent');

CREATE FUNCTION croupier_core.retire_token_key(of_issuer text, of_kid text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM croupier_core.token_key AS old WHERE old.issuer = of_issuer AND old.kid = of_kid AND EXISTS (
    SELECT FROM croupier_core.token_key AS newer WHERE newer.issuer = of_issuer AND newer.signs_from > old.signs_from
      AND newer.signs_from <= croupier_core.now() - interval '15 minutes')
$$;
COMMENT ON FUNCTION croupier_core.retire_token_key IS
  'removes a key that has signed nothing for 15 minutes, so that its last token has expired; another stays';
GRANT EXECUTE ON FUNCTION croupier_core.retire_token_key(text, text) TO croupier_player, croupier_agent;`
  }
]
