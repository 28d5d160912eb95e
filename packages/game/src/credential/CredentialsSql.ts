import { KeyRing } from "@croupier/core/auth/KeyRing"
import type { BrandKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import * as Store from "@croupier/core/postgres/Store"
import * as SqlClient from "@effect/sql/SqlClient"
import { Effect, Layer, Option, Redacted } from "effect"
import type { Credential } from "../internal/credential/Credential.js"
import { Credentials, fromStore } from "../internal/credential/Credentials.js"

interface Row {
  readonly brand_id: BrandKey
  readonly provider: string
  readonly id: string
  readonly operator_id: string
  readonly base_url: string
  readonly country: string
  readonly deposit_url: string | null
  readonly secret: Uint8Array
  readonly provider_public_key: string
  readonly valid_from: Date
  readonly valid_until: Date | null
}

/** Credentials in `croupier_game.credential`, their secrets sealed by the key ring. */
export const layerSql: Layer.Layer<Credentials, never, SqlClient.SqlClient | KeyRing | BrandDirectory> = Layer.effect(
  Credentials,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const ring = yield* KeyRing
    const directory = yield* BrandDirectory
    const columns = sql.literal(
      "brand_id, provider, id, operator_id, base_url, country, deposit_url, secret, provider_public_key, valid_from, valid_until"
    )
    const { inBrand } = yield* Store.make({ name: "games" })
    const read = (row: Row): Effect.Effect<Credential> =>
      ring.open(row.secret, placeOf(row.brand_id, row.provider, row.id)).pipe(
        Effect.orDie,
        Effect.map((secret) => toCredential(row, secret))
      )
    return fromStore(
      {
        add: (credential) => {
          const { brand, id, provider } = credential
          const secret = ring.seal(Buffer.from(Redacted.value(credential.secret)), placeOf(brand, provider, id))
          return inBrand(
            brand,
            sql`INSERT INTO croupier_game.credential (${columns}) VALUES (${brand}, ${provider}, ${id},
            ${credential.operatorId}, ${credential.baseUrl}, ${credential.country}, ${credential.depositUrl}, ${secret},
            ${credential.providerPublicKey}, ${new Date(credential.validFrom)}, ${dateOrNull(credential.validUntil)})`
          )
        },
        list: (brand) =>
          inBrand(
            brand,
            sql<Row>`SELECT ${columns} FROM croupier_game.credential WHERE brand_id = ${brand} ORDER BY valid_from DESC`
          ).pipe(Effect.flatMap(Effect.forEach(read))),
        end: (brand, provider, id, validUntil) =>
          inBrand(
            brand,
            sql<{ ended_before: boolean }>`WITH found AS (
              SELECT valid_until <= croupier_core.now() AS ended_before FROM croupier_game.credential
              WHERE brand_id = ${brand} AND provider = ${provider} AND id = ${id} FOR UPDATE
            ), changed AS (
              UPDATE croupier_game.credential SET valid_until = ${new Date(validUntil)}
              WHERE brand_id = ${brand} AND provider = ${provider} AND id = ${id}
                AND (valid_until IS NULL OR valid_until > croupier_core.now())
            ) SELECT COALESCE(ended_before, false) AS ended_before FROM found`
          ).pipe(Effect.map(([row]) => (row === undefined ? "unknown" : row.ended_before ? "ended-before" : "set")))
      },
      (brand) => Effect.map(directory.brand(brand), Option.isSome)
    )
  })
)

const placeOf = (brand: string, provider: string, id: string): string =>
  `croupier_game.credential.secret/${brand}/${provider}/${id}`

const dateOrNull = (millis: number | null): Date | null => (millis === null ? null : new Date(millis))

const toCredential = (row: Row, secret: Uint8Array): Credential => ({
  brand: row.brand_id,
  provider: row.provider,
  id: row.id,
  operatorId: row.operator_id,
  baseUrl: row.base_url,
  country: row.country,
  depositUrl: row.deposit_url,
  secret: Redacted.make(Buffer.from(secret).toString("utf8")),
  providerPublicKey: row.provider_public_key,
  validFrom: row.valid_from.getTime(),
  validUntil: row.valid_until?.getTime() ?? null
})
