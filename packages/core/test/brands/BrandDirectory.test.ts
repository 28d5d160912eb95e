import type { SqlClient } from "@effect/sql/SqlClient"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted, Schedule, Schema } from "effect"
import { Brand, BrandKey, Licence, LicenceKey } from "../../src/Brand.js"
import { BrandDirectory, type DirectoryContent, layerMemory } from "../../src/brands/BrandDirectory.js"
import { layerSql } from "../../src/brands/BrandDirectorySql.js"
import { putBrand, putDomain, putLicence, removeDomain } from "../../src/brands/BrandRegister.js"
import { Domain } from "../../src/internal/brands/Domain.js"
import { administer } from "../../src/postgres/Administrator.js"
import * as TestPostgres from "../../src/testing/TestPostgres.js"

const malta = Schema.decodeUnknownSync(Licence)({
  key: "mga",
  jurisdiction: "Malta",
  minimumAge: 18,
  requiredProfile: ["name", "birthDate"]
})
const aurora = Schema.decodeUnknownSync(Brand)({
  key: "aurora",
  licence: "mga",
  displayName: 'Aurora "north"',
  timezone: "Asia/Seoul",
  currencies: ["KRW", "EUR"],
  reportingCurrency: "EUR",
  status: "open"
})
const domain = Schema.decodeUnknownSync(Domain)
const content: DirectoryContent = {
  licences: [malta],
  brands: [aurora],
  domains: [
    domain({ kind: "brand", host: "aurora.localhost", brand: "aurora" }),
    domain({ kind: "operator", host: "admin.localhost" })
  ]
}

/** Writes as the login that may. */
const configuring = Effect.provide(TestPostgres.layerAs("croupier_config"))

const fill = Effect.gen(function* () {
  yield* Effect.forEach(content.licences, putLicence)
  yield* Effect.forEach(content.brands, putBrand)
  yield* Effect.forEach(content.domains, putDomain)
}).pipe(configuring)

const answers = Effect.gen(function* () {
  const directory = yield* BrandDirectory
  assert.deepStrictEqual(yield* directory.byHost("Aurora.localhost:8080"), { kind: "brand", brand: aurora })
  assert.deepStrictEqual(yield* directory.byHost("admin.localhost"), { kind: "operator" })
  assert.deepStrictEqual(yield* directory.byHost("elsewhere.localhost"), { kind: "unknown" })
  assert.deepStrictEqual(yield* directory.byHost("__proto__"), { kind: "unknown" })
  assert.deepStrictEqual(yield* directory.brand(aurora.key), Option.some(aurora))
  assert.deepStrictEqual(yield* directory.brand(BrandKey.make("nobody")), Option.none())
  assert.deepStrictEqual(yield* directory.brands, [aurora])
  assert.deepStrictEqual(yield* directory.licence(LicenceKey.make("mga")), Option.some(malta))
  assert.deepStrictEqual(yield* directory.licenceOf(aurora.key), Option.some(malta))
  assert.deepStrictEqual(yield* directory.licenceOf(BrandKey.make("nobody")), Option.none())
})

/** Asks again until the directory gives this answer; the test's own time limit ends it. */
const eventually = <A>(ask: Effect.Effect<A, never, BrandDirectory>, wanted: (answer: A) => boolean) =>
  Effect.repeat(ask, { until: wanted, schedule: Schedule.spaced("5 millis") })

const hostKind = (host: string) =>
  Effect.flatMap(BrandDirectory, (directory) => Effect.map(directory.byHost(host), ({ kind }) => kind))

const filled = <A, E>(test: Effect.Effect<A, E, BrandDirectory | SqlClient | TestPostgres.TestDatabase>) =>
  fill.pipe(
    Effect.zipRight(Effect.provide(test, layerSql({ refreshEvery: "10 millis" }))),
    Effect.provide(TestPostgres.layer([]))
  )

describe("the brand directory", () => {
  it.effect("in memory answers who is served where", () => Effect.provide(answers, layerMemory(content)))

  it.live("on Postgres gives the same answers", () => filled(answers))

  it.live("a change by any process is served soon, a removed domain has no brand", () =>
    filled(
      Effect.gen(function* () {
        yield* configuring(putDomain(domain({ kind: "brand", host: "new.localhost", brand: "aurora" })))
        yield* eventually(hostKind("new.localhost"), (kind) => kind === "brand")
        yield* configuring(removeDomain("new.localhost"))
        yield* eventually(hostKind("new.localhost"), (kind) => kind === "unknown")
        yield* configuring(putBrand({ ...aurora, status: "closed" }))
        const status = Effect.flatMap(BrandDirectory, (directory) => directory.brand(aurora.key))
        yield* eventually(status, (brand) => Option.isSome(brand) && brand.value.status === "closed")
      })
    )
  )

  it.live("a new timezone holds from now on, and the former one is still known for what was before", () =>
    filled(
      Effect.gen(function* () {
        yield* configuring(putBrand(aurora))
        yield* configuring(putBrand(Schema.decodeUnknownSync(Brand)({ ...aurora, timezone: "Europe/Malta" })))
        const timezone = Effect.flatMap(BrandDirectory, (directory) => directory.brand(aurora.key))
        yield* eventually(timezone, (brand) => Option.isSome(brand) && brand.value.timezone === "Europe/Malta")
        const { administratorUrl } = yield* TestPostgres.TestDatabase
        const history = yield* administer(administratorUrl, (query) =>
          query(
            "SELECT timezone, effective_from = '-infinity' AS ever FROM croupier_core.brand_timezone ORDER BY effective_from"
          )
        )
        assert.deepStrictEqual(history, [
          { timezone: "Asia/Seoul", ever: true },
          { timezone: "Europe/Malta", ever: false }
        ])
      })
    )
  )

  it.live("while the store is unavailable the last content is served, and afterwards changes again", () =>
    filled(
      Effect.gen(function* () {
        const { name, url, administratorUrl } = yield* TestPostgres.TestDatabase
        const other = new URL(Redacted.value(administratorUrl))
        other.pathname = "/postgres"
        const maintenance = (text: string) => administer(Redacted.make(other.href), (query) => query(text))
        yield* maintenance(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
        yield* maintenance(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
        yield* Effect.retry(Effect.flip(administer(url("croupier_app"), (query) => query("SELECT 1"))), { times: 5 })
        yield* answers
        yield* maintenance(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
        const again = configuring(putDomain(domain({ kind: "operator", host: "back.localhost" })))
        yield* Effect.retry(again, { times: 5 })
        yield* eventually(hostKind("back.localhost"), (kind) => kind === "operator")
      })
    )
  )

  it.live("a brand without its licence is refused", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(configuring(putBrand(aurora)))
      assert.match(String(error.cause), /foreign key/)
    }).pipe(Effect.provide(Layer.fresh(TestPostgres.layer([]))))
  )
})
