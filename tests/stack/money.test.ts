import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { hub88Policy } from "@croupier/game/hub88/hub88Policy"
import { Hub88Triple } from "@croupier/sandbox"
import { layer } from "@effect/vitest"
import { Array as Arrays, Effect } from "effect"
import { callbackOf, persist, timesInLedger } from "../support/callbacks.js"
import { differencesOfEveryOrder } from "../support/everyOrder.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, expectStatus, Stack } from "../support/Stack.js"
import { cashOf, registerFunded, type StackPlayer, sit } from "../support/StackPlayer.js"

const options = { excludeTestServices: true, timeout: "120 seconds" } as const

layer(StackLayer.layer, options)("money over the real stack", (it) => {
  it.effect("all 90 orders of bet, win and rollback, each sent twice, are answered as the policy says", () =>
    Effect.gen(function* () {
      const { verify } = yield* Stack
      const player = yield* registerFunded(aurora, "1000")
      const session = yield* sit(player)
      const differences = yield* differencesOfEveryOrder(player, {
        policy: hub88Policy,
        decimals: 5,
        stake: "2.5",
        payout: "7.0005",
        triple: () => Hub88Triple.make(session, { stake: "2.5", payout: "7.0005" })
      })
      assert.deepEqual(differences, [])
      assert.deepEqual((yield* verify).faults, [])
    })
  )

  it.effect("one callback 50 times at once has one effect and one answer, byte for byte", () =>
    Effect.gen(function* () {
      const player = yield* registerFunded(aurora, "10")
      const bet = yield* callbackOf(player, yield* sit(player))
      const answers = yield* Effect.all(
        Arrays.makeBy(50, () => persist(bet)),
        { concurrency: "unbounded" }
      )
      assert.deepEqual(new Set(answers.map(({ httpStatus, text }) => `${httpStatus} ${text}`)).size, 1)
      assert.equal(answers[0]!.answer.status, "RS_OK")
      assert.equal(yield* cashOf(player), "9")
      assert.deepEqual(yield* timesInLedger([bet.id]), [1])
    })
  )

  it.effect("200 bets of one player at once take the player's balance and not a unit more", () =>
    Effect.gen(function* () {
      const player = yield* registerFunded(aurora, "150")
      const session = yield* sit(player)
      const bets = yield* Effect.forEach(Arrays.range(1, 200), () => callbackOf(player, session))
      const answers = yield* Effect.forEach(bets, persist, { concurrency: "unbounded" })
      const taken = answers.map(({ answer }) => answer.status === "RS_OK")
      assert.equal(taken.filter((yes) => yes).length, 150)
      assert.deepEqual(
        new Set(answers.map(({ answer }) => answer.status)),
        new Set(["RS_OK", "RS_ERROR_NOT_ENOUGH_MONEY"])
      )
      assert.equal(yield* cashOf(player), "0")
      assert.deepEqual(
        yield* timesInLedger(bets.map(({ id }) => id)),
        taken.map((yes) => (yes ? 1 : 0))
      )
    })
  )

  it.effect("the same bets sent to two wallet processes at once are taken once and answered alike", () =>
    Effect.gen(function* () {
      const { internal, verify } = yield* Stack
      const player = yield* registerFunded(aurora, "100")
      const bets = Arrays.makeBy(100, (number) => betOf(player, `twice-${number}-${randomUUID()}`))
      const post = (service: "wallet" | "otherWallet") => (bet: object) =>
        Effect.map(
          expectStatus(200, internal(service, "POST", "/internal/wallet/post", { body: { groups: [[bet]] } })),
          ({ json }) => withoutReplayed(json)
        )
      const [first, second] = yield* Effect.all(
        [
          Effect.forEach(bets, post("wallet"), { concurrency: 16 }),
          Effect.forEach(bets, post("otherWallet"), { concurrency: 16 })
        ],
        { concurrency: "unbounded" }
      )
      assert.deepEqual(second, first)
      assert.equal(new Set(first.map(({ transaction }) => transaction)).size, bets.length)
      assert.equal(yield* cashOf(player), "0")
      assert.deepEqual((yield* verify).faults, [])
    })
  )
})

const betOf = ({ brand, player }: StackPlayer, id: string) => ({
  _tag: "bet",
  brand: brand.key,
  wallet: player.id,
  key: `hub88/money/${id}`,
  actor: { kind: "provider", id: "hub88" },
  currency: brand.currency,
  amount: "1",
  round: { provider: "hub88", id },
  game: { code: "starlight", category: "slots" }
})

/** The answer to a batch of one command, without what says whether it came first. */
const withoutReplayed = (json: unknown) => {
  const { groups } = json as { readonly groups: ReadonlyArray<{ readonly results: ReadonlyArray<object> }> }
  const { replayed: _, ...result } = groups[0]!.results[0]! as {
    readonly _tag: string
    readonly replayed: boolean
    readonly transaction: string
  }
  assert.equal(result._tag, "ok")
  return result
}
