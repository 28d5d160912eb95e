import { randomUUID } from "node:crypto"
import { Effect } from "effect"
import type { Hub88Session } from "./Hub88Session.js"

/** A bet, its win and its rollback, each always with the same bytes: to be sent in any order, as often as one likes. */
export interface Hub88Triple {
  readonly send: (
    message: "bet" | "win" | "rollback"
  ) => Effect.Effect<{ readonly status: string; readonly balance: bigint }>
}

/** A triple of one round. Amounts are decimal texts in main units. An answer without a balance counts as −1. */
export const make = (
  session: Hub88Session,
  { payout, stake }: { readonly stake: string; readonly payout: string }
): Hub88Triple => {
  const [round, bet] = [randomUUID(), randomUUID()]
  const fixed = () => ({ id: randomUUID(), round, with: { request_uuid: randomUUID() } })
  const orders = {
    bet: { ...fixed(), id: bet, amount: stake },
    win: { ...fixed(), bet, amount: payout },
    rollback: { ...fixed(), of: bet }
  }
  const played = {
    bet: session.bet(orders.bet),
    win: session.win(orders.win),
    rollback: session.rollback(orders.rollback)
  }
  return {
    send: (message) =>
      Effect.map(played[message], ({ exchange: { answer } }) => ({
        status: answer.status ?? "none",
        balance: answer.balance ?? -1n
      }))
  }
}
