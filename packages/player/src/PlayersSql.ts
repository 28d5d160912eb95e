import type * as KeyRing from "@croupier/core/auth/KeyRing"
import * as Passwords from "@croupier/core/auth/Passwords"
import type * as Revocations from "@croupier/core/auth/Revocations"
import * as Throttle from "@croupier/core/auth/Throttle"
import type * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type * as Notifier from "@croupier/core/events/Notifier"
import type * as SqlClient from "@effect/sql/SqlClient"
import { Layer } from "effect"
import type { ExclusionRegister } from "./contract/ExclusionRegister.js"
import type { Players } from "./contract/Players.js"
import type { PlayGate } from "./contract/PlayGate.js"
import { playersLayer } from "./internal/playersLayer.js"
import * as PlayerStoreSql from "./internal/store/PlayerStoreSql.js"

/** What an app still gives to players on Postgres. */
export type PlayersSqlNeeds =
  | BrandDirectory
  | ExclusionRegister
  | KeyRing.KeyRing
  | PlayGate
  | Revocations.Revocations
  | SqlClient.SqlClient
  | TokenIssuer.TokenIssuer
  | Notifier.Notifier

/** Players on Postgres, with passwords by Argon2id and throttling at its default. */
export const layerSql: Layer.Layer<Players, never, PlayersSqlNeeds> = playersLayer.pipe(
  Layer.provide([PlayerStoreSql.layerSql, Passwords.layer, Throttle.layer])
)
