import { existsSync, readFileSync } from "node:fs"
import * as Setting from "@croupier/core/config/Setting"
import { ConfigError, Effect, Option, Redacted, Schema } from "effect"
import * as Home from "./Home.js"

const given = Setting.optional(
  Setting.secretUrl("DATABASE_URL", {
    description: "database that the command uses; default: the database of `npm start`",
    protocols: ["postgres:", "postgresql:"]
  })
)

const Listing = Schema.parseJson(Schema.Struct({ databaseUrl: Schema.String }))

const readListing = (path: string) =>
  Effect.flatMap(
    Effect.try(() => readFileSync(path, "utf8")),
    Schema.decode(Listing)
  )

const running = Effect.flatMap(Home.directory, (home) =>
  existsSync(Home.listing(home))
    ? Effect.mapError(
        Effect.map(readListing(Home.listing(home)), ({ databaseUrl }) => Redacted.make(databaseUrl)),
        () =>
          ConfigError.InvalidData(["DATABASE_URL"], `is missing, and ${Home.listing(home)} contains no database URL`)
      )
    : Effect.fail(ConfigError.MissingData(["DATABASE_URL"], `is missing, and \`npm start\` has not run in ${home}`))
)

/** `DATABASE_URL`, or the database of the platform that `npm start` runs here. */
export const databaseOfStart = Effect.flatMap(
  given,
  Option.match({ onNone: () => running, onSome: (url) => Effect.succeed(url) })
)
