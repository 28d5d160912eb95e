import { agentMigrations } from "@croupier/agent/migrations"
import * as RevocationsSql from "@croupier/core/auth/RevocationsSql"
import * as BrandDirectorySql from "@croupier/core/brands/BrandDirectorySql"
import { coreMigrations } from "@croupier/core/migration/coreMigrations"
import { requireSchema } from "@croupier/core/migration/requireSchema"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { gameMigrations } from "@croupier/game"
import { playerMigrations } from "@croupier/player/migrations"
import { rollingMigrations } from "@croupier/rolling/migrations"
import { walletMigrations } from "@croupier/wallet/migrations"
import { Effect, Layer } from "effect"

/** Every schema there is, in the order in which they are made. */
export const migrationSets: ReadonlyArray<MigrationSet> = [
  coreMigrations,
  playerMigrations,
  walletMigrations,
  gameMigrations,
  rollingMigrations,
  agentMigrations
]

/** What all services keep in common on the database: the brands, and the tokens that are worth nothing any more. */
export const shared = Layer.mergeAll(BrandDirectorySql.layerSql(), RevocationsSql.layerSql())

/** Refuses to start a process with code that does not fit these schemas. */
export const fits = (...sets: ReadonlyArray<MigrationSet>) =>
  Layer.effectDiscard(Effect.forEach([coreMigrations, ...sets], (set) => requireSchema(set), { discard: true }))
