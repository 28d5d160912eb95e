import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { layer } from "@effect/vitest"
import { Effect } from "effect"
import { eventually } from "../support/eventually.js"
import { aurora, expectStatus } from "../support/Stack.js"
import { registerFunded, type StackPlayer, sit } from "../support/StackPlayer.js"
import { unhealthyIn, Workers, world } from "./StackWorkers.js"

/** Milliseconds that a test may take on a machine with other work. */
const patience = 180_000

interface Problem {
  readonly code: string
  readonly reasons?: ReadonlyArray<{ readonly code: string; readonly detail: string }>
}

/** Asks to withdraw to the player's bank account. */
const withdraw = (player: StackPlayer, bankAccountId: string, amount: string) =>
  Effect.map(
    Effect.orDie(
      player.ask("POST", "/api/wallet/withdrawal-requests", {
        key: randomUUID(),
        body: { amount, bankAccountId }
      })
    ),
    ({ json, status }) => ({ status, problem: json as Problem })
  )

const bankAccount = (player: StackPlayer) =>
  Effect.map(
    expectStatus(
      201,
      player.ask("POST", "/api/player/bank-accounts", {
        body: { bank: "Hanbit Bank", holder: "Person One", number: `110${String(Date.now()).slice(-9)}` }
      })
    ),
    ({ json }) => (json as { readonly id: string }).id
  )

layer(world, { excludeTestServices: true, timeout: "180 seconds" })("a withdrawal through the whole stack", (it) => {
  it.effect(
    "is refused until the deposit is turned over, then held; while rolling_worker is stopped it is 503 and never held",
    () =>
      Effect.gen(function* () {
        const { rolling } = yield* Workers
        yield* unhealthyIn(rolling, [])
        const player = yield* registerFunded(aurora, "100")
        const account = yield* bankAccount(player)
        const ask = withdraw(player, account, "90")
        const early = yield* eventually(ask, ({ status }) => status !== 503)
        assert.deepEqual([early.status, early.problem.code], [409, "withdrawal-not-allowed"])
        assert.deepEqual(early.problem.reasons, [
          { code: "turnover-missing", detail: "100 KRW has still to be staked for a deposit." }
        ])

        yield* rolling.stop
        const session = yield* sit(player)
        const bet = yield* session.bet({ amount: "100" })
        yield* session.win({ amount: "100", bet: bet.id, round: bet.round, closesRound: true })
        const unseen = yield* ask
        assert.deepEqual([unseen.status, unseen.problem.code], [503, "withdrawal-policy-not-ready"])
        const balance = yield* expectStatus(200, player.ask("GET", "/api/wallet/balance"))
        assert.deepEqual(balance.json, { currency: "KRW", cash: "100", bonus: "0", held: "0" })

        yield* rolling.start
        const late = yield* eventually(ask, ({ status }) => status !== 503)
        assert.equal(late.status, 201)
        const after = yield* expectStatus(200, player.ask("GET", "/api/wallet/balance"))
        assert.deepEqual(after.json, { currency: "KRW", cash: "10", bonus: "0", held: "90" })
      }),
    patience
  )

  it.effect(
    "is explained to its player only",
    () =>
      Effect.gen(function* () {
        const player = yield* registerFunded(aurora, "50")
        const stranger = yield* registerFunded(aurora, "1")
        const requirements = yield* eventually(
          Effect.map(
            expectStatus(200, player.ask("GET", "/api/rolling/requirements")),
            ({ json }) =>
              (json as { readonly items: ReadonlyArray<{ readonly id: string; readonly target: string }> }).items
          ),
          (items) => items.length === 1
        )
        assert.equal(requirements[0]?.target, "50")
        const path = `/api/rolling/requirements/${requirements[0]?.id}/contributions`
        yield* expectStatus(200, player.ask("GET", path))
        yield* expectStatus(404, stranger.ask("GET", path))
      }),
    patience
  )
})
