import * as Shell from "@croupier/core/process/Shell"
import { migrating } from "./command/migrating.js"

migrating.pipe(
  Shell.runTask("migrate", {
    needs: ["DATABASE_ADMIN_URL"],
    usage:
      "usage: migrate [--help]\nmakes the roles and brings every schema up to date; safe to repeat, and for two at once",
    takesArguments: false
  })
)
