import * as ConfigErrors from "@croupier/core/config/ConfigErrors"
import { schemaStatus } from "@croupier/core/migration/MigrationPlan"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { reasonOf } from "@croupier/core/postgres/SqlErrors"
import { Clock, type ConfigError, Effect, Either, type Redacted } from "effect"
import { migrationSets } from "../../compose/stores.js"
import { databaseOfStart } from "../../development/databaseOfStart.js"
import { bookFacts, bookFindings } from "./books.js"
import { brandFacts, brandFindings } from "./brands.js"
import { type Ask, asking } from "./Catalogue.js"
import { databaseFacts, databaseFindings, unreachableFinding } from "./database.js"
import { eventFacts, eventFindings } from "./events.js"
import { type Finding, fault, warning } from "./Finding.js"
import { keyFacts, keyFindings } from "./keys.js"
import { migrationFindings } from "./migrations.js"
import { portFacts, portFindings } from "./ports.js"
import { redisFacts, redisFindings } from "./redis.js"
import { rightsFacts, rightsFindings } from "./rights.js"
import { roleFacts, roleFindings } from "./roles.js"
import { runtimeFacts, runtimeFindings } from "./runtime.js"
import { servicesFacts, servicesFindings } from "./services.js"
import { settingsFacts, settingsFindings } from "./settings.js"
import { heartbeatFacts, heartbeatFindings } from "./workers.js"

type Findings = ReadonlyArray<Finding>

/** All findings about a deployment, and whether its database could be read. */
export interface Examination {
  readonly findings: Findings
  readonly isDatabaseReached: boolean
}

/** Looks at everything that the environment leads to; changes nothing. What is broken is a finding and never a failure. */
export const examine = (environment: Readonly<Record<string, string | undefined>>): Effect.Effect<Examination> =>
  Effect.gen(function* () {
    const here = [
      ...runtimeFindings(runtimeFacts(environment)),
      ...settingsFindings(yield* settingsFacts(environment)),
      ...heartbeatFindings(heartbeatFacts(environment, yield* Clock.currentTimeMillis))
    ]
    const database = yield* Effect.either(Effect.flatMap(Effect.mapError(databaseOfStart, noAddress), ofDatabase))
    const ports = Either.isLeft(database) && !environment.DATABASE_URL ? portFindings(yield* portFacts) : []
    return {
      findings: [
        ...here,
        ...ports,
        ...Either.merge(database),
        ...redisFindings(yield* redisFacts),
        ...servicesFindings(yield* servicesFacts)
      ],
      isDatabaseReached: Either.isRight(database)
    }
  })

/** A value that cannot be read is a finding of the settings already. */
const noAddress = (error: ConfigError.ConfigError): Findings => [
  fault(
    "database.reachable",
    ConfigErrors.lines(error).join("; "),
    "DATABASE_URL=postgres://<login>:<password>@<host>/<database>"
  )
]

const ofDatabase = (url: Redacted.Redacted): Effect.Effect<Findings, Findings> =>
  Effect.gen(function* () {
    const catalogue = yield* Effect.mapError(asking(url, ofCatalogue), (reason) => [unreachableFinding(reason)])
    if (!catalogue.mayLookInside) return catalogue.findings
    const schemas = Postgres.layer({ url, applicationName: "doctor", role: "croupier_span", maxConnections: 1 })
    const inside = yield* ofSchemas.pipe(Effect.provide(schemas), Effect.mapError(reasonOf), Effect.either)
    if (Either.isLeft(inside)) return [...catalogue.findings, notLooked(inside.left)]
    if (!inside.right.isMigrated) return [...catalogue.findings, ...inside.right.findings]
    const keys = yield* Effect.either(asking(url, keyFacts))
    return [
      ...catalogue.findings,
      ...inside.right.findings,
      ...Either.match(keys, { onLeft: (reason) => [notLooked(reason)], onRight: keyFindings })
    ]
  })

const notLooked = (reason: string): Finding =>
  fault(
    "database.inside",
    `the schemas could not be checked: ${reason}`,
    "fix the reported problem and run croupier doctor again"
  )

/** What any login may see: the server, its roles, and who may do what. */
const ofCatalogue = (
  ask: Ask
): Effect.Effect<{ readonly findings: Findings; readonly mayLookInside: boolean }, unknown> =>
  Effect.gen(function* () {
    const database = yield* databaseFacts(ask)
    const roles = roleFindings(yield* roleFacts(ask))
    const haveRoles = roles.length > 1
    const maySpan = database.isSpan || database.isPrivileged
    return {
      findings: [
        ...databaseFindings(database),
        ...roles,
        ...(haveRoles ? rightsFindings(yield* rightsFacts(ask)) : []),
        ...(haveRoles && !maySpan
          ? [
              warning(
                "database.inside",
                `${database.login} is not a member of croupier_span: migrations, brands, events and books were not checked`,
                "set DATABASE_URL to the login croupier_span, a worker's login or croupier_owner"
              )
            ]
          : [])
      ],
      mayLookInside: haveRoles && maySpan
    }
  })

/** Schemas first: what is not migrated cannot be asked for its content. */
const ofSchemas = Effect.gen(function* () {
  const schemas = yield* schemaStatus(migrationSets)
  const migrations = migrationFindings(schemas)
  if (schemas.some(({ foreign, pending }) => foreign.length + pending.length > 0)) {
    return { findings: migrations, isMigrated: false }
  }
  return {
    findings: [
      ...migrations,
      ...brandFindings(yield* brandFacts),
      ...eventFindings(yield* eventFacts),
      ...bookFindings(yield* bookFacts)
    ],
    isMigrated: true
  }
})
