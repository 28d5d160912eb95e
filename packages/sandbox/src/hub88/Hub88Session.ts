import { randomUUID } from "node:crypto"
import { Effect } from "effect"
import { type Fields, type Hub88Client, isFinal } from "./Hub88Client.js"
import { countOf, type Exchange } from "./Hub88Wire.js"

/** What the provider received about a player at a launch. */
export interface Seat {
  readonly user: string
  readonly token: string
  readonly game: string
  readonly currency: string
}

/** A bet to be sent. Amounts are decimal texts in main units; ids are made where none is given. */
export interface BetOrder {
  readonly amount: string
  readonly round?: string
  readonly id?: string
  readonly closesRound?: boolean
  readonly free?: boolean
  /** Fields to add or to replace, for calls that are wrong or unusual on purpose. */
  readonly with?: Fields
}

/** A win to be sent, of a bet that was or will be sent. */
export interface WinOrder extends Omit<BetOrder, "free"> {
  readonly bet: string
  readonly promo?: boolean
  readonly reward?: string
}

/** A rollback to be sent, of a transaction that was or will be sent. */
export interface RollbackOrder extends Pick<BetOrder, "round" | "id" | "closesRound" | "with"> {
  readonly of: string
}

/** A transaction that was sent: the last answer, and the ids to continue with. */
export interface Played {
  readonly id: string
  readonly round: string
  readonly exchange: Exchange
  /** Whether the wallet took it: `RS_OK`. */
  readonly taken: boolean
}

/** A player in a game, at the provider. Every call is signed, and repeated until it has a final answer. */
export interface Hub88Session {
  readonly seat: Seat
  readonly info: Effect.Effect<Exchange>
  readonly balance: Effect.Effect<Exchange>
  /** A bet that never gets a final answer is rolled back, as the real provider does. */
  readonly bet: (order: BetOrder) => Effect.Effect<Played>
  readonly win: (order: WinOrder) => Effect.Effect<Played>
  readonly rollback: (order: RollbackOrder) => Effect.Effect<Played>
  /** Sends the very bytes of an earlier call again. */
  readonly repeat: (earlier: Played) => Effect.Effect<Exchange>
}

/** A session that plays through a client and enters what it played in the provider's books. */
export const make = (
  client: Hub88Client,
  enter: (call: string, fields: Fields, exchange: Exchange) => Effect.Effect<void>,
  seat: Seat
): Hub88Session => {
  const player = { user: seat.user, token: seat.token, game_code: seat.game }
  const request = () => ({ request_uuid: randomUUID() })

  const transaction = (
    call: "transaction/bet" | "transaction/win" | "transaction/rollback",
    order: Pick<BetOrder, "round" | "id" | "closesRound" | "with">,
    fields: Fields
  ) => {
    const id = order.id ?? randomUUID()
    const round = order.round ?? randomUUID()
    const body: Fields = {
      ...player,
      transaction_uuid: id,
      supplier_transaction_id: `s-${id}`,
      supplier_user: `s-${seat.user}`,
      ...request(),
      round,
      round_closed: order.closesRound ?? false,
      ...fields,
      ...order.with
    }
    return client.call(call, body).pipe(
      Effect.tap((exchange) => enter(call, body, exchange)),
      Effect.map((exchange): Played => ({ id, round, exchange, taken: exchange.answer.status === "RS_OK" }))
    )
  }

  const money = (amount: string, free: boolean, promo: boolean, reward?: string): Fields => ({
    amount: countOf(amount),
    currency: seat.currency,
    is_free: free,
    is_supplier_promo: promo,
    reward_uuid: reward ?? null,
    bet: null,
    meta: null
  })

  const rollback: Hub88Session["rollback"] = (order) =>
    transaction("transaction/rollback", order, { reference_transaction_uuid: order.of })

  return {
    seat,
    info: Effect.suspend(() => client.call("user/info", { user: seat.user, ...request() })),
    balance: Effect.suspend(() => client.call("user/balance", { ...player, ...request() })),
    bet: (order) =>
      Effect.tap(transaction("transaction/bet", order, money(order.amount, order.free ?? false, false)), (played) =>
        isFinal(played.exchange) ? Effect.void : rollback({ of: played.id, round: played.round })
      ),
    win: (order) =>
      transaction("transaction/win", order, {
        ...money(order.amount, false, order.promo ?? false, order.reward),
        reference_transaction_uuid: order.bet
      }),
    rollback,
    repeat: ({ exchange }) => client.raw(exchange.call, exchange.body)
  }
}
