import { memberships, type RoleName, roleNames, roleSettings } from "@croupier/core/postgres/roleNames"
import { Effect } from "effect"
import type { Ask } from "./Catalogue.js"
import { each, type Finding, fault, ok } from "./Finding.js"

/** A login as the server has it. */
export interface Role {
  readonly name: RoleName
  readonly canLogin: boolean
  readonly isPrivileged: boolean
  readonly settings: ReadonlyArray<string>
}

/** The logins of Croupier, and which is a member of which. */
export interface RoleFacts {
  readonly roles: ReadonlyArray<Role>
  readonly members: ReadonlyArray<readonly [member: string, of: string]>
}

/** Asks the server; every login may see its roles. */
export const roleFacts = (ask: Ask): Effect.Effect<RoleFacts, unknown> =>
  Effect.gen(function* () {
    const roles = yield* ask<Role & { settings: ReadonlyArray<string> | null }>(
      `SELECT rolname::text AS name, rolcanlogin AS "canLogin", rolsuper OR rolbypassrls OR rolcreaterole AS "isPrivileged",
        rolconfig AS settings FROM pg_roles WHERE rolname = ANY ($1::text[])`,
      [[...roleNames]]
    )
    const members = yield* ask<{ member: string; of: string }>(
      `SELECT m.member::regrole::text AS member, m.roleid::regrole::text AS of FROM pg_auth_members AS m
      WHERE m.roleid::regrole::text = ANY ($1::text[])`,
      [[...roleNames]]
    )
    return {
      roles: roles.map((role) => ({ ...role, settings: role.settings ?? [] })),
      members: members.map(({ member, of }) => [member, of] as const)
    }
  })

/** Roles that are missing, have too many or too few rights, or do not have their settings. */
export const roleFindings = ({ members, roles }: RoleFacts): ReadonlyArray<Finding> => {
  const missing = roleNames.filter((name) => roles.every((role) => role.name !== name))
  if (missing.length > 0) {
    return [
      fault("roles.exist", `the roles ${missing.join(", ")} do not exist`, "DATABASE_ADMIN_URL=… croupier migrate up")
    ]
  }
  const has = (member: string, of: string) => members.some(([one, other]) => one === member && other === of)
  const intruders = members.filter(
    ([member, of]) =>
      of === "croupier_span" &&
      roleNames.some((role) => role === member) &&
      !memberships.some(([one, other]) => one === member && other === of)
  )
  return [
    ok("roles.exist", `all ${roleNames.length} roles exist`),
    ...each(
      roles.filter(({ isPrivileged }) => isPrivileged),
      ({ name }) =>
        fault(
          "roles.powers",
          `${name} is a superuser, can create roles, or bypasses row-level security`,
          `ALTER ROLE ${name} NOSUPERUSER NOCREATEROLE NOBYPASSRLS`
        ),
      ok("roles.powers", "no role bypasses row-level security")
    ),
    ...each(
      roles.filter(({ canLogin }) => !canLogin),
      ({ name }) => fault("roles.login", `${name} cannot log in`, `ALTER ROLE ${name} LOGIN`),
      ok("roles.login", "every role can log in")
    ),
    ...each(
      [
        ...memberships
          .filter(([member, of]) => !has(member, of))
          .map(([member, of]) => ({ found: `${member} is not a member of ${of}`, remedy: `GRANT ${of} TO ${member}` })),
        ...intruders.map(([member, of]) => ({
          found: `${member} is a member of ${of}, and sees every brand`,
          remedy: `REVOKE ${of} FROM ${member}`
        }))
      ],
      ({ found, remedy }) => fault("roles.members", found, remedy),
      ok("roles.members", "role memberships are correct")
    ),
    ...each(
      roles.flatMap(({ name, settings }) =>
        Object.entries(roleSettings(name)).flatMap(([key, value]) =>
          settings.some((setting) => setting.startsWith(`${key}=`)) ? [] : [{ name, key, value }]
        )
      ),
      ({ key, name, value }) =>
        fault(
          "roles.settings",
          `${name} has no ${key}: a hung process would hold locks`,
          `ALTER ROLE ${name} SET ${key} = '${value}'`
        ),
      ok("roles.settings", "every role has its timeouts")
    )
  ]
}
