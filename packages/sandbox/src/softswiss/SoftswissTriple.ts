import { randomUUID } from "node:crypto"
import { Effect } from "effect"
import type { SoftswissSession } from "./SoftswissSession.js"
import { codeOf } from "./SoftswissWire.js"

/** A bet, a win of its round and a rollback of it, each always with the same bytes: to be sent in any order, as often as one likes. */
export interface SoftswissTriple {
  readonly send: (
    message: "bet" | "win" | "rollback"
  ) => Effect.Effect<{ readonly status: string; readonly balance: bigint }>
}

/** A triple of one round. Amounts are decimal texts in main units. An answer without a balance counts as −1. */
export const make = (
  session: SoftswissSession,
  { payout, stake }: { readonly stake: string; readonly payout: string }
): SoftswissTriple => {
  const [round, bet] = [randomUUID(), randomUUID()]
  const played = {
    bet: session.betwin({ round, transactions: [{ type: "bet", id: bet, amount: stake }] }),
    win: session.betwin({ round, transactions: [{ type: "win", id: randomUUID(), amount: payout }] }),
    rollback: session.rollback({ round, of: [bet], ids: [randomUUID()] })
  }
  return {
    send: (message) =>
      Effect.map(played[message], ({ exchange }) => ({
        status: codeOf(exchange),
        balance: countOf(exchange.answer.balance)
      }))
  }
}

/** The smallest shown units of a decimal text: `115.00` is 11 500. */
const countOf = (balance: string | undefined): bigint =>
  balance === undefined ? -1n : BigInt(balance.replace(".", ""))
