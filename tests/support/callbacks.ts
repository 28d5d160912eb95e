import { randomUUID } from "node:crypto"
import type { Hub88Session, Hub88Wire } from "@croupier/sandbox"
import { bodyOf, type Fields } from "@croupier/sandbox/hub88/Hub88Client"
import { Effect, Schedule } from "effect"
import { Stack } from "./Stack.js"
import type { StackPlayer } from "./StackPlayer.js"

/** A signed call with the same bytes, however often it is sent. */
export interface Callback {
  /** The provider's id of the transaction. */
  readonly id: string
  /** One attempt, without the provider's own repeats. */
  readonly send: Effect.Effect<Hub88Wire.Exchange>
}

/** A bet in hundred-thousandths, or another call with these fields changed. */
export const callbackOf = (
  player: StackPlayer,
  { seat }: Hub88Session.Hub88Session,
  changes: Fields = {},
  path: Hub88Wire.Call = "transaction/bet"
): Effect.Effect<Callback, never, Stack> =>
  Effect.gen(function* () {
    const { providers } = yield* Stack
    const client = yield* providers[player.brand.key]!.client(player.brand.key)
    const id = randomUUID()
    const body = bodyOf({
      user: seat.user,
      token: seat.token,
      game_code: seat.game,
      transaction_uuid: id,
      supplier_transaction_id: `s-${id}`,
      request_uuid: randomUUID(),
      round: `round-${id}`,
      round_closed: false,
      amount: 100_000n,
      currency: seat.currency,
      ...changes
    })
    return { id, send: client.raw(path, body) }
  })

/** Sends it until the answer is one that a provider takes for final. */
export const persist = ({ send }: Callback): Effect.Effect<Hub88Wire.Exchange> =>
  send.pipe(
    Effect.filterOrFail(
      ({ answer, httpStatus }) =>
        httpStatus === 200 && answer.status !== undefined && answer.status !== "RS_ERROR_UNKNOWN",
      () => "no final answer"
    ),
    Effect.retry(Schedule.spaced("50 millis")),
    Effect.timeout("20 seconds"),
    Effect.orDie
  )

/** How often each of these transactions of a provider is in the ledger. */
export const timesInLedger = (ids: ReadonlyArray<string>, provider = "hub88") =>
  Effect.gen(function* () {
    const { span } = yield* Stack
    const keys = ids.map((id) => `${provider}/money/${id}`)
    const rows = yield* span(
      (sql) => sql<{ readonly key: string; readonly times: bigint }>`
        SELECT key, count(*) AS times FROM croupier_wallet.transaction WHERE ${sql.in("key", keys)} GROUP BY key`
    )
    const found = new Map(rows.map(({ key, times }) => [key, Number(times)]))
    return keys.map((key) => found.get(key) ?? 0)
  })
