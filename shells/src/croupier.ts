import { brandCommand, usage, wantsHelp } from "@croupier/core/brands/brandCommand"
import * as Shell from "@croupier/core/config/Shell"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { Console, Effect } from "effect"
import { databaseOfStart } from "./development/databaseOfStart.js"

Effect.gen(function* () {
  const words = process.argv.slice(2)
  if (wantsHelp(words)) return yield* Console.log(usage)
  const url = yield* databaseOfStart
  const database = Postgres.layer({ url, applicationName: "croupier", maxConnections: 1 })
  yield* Console.log(yield* Effect.provide(brandCommand(words), database))
}).pipe(Effect.mapError(Postgres.naming("DATABASE_URL")), Shell.runTask("croupier", { usage }))
