import { serviceLogin } from "@croupier/core/postgres/roleNames"
import { Effect } from "effect"
import type { Ask } from "./Catalogue.js"
import { each, type Finding, fault, ok } from "./Finding.js"

/** Rights in our schemas that are wrong. */
export interface RightsFacts {
  /** Tables with rows of brands that row-level security does not hold, or not their owner. */
  readonly unprotected: ReadonlyArray<string>
  /** Functions that every login may call. */
  readonly publicFunctions: ReadonlyArray<string>
  /** Objects of our schemas that another role owns. */
  readonly foreign: ReadonlyArray<{ readonly name: string; readonly owner: string }>
  /** Schemas that their own service cannot enter. */
  readonly closed: ReadonlyArray<string>
}

const ours = "nspname LIKE 'croupier\\_%'"

const tables = `
SELECT c.oid::regclass::text AS name, pg_get_userbyid(c.relowner)::text AS owner,
  EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped)
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AS open
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE ${ours} AND c.relkind IN ('r', 'p')`

const functions = `
SELECT DISTINCT p.oid::regprocedure::text AS name FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS x
WHERE ${ours} AND x.grantee = 0 AND x.privilege_type = 'EXECUTE'`

/** Asks the catalogue; every login may see it. The roles exist. */
export const rightsFacts = (ask: Ask): Effect.Effect<RightsFacts, unknown> =>
  Effect.gen(function* () {
    const all = yield* ask<{ name: string; owner: string; open: boolean }>(tables)
    const schemas = yield* ask<{ name: string }>(`SELECT nspname::text AS name FROM pg_namespace WHERE ${ours}`)
    const closed = yield* Effect.forEach(schemas, ({ name }) =>
      Effect.map(
        ask<{ may: boolean }>("SELECT has_schema_privilege($1, $2, 'USAGE') AS may", [serviceLogin(name), name]),
        ([row]) => (row?.may === true ? [] : [name])
      )
    )
    return {
      unprotected: all.filter(({ open }) => open).map(({ name }) => name),
      publicFunctions: (yield* ask<{ name: string }>(functions)).map(({ name }) => name),
      foreign: all.filter(({ owner }) => owner !== "croupier_owner").map(({ name, owner }) => ({ name, owner })),
      closed: closed.flat()
    }
  })

/** The walls between brands, and between logins. */
export const rightsFindings = ({
  closed,
  foreign,
  publicFunctions,
  unprotected
}: RightsFacts): ReadonlyArray<Finding> => [
  ...each(
    unprotected,
    (name) =>
      fault(
        "rights.rows",
        `row-level security is not enforced on ${name}: a service sees the rows of every brand`,
        `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`
      ),
    ok("rights.rows", "row-level security is enforced on every table with brand rows")
  ),
  ...each(
    publicFunctions,
    (name) =>
      fault("rights.functions", `every login can execute ${name}`, `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`),
    ok("rights.functions", "no function is executable by every login")
  ),
  ...each(
    foreign,
    ({ name, owner }) =>
      fault("rights.owner", `${name} is owned by ${owner}`, `ALTER TABLE ${name} OWNER TO croupier_owner`),
    ok("rights.owner", "croupier_owner owns every table")
  ),
  ...each(
    closed,
    (name) =>
      fault(
        "rights.schema",
        `${serviceLogin(name)} lacks USAGE on the schema ${name}`,
        `GRANT USAGE ON SCHEMA ${name} TO ${serviceLogin(name)}`
      ),
    ok("rights.schema", "every service has USAGE on its schema")
  )
]
