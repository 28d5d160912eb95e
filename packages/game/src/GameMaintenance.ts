import type { KeyRing } from "@croupier/core/auth/KeyRing"
import type { Revocations } from "@croupier/core/auth/Revocations"
import { brandTimezone } from "@croupier/core/schedule/brandTimezone"
import * as JobPeriodsSql from "@croupier/core/schedule/JobPeriodsSql"
import * as Scheduler from "@croupier/core/schedule/Scheduler"
import type { HeartbeatProvider } from "@croupier/core/worker/HeartbeatProvider"
import type { Leases } from "@croupier/core/worker/Lease"
import * as Worker from "@croupier/core/worker/Worker"
import type { SqlClient } from "@effect/sql/SqlClient"
import { type Duration, Effect, Layer } from "effect"
import * as CredentialsSql from "./credential/CredentialsSql.js"
import * as CallStoreSql from "./internal/calls/CallStoreSql.js"
import * as FeedMatchesSql from "./internal/feed/FeedMatchesSql.js"
import { type GameJobNeeds, gameJobs } from "./internal/jobs/gameJobs.js"
import * as PlaySessionsSql from "./internal/launch/PlaySessionsSql.js"
import * as RoundReviewsSql from "./internal/sweep/RoundReviewsSql.js"

/** What a process may want otherwise than the default. */
export interface GameMaintenanceOptions {
  /** How often it is asked what is due, up to 5 s; default 5 s. */
  readonly every?: Duration.DurationInput
  /** How long providers' calls are kept for inspection; default 14 days. */
  readonly keepCallsForDays?: number
}

const stores = Layer.mergeAll(
  CallStoreSql.layerSql,
  CredentialsSql.layerSql,
  FeedMatchesSql.layerSql,
  PlaySessionsSql.layerSql,
  RoundReviewsSql.layerSql
)

/** What the maintenance needs apart from its own tables. */
export type GameMaintenanceNeeds =
  | Exclude<GameJobNeeds, Layer.Layer.Success<typeof stores>>
  | HeartbeatProvider
  | KeyRing
  | Leases
  | Revocations
  | SqlClient

/** Runs the jobs of games by each brand's calendar, once per period however many replicas there are. */
export const layerSql = ({
  every = "5 seconds",
  keepCallsForDays = 14
}: GameMaintenanceOptions = {}): Layer.Layer<never, never, GameMaintenanceNeeds> =>
  Layer.unwrapScoped(
    Effect.map(
      Scheduler.make<GameJobNeeds | SqlClient>({
        name: "game",
        jobs: gameJobs({ keepCallsForDays }),
        timezone: brandTimezone
      }),
      ({ tick }) => Worker.layer({ name: "game_maintenance", loops: [Worker.loop({ name: "game-jobs", every, tick })] })
    )
  ).pipe(Layer.provide([JobPeriodsSql.layerSql, stores]))
