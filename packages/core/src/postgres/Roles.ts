import type { SqlError } from "@effect/sql/SqlError"
import { Effect, type Redacted, Schedule, Schema } from "effect"
import { scramVerifier } from "../internal/postgres/scramVerifier.js"
import { type Administer, administer } from "./Administrator.js"
import { everyLogin, memberships, type RoleName, roleNames, roleSettings } from "./roleNames.js"
import { sqlState } from "./SqlErrors.js"

export { type RoleName, roleNames, roleSettings } from "./roleNames.js"

/** The roles are not there and the given login may not make them; `message` names both and `sql` is what an administrator runs. */
export class RolesMissing extends Schema.TaggedError<RolesMissing>()("RolesMissing", {
  message: Schema.String,
  sql: Schema.String
}) {}

/** The administrator's login, and the passwords to set. A role without one keeps its own. */
export interface RolesOptions {
  readonly url: Redacted.Redacted
  readonly passwords?: Partial<Record<RoleName, Redacted.Redacted>>
}

/**
 * Makes the roles with their settings, and lets the owner make schemas in this database; run it before the first
 * migration. Safe to repeat, and for two at once on one server. A login that may not make roles is enough when they exist.
 */
export const ensureRoles = (options: RolesOptions): Effect.Effect<void, RolesMissing | SqlError> =>
  administer(options.url, (query) =>
    Effect.gen(function* () {
      const [login] = yield* query<Login>(loginQuery, [[...roleNames]])
      if (login === undefined) return
      if (!login.mayMake) {
        if (login.complete) return
        return yield* new RolesMissing({
          message: missingMessage(login.name, login.database),
          sql: rolesSql(login.database)
        })
      }
      yield* Effect.retry(query(rolesSql(login.database)), { while: isCollision, schedule: backOff, times: 20 })
      yield* setPasswords(query, options.passwords ?? {})
    })
  )

/** The SQL that makes the roles for a database, for an administrator to run. It can be run again. */
export const rolesSql = (database: string): string =>
  [
    ...roleNames.map(
      (role) =>
        `DO $$ BEGIN CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`
    ),
    ...roleNames.flatMap((role) =>
      Object.entries(roleSettings(role)).map(([name, value]) => `ALTER ROLE ${role} SET ${name} = '${value}'`)
    ),
    ...memberships.map(([member, of]) => `GRANT ${of} TO ${member}`),
    `DO $$ DECLARE role name; BEGIN
  FOREACH role IN ARRAY '{${roleNames.join(",")}}'::name[] LOOP
    IF NOT pg_has_role(role, 'MEMBER') THEN EXECUTE format('GRANT %I TO CURRENT_USER', role); END IF;
  END LOOP;
END $$`,
    databaseSql(database)
  ].join(";\n")

/**
 * The part of `rolesSql` that belongs to one database: only the owner creates anything in it, temporary objects included. A
 * copy or a restored dump does not bring these privileges along.
 */
export const databaseSql = (database: string): string => {
  return [
    `REVOKE CREATE, TEMPORARY ON DATABASE ${quoted(database)} FROM PUBLIC, ${everyLogin}`,
    `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${quoted(database)} TO croupier_owner`,
    `GRANT CONNECT ON DATABASE ${quoted(database)} TO ${everyLogin}`
  ].join(";\n")
}

interface Login {
  readonly name: string
  readonly database: string
  readonly mayMake: boolean
  readonly complete: boolean
}

const loginQuery = `
SELECT current_user AS name, current_database() AS database, rolsuper OR rolcreaterole AS "mayMake",
  (SELECT count(*) = cardinality($1::text[]) FROM pg_roles WHERE rolname = ANY ($1::text[])) AS complete
FROM pg_roles WHERE rolname = current_user`

const setPasswords = (query: Administer, passwords: NonNullable<RolesOptions["passwords"]>) =>
  Effect.forEach(
    roleNames,
    (role) => {
      const password = passwords[role]
      if (password === undefined) return Effect.void
      // The verifier and not the password: DDL may be logged.
      const alter = query(`ALTER ROLE ${role} PASSWORD '${scramVerifier(password)}'`)
      return Effect.retry(alter, { while: isCollision, schedule: backOff, times: 8 })
    },
    { discard: true }
  )

/** Roles are the server's and not the database's, so no advisory lock covers them: two writers of one role collide. */
const isCollision = ({ cause }: SqlError): boolean => collisions.has(sqlState(cause) ?? "")

/** A row of a catalogue was changed concurrently (which has no code of its own), or is there already; a deadlock. */
const collisions: ReadonlySet<string> = new Set(["XX000", "42710", "23505", "40P01"])

const backOff = Schedule.jittered(Schedule.spaced("50 millis"))

const missingMessage = (name: string, database: string): string =>
  `the roles ${roleNames.join(", ")} do not all exist, and ${name} cannot create them: ` +
  `run \`sql\` of this error as an administrator on database ${database}, or use a login with CREATEROLE in DATABASE_URL`

const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`
