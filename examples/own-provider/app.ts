import { Console, Effect, Redacted } from "effect"
import { connect, layer, sit } from "./house.js"
import { roundOf, send } from "./studio.js"

const story = Effect.gen(function* () {
  const connection = yield* connect
  const { url } = yield* sit("20")
  yield* Console.log(`launched at ${new URL(url).origin}`)
  const stakes = { stake: "2.50", payout: "7" }
  const tell = (what: string, call: object, by = connection) =>
    Effect.flatMap(send(by, call), ({ balance, word }) =>
      Console.log(`${what}: ${word}${balance === undefined ? "" : ` ${balance}`}`)
    )

  const won = roundOf(url, stakes)
  yield* tell("balance", won.balance)
  yield* tell("bet of 2.50", won.bet)
  yield* tell("the same bet again", won.bet)
  yield* tell("the same id for 3", { ...won.bet, amount: "3" })
  yield* tell("win of 7", won.win)

  const cancelled = roundOf(url, stakes)
  yield* tell("bet of 2.50", cancelled.bet)
  yield* tell("its rollback", cancelled.rollback)
  yield* tell("the rollback again", cancelled.rollback)

  const reordered = roundOf(url, stakes)
  yield* tell("rollback before its bet", reordered.rollback)
  yield* tell("that bet", reordered.bet)
  yield* tell("win of that bet", reordered.win)

  yield* tell("bet of 200", roundOf(url, { ...stakes, stake: "200" }).bet)
  yield* tell("bet with another's signature", won.bet, { ...connection, secret: Redacted.make("another's") })
})

await Effect.runPromise(Effect.provide(story, layer))
