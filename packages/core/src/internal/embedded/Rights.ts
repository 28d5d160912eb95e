import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { Administer } from "../../postgres/Administrator.js"
import { databaseSql, type RoleName, rolesSql } from "../../postgres/Roles.js"
import { memberships } from "../../postgres/roleNames.js"
import { sqlState } from "../../postgres/SqlErrors.js"

/** What a login may do in a database, and what is missing. */
export interface Rights {
  readonly login: string
  readonly database: string
  readonly mayMakeRoles: boolean
  /** Roles that do not exist, or without a required membership. */
  readonly missing: ReadonlyArray<string>
  /** Roles that exist and that this login may not act as. */
  readonly foreign: ReadonlyArray<string>
  /** Whether the owner of the schemas may create them, and other logins may create nothing. */
  readonly databaseIsPrepared: boolean
}

/** Asks the database what its login may do with these roles; nothing is changed. */
export const rightsOf = (query: Administer, roles: ReadonlyArray<RoleName>): Effect.Effect<Rights, SqlError> =>
  Effect.gen(function* () {
    const [found] = yield* query<Omit<Rights, "foreign">>(rightsQuery, [
      [...roles],
      memberships.map(([member]) => member),
      memberships.map(([, of]) => of)
    ])
    const rights = found ?? nothing
    const present = roles.filter((role) => !rights.missing.includes(role))
    // Acted out: a membership alone does not say whether it lets a login act as the role.
    const foreign = yield* Effect.filter(present, (role) => Effect.negate(mayActAs(query, role)))
    return { ...rights, foreign }
  })

/** Whether nothing is lacking; `migrates` asks for the right to make schemas too. */
export const isComplete = (rights: Rights, migrates: boolean): boolean =>
  rights.missing.length === 0 && rights.foreign.length === 0 && (rights.databaseIsPrepared || !migrates)

/** The statements that grant a login what is missing, for an administrator of the server to run on the database. */
export const mendingSql = ({ database, databaseIsPrepared, login, missing }: Rights, roles: ReadonlyArray<RoleName>) =>
  [
    ...(missing.length > 0 ? [rolesSql(database)] : databaseIsPrepared ? [] : [databaseSql(database)]),
    grantSql(login, roles)
  ].join(";\n")

/** Lets a login act as these roles. */
export const grantSql = (login: string, roles: ReadonlyArray<string>): string =>
  `GRANT ${roles.join(", ")} TO "${login.replaceAll('"', '""')}"`

const mayActAs = (query: Administer, role: string): Effect.Effect<boolean, SqlError> =>
  query(`SET ROLE ${role}`).pipe(
    Effect.zipRight(query("RESET ROLE")),
    Effect.as(true),
    Effect.catchIf(
      ({ cause }) => sqlState(cause) === "42501",
      () => Effect.succeed(false)
    )
  )

const nothing = { login: "", database: "", mayMakeRoles: false, missing: [], databaseIsPrepared: false }

const rightsQuery = `
SELECT current_user AS login, current_database() AS database, rolsuper OR rolcreaterole AS "mayMakeRoles",
  array(SELECT wanted FROM unnest($1::text[]) AS wanted
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted)
      OR EXISTS (SELECT FROM unnest($2::text[], $3::text[]) AS pair(holder, held)
        WHERE holder = wanted AND NOT EXISTS (SELECT FROM pg_auth_members AS m
          JOIN pg_roles AS a ON a.oid = m.member JOIN pg_roles AS b ON b.oid = m.roleid
          WHERE a.rolname = holder AND b.rolname = held))) AS missing,
  coalesce((SELECT has_database_privilege(oid, current_database(), 'CREATE')
    FROM pg_roles WHERE rolname = 'croupier_owner'), false)
  AND NOT has_database_privilege('public', current_database(), 'TEMPORARY') AS "databaseIsPrepared"
FROM pg_roles WHERE rolname = current_user`
