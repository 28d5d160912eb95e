import * as SqlClient from "@effect/sql/SqlClient"
import { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { Brand, Licence } from "../Brand.js"
import { isOffered } from "../Currency.js"
import type { Domain } from "../internal/brands/Domain.js"
import { transaction } from "../internal/postgres/transaction.js"
import { textArray } from "../postgres/textArray.js"

/** Writes a licence, new or changed. */
export const putLicence = (licence: Licence): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      INSERT INTO croupier_core.licence (key, jurisdiction, minimum_age, required_profile)
      VALUES (${licence.key}, ${licence.jurisdiction}, ${licence.minimumAge}, ${textArray(licence.requiredProfile)}::text[])
      ON CONFLICT (key) DO UPDATE SET jurisdiction = excluded.jurisdiction, minimum_age = excluded.minimum_age,
        required_profile = excluded.required_profile`
  )

/** Writes a brand, new or changed, under a licence that exists. A new timezone holds from now on; the former one stays known. */
export const putBrand = (brand: Brand): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const unknown = [...brand.currencies, brand.reportingCurrency].find((code) => !isOffered(code))
    if (unknown !== undefined) {
      const message = `the brand ${brand.key} cannot offer ${unknown}: it is not a known currency`
      return yield* new SqlError({ cause: new Error(message), message })
    }
    yield* sql`
      INSERT INTO croupier_core.brand (key, licence_key, display_name, currencies, reporting_currency, status)
      VALUES (${brand.key}, ${brand.licence}, ${brand.displayName}, ${textArray(brand.currencies)}::text[],
        ${brand.reportingCurrency}, ${brand.status})
      ON CONFLICT (key) DO UPDATE SET licence_key = excluded.licence_key, display_name = excluded.display_name,
        currencies = excluded.currencies, reporting_currency = excluded.reporting_currency, status = excluded.status`
    yield* sql`
      INSERT INTO croupier_core.brand_timezone (brand_key, effective_from, timezone)
      SELECT ${brand.key}, CASE WHEN last.timezone IS NULL THEN '-infinity' ELSE croupier_core.now() END, ${brand.timezone}
      FROM (SELECT (SELECT timezone FROM croupier_core.brand_timezone WHERE brand_key = ${brand.key}
                    ORDER BY effective_from DESC LIMIT 1) AS timezone) AS last
      WHERE last.timezone IS DISTINCT FROM ${brand.timezone}`
  }).pipe(transaction("BEGIN"))

/** Writes a domain, new or pointed elsewhere. Its brand must exist. */
export const putDomain = (domain: Domain): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) => sql`
      INSERT INTO croupier_core.domain (host, kind, brand_key)
      VALUES (${domain.host}, ${domain.kind}, ${domain.kind === "brand" ? domain.brand : null})
      ON CONFLICT (host) DO UPDATE SET kind = excluded.kind, brand_key = excluded.brand_key`
  )

/** Removes a domain: requests for it no longer find a brand. */
export const removeDomain = (host: string): Effect.Effect<void, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql`DELETE FROM croupier_core.domain WHERE host = ${host}`)
