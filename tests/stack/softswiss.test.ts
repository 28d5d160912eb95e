import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { softswissPolicy } from "@croupier/game/softswiss/softswissPolicy"
import { SoftswissTriple, SoftswissWire } from "@croupier/sandbox"
import { layer } from "@effect/vitest"
import { Array as Arrays, Effect, Schedule } from "effect"
import { timesInLedger } from "../support/callbacks.js"
import { differencesOfEveryOrder } from "../support/everyOrder.js"
import * as StackLayer from "../support/Stack.js"
import { borealis, Stack } from "../support/Stack.js"
import { cashOf, registerFunded } from "../support/StackPlayer.js"
import { softswissOf } from "../support/softswiss.js"

const options = { excludeTestServices: true, timeout: "120 seconds" } as const

layer(StackLayer.layer, options)("softswiss over the real stack", (it) => {
  it.scoped("all 90 orders of bet, win and rollback, each sent twice, are answered as the policy says", () =>
    Effect.gen(function* () {
      const { verify } = yield* Stack
      const { sit } = yield* softswissOf(borealis)
      const player = yield* registerFunded(borealis, "1000")
      const session = yield* sit(player)
      const differences = yield* differencesOfEveryOrder(player, {
        policy: softswissPolicy,
        decimals: 2,
        stake: "2.50",
        payout: "7.01",
        triple: () => SoftswissTriple.make(session, { stake: "2.50", payout: "7.01" })
      })
      assert.deepEqual(differences, [])
      assert.deepEqual((yield* verify).faults, [])
    })
  )

  it.scoped("one betwin 50 times at once has one effect and one answer, byte for byte", () =>
    Effect.gen(function* () {
      const { provider, sit } = yield* softswissOf(borealis)
      const player = yield* registerFunded(borealis, "10")
      const { seat } = yield* sit(player)
      const client = yield* provider.client(borealis.key)
      const ids = [randomUUID(), randomUUID()]
      const body = JSON.stringify({
        account_id: seat.account,
        currency: seat.currency,
        game_id: seat.game,
        round_id: randomUUID(),
        finished: true,
        transactions: [
          { id_provider: ids[0], type: "bet", amount: "3.00" },
          { id_provider: ids[1], type: "win", amount: "1.25" }
        ]
      })
      const attempt = client.raw("betwin", body).pipe(
        Effect.filterOrFail(
          (exchange) => !["none", "500"].includes(SoftswissWire.codeOf(exchange)),
          () => "no final answer"
        ),
        Effect.retry(Schedule.spaced("50 millis")),
        Effect.timeout("60 seconds"),
        Effect.orDie
      )
      const answers = yield* Effect.all(
        Arrays.makeBy(50, () => attempt),
        { concurrency: "unbounded" }
      )
      assert.equal(new Set(answers.map(({ httpStatus, text }) => `${httpStatus} ${text}`)).size, 1)
      assert.equal(answers[0]!.answer.balance, "8.25")
      assert.equal(yield* cashOf(player), "8.25")
      assert.deepEqual(yield* timesInLedger(ids, "softswiss"), [1, 1])
    })
  )

  it.scoped("a batch of which one part is refused leaves nothing, and the same ids may succeed later", () =>
    Effect.gen(function* () {
      const { verify } = yield* Stack
      const { sit } = yield* softswissOf(borealis)
      const player = yield* registerFunded(borealis, "10")
      const session = yield* sit(player)
      const [bet, second] = [randomUUID(), randomUUID()]
      const round = randomUUID()
      const batch = (amount: string) =>
        session.betwin({
          round,
          finished: true,
          transactions: [
            { id: bet, type: "bet", amount: "4.00" },
            { id: second, type: "bet", amount }
          ]
        })
      const refused = yield* batch("6.01")
      assert.equal(SoftswissWire.codeOf(refused.exchange), "100")
      assert.equal(refused.exchange.answer.balance, "10.00")
      assert.equal(yield* cashOf(player), "10")
      assert.deepEqual(yield* timesInLedger([bet, second], "softswiss"), [0, 0])
      assert.equal((yield* player.ask("GET", `/api/game/rounds/softswiss/${round}`)).status, 404)

      assert.equal(SoftswissWire.codeOf((yield* batch("6.00")).exchange), "200")
      assert.equal(yield* cashOf(player), "0")
      assert.deepEqual(yield* timesInLedger([bet, second], "softswiss"), [1, 1])
      assert.deepEqual((yield* verify).faults, [])
    })
  )
})
