import type { SchemaStatus } from "@croupier/core/migration/MigrationPlan"

/** A line for each package, with one for each step that is pending, unknown to this code, or of another history. */
export const renderStatus = (schemas: ReadonlyArray<SchemaStatus>): string =>
  schemas
    .flatMap(({ applied, foreign, package: name, pending, unknown }) => [
      `${name}: ${applied.length} applied, ${pending.length} pending`,
      ...pending.map(({ id, kind, name }) => `  pending ${id} ${kind}: ${name}`),
      ...unknown.map(({ id, name }) => `  newer than this code ${id}: ${name}`),
      ...foreign.map(({ id, name }) => `  of another history ${id}: ${name}`)
    ])
    .join("\n")

/** A line for each step that would be applied, or one that says that there is none. */
export const renderPlan = (schemas: ReadonlyArray<SchemaStatus>): string => {
  const lines = schemas.flatMap(({ package: name, pending }) =>
    pending.map((step) =>
      [
        `${name} ${step.id}`,
        step.kind === "contract" ? `contract (needs code ${step.oldestCode})` : "expand",
        step.name
      ].join("  ")
    )
  )
  return lines.length === 0 ? "every schema is up to date" : lines.join("\n")
}
