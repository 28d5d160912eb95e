import * as Shell from "@croupier/core/process/Shell"
import { migrating } from "./command/migrating.js"

migrating.pipe(
  Shell.runTask("migrate", {
    needs: ["DATABASE_ADMIN_URL"],
    usage:
      "usage: migrate [--help]\ncreates the roles and applies all pending migrations; idempotent and safe to run concurrently",
    takesArguments: false
  })
)
