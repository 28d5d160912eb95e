import assert from "node:assert/strict"
import type { Timezone } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { SqlClient } from "@effect/sql/SqlClient"
import { layer } from "@effect/vitest"
import { Effect, FastCheck, Layer } from "effect"
import { defaultPolicy, Wallet } from "../../src/contract.js"
import { type BrandClock, periodIn, periodOf, withTimezone } from "../../src/rules/Period.js"
import * as WalletSql from "../../src/WalletSql.js"
import { walletOfAnyBrand } from "./anyBrand.js"
import { newBrands } from "./subject.js"

const hour = 3_600_000
const onPostgres = Layer.provideMerge(WalletSql.layerSql, TestPostgres.layer(walletOfAnyBrand))

/** Zones that have changed their clocks at midnight, by half an hour, or across the date line, each with such a year. */
const strange: ReadonlyArray<readonly [zone: string, year: number]> = [
  ["America/Havana", 2024],
  ["America/Santiago", 2024],
  ["America/Asuncion", 2023],
  ["America/Sao_Paulo", 2018],
  ["Atlantic/Azores", 2024],
  ["Asia/Beirut", 2024],
  ["Africa/Cairo", 2024],
  ["Asia/Tehran", 2021],
  ["Asia/Amman", 2021],
  ["Australia/Lord_Howe", 2024],
  ["Pacific/Chatham", 2024],
  ["Europe/Malta", 2024],
  ["Asia/Seoul", 2024]
]

/** Every half hour around each day of another length. */
const around = ([zone, year]: (typeof strange)[number]) =>
  Array.from({ length: 366 }, (_, day) => periodOf(zone as Timezone, "day", Date.UTC(year, 0, 1) + day * 24 * hour))
    .filter(({ from, until }) => until - from !== 24 * hour)
    .flatMap(({ from }) => Array.from({ length: 60 }, (_, step) => ({ zone, at: from + (step - 4) * 0.5 * hour })))

layer(onPostgres, { excludeTestServices: true, timeout: "60 seconds" })("the beginning of a brand's day", (it) => {
  it.scoped("is the same in SQL and in the rules, in every timezone and around each change of its clocks", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const known = new Set((yield* sql<{ name: string }>`SELECT name FROM pg_timezone_names`).map(({ name }) => name))
      const anywhere = FastCheck.record({
        zone: FastCheck.constantFrom(...Intl.supportedValuesOf("timeZone").filter((zone) => known.has(zone))),
        at: FastCheck.integer({ min: Date.UTC(2016, 0, 1), max: Date.UTC(2022, 0, 1) })
      })
      const asked = [...strange.flatMap(around), ...FastCheck.sample(anywhere, 2000)]
      const rows = yield* sql<{ zone: string; at: string; from: string }>`
        SELECT zone, at::text, (date_part('epoch', croupier_wallet.day_of(to_timestamp(at / 1000.0), zone)) * 1000)::bigint::text AS "from"
        FROM json_to_recordset(${JSON.stringify(asked)}::json) AS x (zone text, at bigint)`
      const different = rows
        .map((row) => ({ ...row, rules: periodOf(row.zone as Timezone, "day", Number(row.at)).from }))
        .filter(({ from, rules }) => Number(from) !== rules)
      assert.deepEqual(different, [])
      assert.ok(rows.length > 3000)
    })
  )

  it.scoped("follows the brand's timezone as it is changed, as the rules do", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      const service = yield* Wallet
      const [brand] = newBrands()
      const zones = ["UTC", "Asia/Seoul", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"] as const
      yield* service.setPolicy(brand, defaultPolicy)
      let clock: BrandClock = { timezone: defaultPolicy.timezone }
      for (const zone of FastCheck.sample(FastCheck.constantFrom(...zones), 12)) {
        const timezone = zone as Timezone
        yield* service.setPolicy(brand, { ...defaultPolicy, timezone })
        clock = withTimezone(clock, timezone, Date.now())
        for (const later of [0, 3, 9, 16, 25, 49]) {
          const now = Date.now() + later * hour
          const [row] = yield* withBrand(brand)(
            Effect.zipRight(
              sql`SELECT set_config('croupier.now', ${new Date(now).toISOString()}, true)`,
              sql<{ at: Date }>`SELECT croupier_wallet.day_start(${brand}) AS at`
            )
          )
          assert.equal(row!.at.getTime(), periodIn(clock, "day", now).from, `${zone} after ${later} hours`)
        }
      }
    })
  )
})
