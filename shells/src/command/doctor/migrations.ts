import { codeVersion } from "@croupier/core/codeVersion"
import type { SchemaStatus } from "@croupier/core/migration/MigrationPlan"
import { type Finding, fault, ok, warning } from "./Finding.js"

/** The versions of the schemas compared with this code. */
export const migrationFindings = (schemas: ReadonlyArray<SchemaStatus>): ReadonlyArray<Finding> => {
  const pending = schemas.filter((schema) => schema.pending.length > 0)
  const foreign = schemas.filter((schema) => schema.foreign.length > 0)
  const newer = schemas.filter((schema) => schema.unknown.length > 0)
  return [
    pending.length === 0
      ? ok("migrations.applied", `every step of ${schemas.map((schema) => schema.package).join(", ")} is applied`)
      : fault(
          "migrations.applied",
          pending
            .map(
              (schema) =>
                `${schema.schema}: ${schema.pending.map(({ id, name }) => `${id} (${name})`).join(", ")} pending`
            )
            .join("; "),
          "croupier migrate plan, then: croupier migrate up"
        ),
    ...foreign.map((schema) =>
      fault(
        "migrations.history",
        `${schema.schema} was made by another history: ${schema.foreign.map(({ id, name }) => `${id} is "${name}"`).join(", ")}`,
        "run the version of the code that made it, or begin with an empty database"
      )
    ),
    ...newer.map((schema) => {
      const contracts = schema.unknown.filter(({ kind }) => kind === "contract")
      const found = `${schema.schema} is newer than this code ${codeVersion}: ${schema.unknown.map(({ id, name }) => `${id} (${name})`).join(", ")}`
      return contracts.length > 0
        ? fault("migrations.newer", found, `upgrade every process to ${contracts.at(-1)?.oldestCode} or newer`)
        : warning("migrations.newer", found, "upgrade the processes that still run this code")
    })
  ]
}
