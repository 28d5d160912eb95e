import { publisherLogin } from "../postgres/roleNames.js"

/**
 * What every function over an outbox says. Statistics of a young outbox mislead the planner: only look-ups by the index are
 * left to it.
 */
export const settings = `SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
SET max_parallel_workers_per_gather = 0`

/**
 * The brands are those that exist, named one by one, so that a login that may not say '*' can run a relay and a consumer in
 * an app of its own; a caller's are put back.
 */
export const givenBrands = `given_brands text := coalesce(current_setting('croupier.brands', true), '');`
export const nameBrands = `PERFORM set_config('croupier.brands', coalesce(string_agg(key, ','), '-'), true) FROM croupier_core.brand;`
export const putBrandsBack = `PERFORM set_config('croupier.brands', given_brands, true);`

/** A snapshot has to follow the lock that it relies on. */
export const requireReadCommitted = `IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'batches are made under read committed: a snapshot has to follow its lock';
  END IF;`

/** Name of the lock under which positions of a domain's consumers begin, and what is behind all of them goes. */
export const positionsLock = (schema: string): string => `positions of ${schema}`

/** Takes it until the transaction ends: no consumer begins while what it would read is dropped. */
export const lockPositions = (schema: string): string =>
  `PERFORM pg_advisory_xact_lock(hashtextextended('${positionsLock(schema)}', 0));`

/**
 * Lets these run a function and no other login: `app` is the one that publishes the schema's outbox, `span` is
 * `croupier_span`.
 */
export const allow = (signature: string, ...roles: ReadonlyArray<"app" | "span">): string => `
REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ${signature} TO ${roles.map((role) => loginOf(signature, role)).join(", ")};
`

const loginOf = (signature: string, role: "app" | "span"): string =>
  role === "span" ? "croupier_span" : publisherLogin(signature.split(".", 1).join())
