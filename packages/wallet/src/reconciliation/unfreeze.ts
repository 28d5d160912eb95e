import { Actor } from "@croupier/core/Actor"
import { BrandKey } from "@croupier/core/Brand"
import { uuidv7, type WalletId } from "@croupier/core/Ids"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Clock, Effect, Schema } from "effect"
import { once } from "../contract/TransactionKey.js"
import { Wallet, type WalletUnavailable } from "../contract/Wallet.js"

/** Nothing was unfrozen: there is no such request, the same person asked, somebody has approved it, or nothing is frozen. */
export class UnfreezeRefused extends Schema.TaggedError<UnfreezeRefused>()("UnfreezeRefused", {
  brand: BrandKey,
  request: Schema.String,
  reason: Schema.Literal("unknown", "same-person", "approved-already", "not-frozen")
}) {}

/** A person asks that a wallet is unfrozen, and says why. Answers the request's id, for whoever approves it. */
export const askUnfreeze = (asked: {
  readonly brand: BrandKey
  readonly wallet: WalletId
  readonly reason: string
  readonly by: Actor
}): Effect.Effect<string, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const { brand, by, reason, wallet } = asked
    const id = uuidv7(yield* Clock.currentTimeMillis)
    yield* sql`
      INSERT INTO croupier_wallet.unfreeze_request (brand_id, id, wallet_id, reason, asked_by)
      VALUES (${brand}, ${id}, ${wallet}, ${reason}, ${actorText(by)})`.pipe(withBrand(brand))
    return id
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
      askedBy: yield* Effect.orDie(readActor(row.asked)),
      reason: row.reason
    })
    if (result._tag === "ok") return
    if (result.reason === "not-frozen") return yield* refuse("not-frozen")
    return yield* Effect.dieMessage(`wallet ${row.wallet} was not unfrozen: ${result.detail}`)
  })

interface Row {
  readonly wallet: WalletId
  readonly reason: string
  readonly asked: string
  readonly approved: string | null
}

/** The first who approves does, unless he is who asked; the row tells who that was. */
const approve = (brand: BrandKey, request: string, by: string) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`
      UPDATE croupier_wallet.unfreeze_request SET approved_by = ${by}, approved_at = croupier_core.now()
      WHERE brand_id = ${brand} AND id = ${request} AND approved_by IS NULL AND asked_by <> ${by}`
    const [row] = yield* sql<Row>`
      SELECT wallet_id AS wallet, reason, asked_by AS asked, approved_by AS approved
      FROM croupier_wallet.unfreeze_request WHERE brand_id = ${brand} AND id = ${request}`
    return row
  })

const ActorText = Schema.parseJson(Actor)
const actorText = ({ id, kind }: Actor): string => Schema.encodeSync(ActorText)({ kind, id })
const readActor = Schema.decode(ActorText)
