import { checkEveryOrder, everyOrder, type Table } from "@croupier/game/testing/orders"
import { Console, Effect } from "effect"
import { cashOf, connect, euros, layer, sit } from "./house.js"
import { pebblePolicy } from "./pebble/pebblePolicy.js"
import { roundOf, send } from "./studio.js"

const [start, stake, payout] = ["20", "2.50", "7"] as const

/** Plays every order of a bet, its win and its rollback, each sent twice, against what the policy says of it. */
const check = Effect.gen(function* () {
  const connection = yield* connect
  const house = yield* Effect.context<Effect.Effect.Context<ReturnType<typeof cashOf>>>()
  const newTable = Effect.map(sit(start), ({ player, url }): Table => {
    const calls = roundOf(url, { stake, payout })
    return {
      send: (message) =>
        Effect.map(send(connection, calls[message]), ({ balance, word }) => ({
          status: word,
          balance: balance === undefined ? -1n : euros(balance)
        })),
      balance: cashOf(player).pipe(Effect.provide(house), Effect.orDie)
    }
  })
  const stakes = { start: euros(start), stake: euros(stake), payout: euros(payout) }
  const differences = yield* checkEveryOrder(pebblePolicy, stakes, newTable)
  yield* Effect.forEach(differences, (line) => Console.log(line))
  yield* Console.log(`${everyOrder.length} orders, ${differences.length} differences`)
  if (differences.length > 0) process.exitCode = 1
})

await Effect.runPromise(Effect.provide(check, layer))
