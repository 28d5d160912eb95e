import type { ProviderPolicy } from "@croupier/game/policy/ProviderPolicy"
import { checkEveryOrder } from "@croupier/game/testing/orders"
import type { Message, Told } from "@croupier/game/testing/PolicyModel"
import { Effect } from "effect"
import { cashOf, type StackPlayer } from "./StackPlayer.js"

/** A provider's bet, win and rollback of one round, and in how many decimals it counts. */
export interface OrderedPlay {
  readonly policy: ProviderPolicy<string>
  readonly decimals: number
  /** Decimal texts in main units. */
  readonly stake: string
  readonly payout: string
  readonly triple: () => { readonly send: (message: Message) => Effect.Effect<Told> }
}

/**
 * Plays all 90 orders as one player of 1000 and says where an answer or a balance was not what the policy's model gives. Each
 * order has a round of its own; what was won and lost before is counted off.
 */
export const differencesOfEveryOrder = (player: StackPlayer, play: OrderedPlay) => {
  const { decimals, payout, policy, stake, triple } = play
  const start = countOf("1000", decimals)
  const cash = Effect.map(cashOf(player), (text) => countOf(text, decimals))
  const table = Effect.gen(function* () {
    const before = (yield* cash) - start
    const { send } = triple()
    return {
      send: (message: Message) =>
        Effect.map(send(message), ({ balance, status }) => ({
          status,
          balance: balance === -1n ? balance : balance - before
        })),
      balance: Effect.map(cash, (units) => units - before)
    }
  })
  return checkEveryOrder(
    policy,
    { start, stake: countOf(stake, decimals), payout: countOf(payout, decimals) },
    Effect.orDie(table)
  )
}

/** A decimal text as a count of its last decimal. */
const countOf = (text: string, decimals: number): bigint => {
  const [whole = "0", fraction = ""] = text.split(".")
  return BigInt(whole + fraction.padEnd(decimals, "0"))
}
