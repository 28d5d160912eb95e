import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Clock, Effect, Layer, Schedule } from "effect"
import type { SealBroken } from "./Cipher.js"
import { KeyRing } from "./KeyRing.js"
import * as SigningKey from "./SigningKey.js"
import { SigningKeys } from "./SigningKeys.js"
import { accessLifetime, type TokenKind } from "./TokenKind.js"

/**
 * An issuer's keys in a table, sealed by the key ring and shared by its replicas. The first start makes the first key. Each
 * process looks for new ones every 30 seconds, and uses those it has while the store is unavailable.
 */
export const layerSql = (
  issuer: TokenKind
): Layer.Layer<SigningKeys, SqlError | SealBroken, SqlClient.SqlClient | KeyRing> =>
  Layer.scoped(
    SigningKeys,
    Effect.gen(function* () {
      if ((yield* load(issuer)).length === 0) yield* add(issuer, yield* Clock.currentTimeMillis)
      let keys = yield* load(issuer)
      yield* load(issuer).pipe(
        Effect.tap((loaded) =>
          Effect.sync(() => {
            if (loaded.length > 0) keys = loaded
          })
        ),
        Effect.sandbox,
        Effect.catchAll((cause) => Effect.logWarning(`cannot reload the ${issuer} token keys`, cause)),
        Effect.schedule(Schedule.spaced("30 seconds")),
        Effect.forkScoped
      )
      return {
        current: Effect.map(Effect.clock, (clock) => currentOf(keys, clock.unsafeCurrentTimeMillis()).key),
        published: Effect.sync(() => ({ keys: keys.map(({ key }) => key.publicJwk) }))
      }
    })
  )

/**
 * Adds a key that signs in five minutes, when every verifier can have fetched it, and drops those with a last token that has
 * expired. Before a key may be withdrawn, all that it signed must be.
 */
export const rotate = (issuer: TokenKind): Effect.Effect<void, SqlError | SealBroken, SqlClient.SqlClient | KeyRing> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const now = yield* Clock.currentTimeMillis
    const keys = yield* load(issuer)
    yield* add(issuer, now + publishedBefore)
    const current = currentOf(keys, now - accessLifetime * 1000 - publishedBefore)
    for (const { key, signsFrom } of keys) {
      if (signsFrom >= current.signsFrom) continue
      yield* sql`SELECT croupier_core.retire_token_key(${issuer}, ${key.kid})`
    }
  })

/** Milliseconds between the publication of a key and its first signature. */
const publishedBefore = 300_000

interface StoredKey {
  readonly key: SigningKey.SigningKey
  readonly signsFrom: number
}

/** The newest that signs at `now`; keys come oldest first. */
const currentOf = (keys: ReadonlyArray<StoredKey>, now: number): StoredKey =>
  keys.findLast((key) => key.signsFrom <= now) ?? keys[0]!

const place = (issuer: TokenKind, kid: string) => `croupier_core.token_key/${issuer}/${kid}`

const load = (issuer: TokenKind) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const ring = yield* KeyRing
    const rows = yield* sql<{ kid: string; privateKey: Uint8Array; signsFrom: Date }>`
      SELECT kid, private_key AS "privateKey", signs_from AS "signsFrom"
      FROM croupier_core.token_key WHERE issuer = ${issuer} ORDER BY signs_from, kid`
    return yield* Effect.forEach(rows, ({ kid, privateKey, signsFrom }) =>
      Effect.map(
        ring.open(privateKey, place(issuer, kid)),
        (der): StoredKey => ({ key: SigningKey.fromDer(der), signsFrom: signsFrom.getTime() })
      )
    )
  })

const add = (issuer: TokenKind, signsFrom: number) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const ring = yield* KeyRing
    const key = SigningKey.generate()
    const sealed = ring.seal(SigningKey.toDer(key), place(issuer, key.kid))
    yield* sql`INSERT INTO croupier_core.token_key (issuer, kid, private_key, signs_from)
      VALUES (${issuer}, ${key.kid}, ${sealed}, ${new Date(signsFrom)})`
  })
