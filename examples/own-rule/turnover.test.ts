import { fromUnits } from "@croupier/core/Amount"
import { BrandKey } from "@croupier/core/Brand"
import { CurrencyCode } from "@croupier/core/Currency"
import { layerMemory as stream } from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import { PlayerId, uuidv7 } from "@croupier/core/Ids"
import { Rolling, RollingMemory, WalletFeed } from "@croupier/rolling"
import { publishedEvent, TransactionKey, type WalletCommand } from "@croupier/wallet/contract"
import { emptyLedger, postTo } from "@croupier/wallet/WalletMemory"
import { Effect, FastCheck, Layer } from "effect"
import { expect, it } from "vitest"

const brand = BrandKey.make("mybrand")
const currency = CurrencyCode.make("EUR")

/** What a player can do in an evening, in cents. */
const step = FastCheck.oneof(
  FastCheck.record({ does: FastCheck.constant("deposit" as const), cents: FastCheck.integer({ min: 100, max: 5000 }) }),
  FastCheck.record({
    does: FastCheck.constant("play" as const),
    cents: FastCheck.integer({ min: 10, max: 2000 }),
    pays: FastCheck.integer({ min: 0, max: 3000 })
  })
)

const turnover = RollingMemory.layerMemory.pipe(Layer.provide(stream), Layer.provide(Notifier.layer))

/** Plays an evening on a ledger in memory; turnover takes the ledger's events after every step. */
const evening = (steps: ReadonlyArray<typeof step extends FastCheck.Arbitrary<infer Step> ? Step : never>) =>
  Effect.gen(function* () {
    const feed = yield* WalletFeed
    const rolling = yield* Rolling
    const ledger = emptyLedger()
    const player = PlayerId.make(uuidv7(Date.now()))
    const own = { brand, wallet: player, actor: { kind: "system", id: "evening" } } as const
    const post = (command: WalletCommand) => postTo(ledger, [command], Date.now())[0]
    post({ _tag: "open", ...own, key: TransactionKey.once("open", player), kind: "player", currency })

    let deposited = 0
    let staked = 0
    let taken = 0
    for (const [number, { does, cents, ...rest }] of steps.entries()) {
      const money = { currency, amount: fromUnits(BigInt(cents) * 10_000n) }
      const id = `${player} ${number}`
      if (does === "deposit") {
        const key = TransactionKey.once("deposit", id)
        post({ _tag: "deposit", ...own, ...money, key, from: { kind: "bank", sub: "main" } })
        deposited += cents
      } else {
        const round = { provider: "mygames", id }
        const game = { code: "dice", category: "slots" } as const
        const bet = post({
          _tag: "bet",
          ...own,
          ...money,
          key: TransactionKey.provider("mygames", "money", id),
          round,
          game
        })
        if (bet?._tag === "ok") staked += cents
        const pays = fromUnits(BigInt("pays" in rest ? rest.pays : 0) * 10_000n)
        const win = { currency, amount: bet?._tag === "ok" ? pays : fromUnits(0n), round, game, closesRound: true }
        const key = TransactionKey.provider("mygames", "money", `${id} win`)
        post({ _tag: "win", ...own, ...win, key, kind: "normal", missingBet: "refuse" })
      }
      yield* feed.take(ledger.events.slice(taken).map((event) => publishedEvent(event, { ...event, at: Date.now() })))
      taken = ledger.events.length

      const { allowed } = yield* rolling.withdrawable({ brand, player })
      const cash = ledger.world.wallet(brand, player)?.cash ?? 0n
      // A cent is the smallest amount shown: less than it counts as nothing.
      if (allowed) expect(staked >= deposited || cash < 10_000n).toBe(true)
      if (staked < deposited && cash >= 10_000n) expect(allowed).toBe(false)
    }
  })

it("a player can withdraw only after everything deposited has been staked, or when nothing is left", async () => {
  await FastCheck.assert(
    FastCheck.asyncProperty(FastCheck.array(step, { maxLength: 20 }), (steps) =>
      Effect.runPromise(Effect.provide(evening(steps), turnover))
    ),
    { numRuns: 300 }
  )
}, 60_000)
