import { join } from "node:path"
import { administer } from "@croupier/core/postgres/Administrator"
import { roleNames } from "@croupier/core/postgres/Roles"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { root } from "../compose/ComposeFile.js"

const database = TestPostgres.layerDatabase(migrationSets)

/** What each login was granted itself, the owner's ownership aside: an object and its privileges a row. Days come and go. */
const grantedQuery = `
WITH acls AS (
  SELECT c.oid::regclass::text AS object, c.relacl AS acl FROM pg_class AS c
  WHERE c.relnamespace::regnamespace::text LIKE 'croupier%' AND c.relname !~ '^outbox_[0-9]{8}$'
  UNION ALL
  SELECT format('%s (%s)', a.attrelid::regclass, a.attname), a.attacl FROM pg_attribute AS a
  JOIN pg_class AS c ON c.oid = a.attrelid WHERE c.relnamespace::regnamespace::text LIKE 'croupier%'
  UNION ALL
  SELECT split_part(p.oid::regprocedure::text, '(', 1) || '()', p.proacl FROM pg_proc AS p
  WHERE p.pronamespace::regnamespace::text LIKE 'croupier%'
  UNION ALL
  SELECT 'schema ' || n.nspname, n.nspacl FROM pg_namespace AS n WHERE n.nspname LIKE 'croupier%'
  UNION ALL
  SELECT 'database', d.datacl FROM pg_database AS d WHERE d.datname = current_database()
)
SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE x.grantee::regrole::text END AS login, a.object,
  string_agg(DISTINCT x.privilege_type, ', ' ORDER BY x.privilege_type) AS privileges
FROM acls AS a CROSS JOIN aclexplode(a.acl) AS x
WHERE x.grantee = 0 OR x.grantee::regrole::text LIKE 'croupier%' AND x.grantee <> 'croupier_owner'::regrole
GROUP BY 1, 2 ORDER BY 1, 2`

const membersQuery = `
SELECT member::regrole::text AS login, string_agg(roleid::regrole::text, ', ' ORDER BY roleid::regrole::text) AS of
FROM pg_auth_members WHERE member::regrole::text LIKE 'croupier%' GROUP BY 1`

interface Granted {
  readonly login: string
  readonly object: string
  readonly privileges: string
}

interface Member {
  readonly login: string
  readonly of: string
}

const page = (granted: ReadonlyArray<Granted>, members: ReadonlyArray<Member>): string =>
  [
    "# Rights of the database logins\n",
    "Generated from a migrated database: what each login was granted itself. A member has the rights of the others too.",
    "`croupier_owner` owns everything and is used by migrations alone. Row-level security limits all of it to the brands",
    "that a transaction names.\n",
    ...["PUBLIC", ...roleNames.filter((role) => role !== "croupier_owner")].flatMap((login) => [
      `## ${login}\n`,
      ...members.filter((member) => member.login === login).map(({ of }) => `Member of ${of}.\n`),
      ...granted.filter((row) => row.login === login).map(({ object, privileges }) => `- ${object}: ${privileges}`),
      ""
    ])
  ].join("\n")

describe("the rights of the database logins", () => {
  it.live(
    "a right that the table does not list would be an intruder's too (npx vitest run -u tests/database/rights)",
    () =>
      Effect.gen(function* () {
        const { administratorUrl } = yield* TestPostgres.TestDatabase
        const text = yield* administer(administratorUrl, (query) =>
          Effect.gen(function* () {
            return page(yield* query<Granted>(grantedQuery), yield* query<Member>(membersQuery))
          })
        )
        yield* Effect.promise(() => expect(text).toMatchFileSnapshot(join(root, "docs/reference/database-rights.md")))
      }).pipe(Effect.provide(database))
  )
})
