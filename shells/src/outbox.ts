import { outboxCommand, usage } from "@croupier/core/events/outboxCommand"
import * as Postgres from "@croupier/core/postgres/Postgres"
import * as Shell from "@croupier/core/process/Shell"
import { Console, Effect } from "effect"

const words = process.argv.slice(2)

Effect.suspend(() => outboxCommand(words.length === 0 ? ["--help"] : words)).pipe(
  Effect.flatMap(Console.log),
  Effect.provide(Postgres.layerConfig({ applicationName: "outbox", maxConnections: 1 })),
  Shell.runTask("outbox", { needs: ["DATABASE_URL"], usage })
)
