import { randomUUID } from "node:crypto"
import { Effect } from "effect"
import { isLost, type SoftswissClient } from "./SoftswissClient.js"
import { codeOf, type Exchange } from "./SoftswissWire.js"

/** What the provider received about a player at a launch. */
export interface Seat {
  readonly account: string
  readonly game: string
  readonly currency: string
}

/** A bet or a win to be sent; the amount is a decimal text in main units, the id is made where none is given. */
export interface TransactionOrder {
  readonly type: "bet" | "win"
  readonly amount: string
  readonly id?: string
}

/** A batch of bets and wins to be sent. */
export interface BetwinOrder {
  readonly transactions: ReadonlyArray<TransactionOrder>
  readonly round?: string
  readonly finished?: boolean
  /** Fields to add or to replace, for calls that are wrong or unusual on purpose. */
  readonly with?: object
}

/** Rollbacks to be sent, of transactions that were or will be sent. */
export interface RollbackOrder {
  readonly of: ReadonlyArray<string>
  readonly round: string
  /** Ids of the rollbacks themselves; made where none are given. */
  readonly ids?: ReadonlyArray<string>
  readonly with?: object
}

/** A batch that was sent: the last answer, and the ids to continue with. */
export interface Played {
  readonly ids: ReadonlyArray<string>
  readonly round: string
  readonly exchange: Exchange
  /** Whether the wallet took it. */
  readonly taken: boolean
}

/** A player in a game, at the provider. Every call is signed, and repeated until it has a final answer. */
export interface SoftswissSession {
  readonly seat: Seat
  readonly balance: Effect.Effect<Exchange>
  /** A batch that never gets an answer is rolled back. */
  readonly betwin: (order: BetwinOrder) => Effect.Effect<Played>
  readonly rollback: (order: RollbackOrder) => Effect.Effect<Played>
  readonly finish: (round: string) => Effect.Effect<Exchange>
  /** Sends the very bytes of an earlier call again, once. */
  readonly repeat: (earlier: Exchange) => Effect.Effect<Exchange>
}

/** A session that plays through a client. */
export const make = (client: SoftswissClient, seat: Seat): SoftswissSession => {
  const player = { account_id: seat.account, currency: seat.currency }
  const inGame = { ...player, game_id: seat.game }

  const rollback: SoftswissSession["rollback"] = (order) =>
    Effect.suspend(() => {
      const ids = order.of.map((_, index) => order.ids?.[index] ?? randomUUID())
      const transactions = order.of.map((of, index) => ({ id_provider: ids[index], original_id_provider: of }))
      const fields = { ...inGame, round_id_provider: order.round, transactions, ...order.with }
      return Effect.map(client.call("rollback", fields), played(ids, order.round))
    })

  return {
    seat,
    balance: client.call("balance", inGame),
    betwin: (order) =>
      Effect.suspend(() => {
        const round = order.round ?? randomUUID()
        const ids = order.transactions.map(({ id }) => id ?? randomUUID())
        const transactions = order.transactions.map(({ amount, type }, index) => ({
          id_provider: ids[index],
          type,
          amount
        }))
        const fields = { ...inGame, round_id: round, finished: order.finished ?? false, transactions, ...order.with }
        return Effect.tap(Effect.map(client.call("betwin", fields), played(ids, round)), ({ exchange }) =>
          isLost(exchange) ? rollback({ of: ids, round }) : Effect.void
        )
      }),
    rollback,
    finish: (round) => client.call("finish", { ...player, round_id: round }),
    repeat: ({ body, call }) => client.raw(call, body)
  }
}

const played =
  (ids: ReadonlyArray<string>, round: string) =>
  (exchange: Exchange): Played => ({ ids, round, exchange, taken: codeOf(exchange) === "200" })
