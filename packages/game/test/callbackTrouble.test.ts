import { WalletUnavailable } from "@croupier/wallet/contract"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Ref } from "effect"
import { atTable } from "./support/atTable.js"

describe("a wallet in trouble", () => {
  const unavailable = new WalletUnavailable({ outcome: "unknown", detail: "the connection was lost" })

  it.scopedLive("is answered as retryable, and the provider's repeat gets the first answer", () =>
    Effect.gen(function* () {
      const { session, world } = yield* atTable
      const left = yield* Ref.make(2)
      yield* world.breakWallet(
        Effect.flatMap(
          Ref.getAndUpdate(left, (n) => n - 1),
          (n) => (n > 0 ? Effect.fail(unavailable) : Effect.void)
        )
      )
      const bet = yield* session.bet({ amount: "1" })
      expect(bet.exchange).toMatchObject({ attempt: 3, answer: { status: "RS_OK", balance: 9_900_000n } })
      const statuses = (yield* world.provider.exchanges).map(({ answer }) => answer.status)
      expect(statuses).toEqual(["RS_ERROR_UNKNOWN", "RS_ERROR_UNKNOWN", "RS_OK"])
    })
  )

  it.scopedLive("is answered as retryable when the fault is ours", () =>
    Effect.gen(function* () {
      const { body, client, world } = yield* atTable
      yield* world.breakWallet(Effect.dieMessage("a defect"))
      expect((yield* client.raw("transaction/bet", body())).text).toBe('{"status":"RS_ERROR_UNKNOWN"}')
    })
  )

  it.scopedLive(
    "that does not answer is not waited for: the provider hears within a second, and its repeat finds the work done",
    () =>
      Effect.gen(function* () {
        const { body, client, world } = yield* atTable
        const gate = yield* Effect.makeLatch(false)
        yield* world.breakWallet(gate.await)
        const bet = body()
        const late = yield* client.raw("transaction/bet", bet)
        expect(late.answer.status).toBe("RS_ERROR_UNKNOWN")
        expect(late.millis).toBeLessThan(2000)
        yield* gate.open
        expect((yield* client.raw("transaction/bet", bet)).answer).toMatchObject({
          status: "RS_OK",
          balance: 9_900_000n
        })
      })
  )
})

describe("a provider that disconnects", () => {
  it.scopedLive("finds its bet placed when it asks again", () =>
    Effect.gen(function* () {
      const { body, client, session, world } = yield* atTable
      const arrived = yield* Effect.makeLatch(false)
      const gate = yield* Effect.makeLatch(false)
      yield* world.breakWallet(Effect.zipRight(arrived.open, gate.await))
      const bet = body()
      const calling = yield* Effect.fork(client.raw("transaction/bet", bet))
      yield* arrived.await
      yield* calling.interruptAsFork(calling.id())
      yield* gate.open
      yield* world.breakWallet(Effect.void)
      const balance = () => Effect.map(session.balance, ({ answer }) => answer.balance)
      yield* Effect.repeat(balance(), { until: (balance) => balance === 9_900_000n, times: 100 })
      expect(yield* balance()).toBe(9_900_000n)
      expect((yield* client.raw("transaction/bet", bet)).answer).toMatchObject({ status: "RS_OK", balance: 9_900_000n })
    })
  )
})
