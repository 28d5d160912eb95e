import { Actor } from "@croupier/core/Actor"
import { BrandKey } from "@croupier/core/Brand"
import { uuidv7, type WalletId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Clock, Effect, Schema } from "effect"
import type { WalletUnavailable } from "../../contract/Problems.js"
import { once, type TransactionKey } from "../../contract/TransactionKey.js"
import { Wallet } from "../../contract/Wallet.js"
import { freezeSource } from "../../rules/freezeBlocks.js"

/** Nothing was unfrozen: no such request, not two operators, approved by another one, or not the current freeze. */
export class UnfreezeRefused extends Schema.TaggedError<UnfreezeRefused>()("UnfreezeRefused", {
  brand: BrandKey,
  request: Schema.String,
  reason: Schema.Literal("unknown", "operator-needed", "same-person", "approved-already", "not-frozen", "other-freeze")
}) {}

/**
 * An operator asks that a wallet is unfrozen, and says why. Answers the request's id, for the second operator. The request is
 * about the current freeze, and void for every later one.
 */
export const askUnfreeze = (asked: {
  readonly brand: BrandKey
  readonly wallet: WalletId
  readonly reason: string
  readonly by: Actor
}): Effect.Effect<string, SqlError | UnfreezeRefused, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const { brand, by, reason, wallet } = asked
    const id = uuidv7(yield* Clock.currentTimeMillis)
    const refuse = (why: UnfreezeRefused["reason"]) => new UnfreezeRefused({ brand, request: id, reason: why })
    if (by.kind !== "operator") return yield* refuse("operator-needed")
    const sql = yield* SqlClient.SqlClient
    const made = yield* sql`
      INSERT INTO croupier_wallet.unfreeze_request (brand_id, id, wallet_id, freeze_key, reason, asked_by)
      SELECT ${brand}, ${id}, w.id, b->>'freeze', ${reason}, ${actorText(by)}
      FROM croupier_wallet.wallet AS w, jsonb_array_elements(w.blocks) AS b
      WHERE w.brand_id = ${brand} AND w.id = ${wallet} AND b->>'source' = ${freezeSource} LIMIT 1
      RETURNING id`.pipe(withBrand(brand))
    return made.length === 0 ? yield* refuse("not-frozen") : id
  })

/**
 * Another person approves, and the wallet is unfrozen. Safe to repeat by the same one: the approval is written first, and what
 * was cut off after it is made good.
 */
export const approveUnfreeze = (approved: {
  readonly brand: BrandKey
  readonly request: string
  readonly by: Actor
}): Effect.Effect<void, SqlError | UnfreezeRefused | WalletUnavailable, SqlClient.SqlClient | Wallet> =>
  Effect.gen(function* () {
    const { brand, by, request } = approved
    const refuse = (reason: UnfreezeRefused["reason"]) => new UnfreezeRefused({ brand, request, reason })
    if (by.kind !== "operator") return yield* refuse("operator-needed")
    const row = yield* approve(brand, request, actorText(by)).pipe(withBrand(brand))
    if (row === undefined) return yield* refuse("unknown")
    if (row.asked === actorText(by)) return yield* refuse("same-person")
    if (row.approved !== actorText(by)) return yield* refuse("approved-already")
    const wallet = yield* Wallet
    const result = yield* wallet.post({
      _tag: "unfreeze",
      brand,
      wallet: row.wallet,
      actor: by,
      key: once("unfreeze", request),
      freeze: row.freeze,
      askedBy: yield* Effect.orDie(readActor(row.asked)),
      reason: row.reason
    })
    if (result._tag === "ok") return
    if (result.reason === "not-frozen" || result.reason === "other-freeze") return yield* refuse(result.reason)
    return yield* Effect.dieMessage(`wallet ${row.wallet} was not unfrozen: ${result.detail}`)
  })

interface Row {
  readonly wallet: WalletId
  readonly freeze: TransactionKey
  readonly reason: string
  readonly asked: string
  readonly approved: string | null
}

/** The first approval counts, unless it is by the requester; the row has who that was. */
const approve = (brand: BrandKey, request: string, by: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`
      UPDATE croupier_wallet.unfreeze_request SET approved_by = ${by}, approved_at = croupier_core.now()
      WHERE brand_id = ${brand} AND id = ${request} AND approved_by IS NULL AND asked_by <> ${by}`
    const [row] = yield* sql<Row>`
      SELECT wallet_id AS wallet, freeze_key AS "freeze", reason, asked_by AS asked, approved_by AS approved
      FROM croupier_wallet.unfreeze_request WHERE brand_id = ${brand} AND id = ${request}`
    return row
  })

const ActorText = Schema.parseJson(Actor)
const actorText = ({ id, kind }: Actor): string => Schema.encodeSync(ActorText)({ kind, id })
const readActor = Schema.decode(ActorText)
