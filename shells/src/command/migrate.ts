import { preflight } from "@croupier/core/process/preflight"
import * as Command from "@effect/cli/Command"
import { Effect } from "effect"
import { passwordVariables } from "../compose/passwords.js"
import { json, leaf, print, usualCodes } from "./Leaf.js"
import { migrating } from "./migrating.js"
import { renderPlan, renderStatus } from "./schemaReport.js"
import { storedSchemas } from "./storedSchemas.js"

const reads = ["DATABASE_ADMIN_URL", "DATABASE_URL", "CROUPIER_HOME", "LOG_FORMAT", "LOG_LEVEL"]

/** `migrate status`. */
export const migrateStatus = leaf(
  {
    path: ["migrate", "status"],
    summary: "show applied and pending migrations of each package (read-only)",
    examples: ["croupier migrate status"],
    codes: usualCodes,
    variables: reads
  },
  Command.make("status", { json }, (given) =>
    Effect.flatMap(storedSchemas, (schemas) => print(given.json, { schemas }, renderStatus(schemas)))
  )
)

/** `migrate plan`. */
export const migratePlan = leaf(
  {
    path: ["migrate", "plan"],
    summary: "show the steps that `migrate up` would apply, in order, with their kind (read-only)",
    details: [
      "After an expand step, older code keeps running; after a contract step, only code of the given version or newer runs."
    ],
    examples: ["croupier migrate plan --json"],
    codes: usualCodes,
    variables: reads
  },
  Command.make("plan", { json }, (given) =>
    Effect.flatMap(storedSchemas, (schemas) =>
      print(
        given.json,
        { steps: schemas.flatMap((one) => one.pending.map((step) => ({ package: one.package, ...step }))) },
        renderPlan(schemas)
      )
    )
  )
)

/** `migrate up`: what the shell `migrate` does. */
export const migrateUp = leaf(
  {
    path: ["migrate", "up"],
    summary: "create the roles and apply all pending migrations",
    details: ["Idempotent and safe to run concurrently."],
    examples: ["croupier migrate up"],
    codes: usualCodes,
    variables: ["DATABASE_ADMIN_URL", ...passwordVariables, "LOG_FORMAT", "LOG_LEVEL"]
  },
  Command.make("up", { json }, (given) =>
    Effect.gen(function* () {
      yield* preflight(["DATABASE_ADMIN_URL"], process.env, ["DATABASE_ADMIN_URL", ...passwordVariables])
      const applied = yield* migrating
      const lines = applied.map((step) => `${step.package} ${step.id}: ${step.name}`)
      yield* print(given.json, { applied }, applied.length === 0 ? "every schema is up to date" : lines.join("\n"))
    })
  )
)
