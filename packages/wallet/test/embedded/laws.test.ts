import { Brand, Licence } from "@croupier/core/Brand"
import { randomText } from "@croupier/core/Ids"
import type { Postgres } from "@croupier/core/postgres/Postgres"
import { runs } from "@croupier/core/testing/LongRun"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { afterAll, describe, it } from "@effect/vitest"
import { Effect, Layer, ManagedRuntime, Schema } from "effect"
import { Wallet } from "../../src/contract.js"
import { EmbeddedWallet, layer } from "../../src/embedded.js"
import type { Subject } from "../../src/testing/Law.js"
import { laws } from "../../src/testing/laws.js"
import { renderFault, verifyLedger } from "../../src/verify/verifyLedger.js"

const embedded = Layer.unwrapEffect(
  Effect.map(TestPostgres.TestDatabase, ({ administratorUrl }) => layer({ databaseUrl: administratorUrl }))
)
const runtime = ManagedRuntime.make(
  Layer.provideMerge(
    Layer.orDie(Layer.provideMerge(embedded, TestPostgres.layerAs("croupier_app"))),
    TestPostgres.layerDatabase([])
  )
)
afterAll(() => runtime.dispose())

const licence = Schema.decodeSync(Licence)({ key: "test", jurisdiction: "none", minimumAge: 18, requiredProfile: [] })

const registered = (key: string) =>
  Effect.gen(function* () {
    const brand = Schema.decodeSync(Brand)({
      key,
      licence: "test",
      displayName: key,
      timezone: "UTC",
      currencies: ["EUR"],
      reportingCurrency: "EUR",
      status: "open"
    })
    yield* (yield* EmbeddedWallet).registerBrand(brand, licence)
    return brand.key
  })

const make: Effect.Effect<Subject, unknown, EmbeddedWallet | Postgres | Wallet> = Effect.gen(function* () {
  const name = randomText(10)
  const brands = [yield* registered(`${name}a`), yield* registered(`${name}b`)] as const
  const books = verifyLedger({ brands }).pipe(
    Effect.provideService(SqlClient, yield* SqlClient),
    Effect.orDie,
    Effect.map(({ faults }) => faults.map(renderFault))
  )
  return { wallet: yield* Wallet, brands, books }
})

const subject: Effect.Effect<Subject> = Effect.promise(() => runtime.runPromise(make))

describe("the laws of every wallet, on the embedded layer with its background work running", () => {
  for (const law of laws) it(law.name, () => law.hold(subject, runs(10)))
})
