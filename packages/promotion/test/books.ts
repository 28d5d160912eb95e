import { Brand } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { layerMemory as memoryStream } from "@croupier/core/events/EventStreamMemory"
import * as Notifier from "@croupier/core/events/Notifier"
import { Rolling } from "@croupier/rolling/contract"
import * as RollingMemory from "@croupier/rolling/RollingMemory"
import { Wallet } from "@croupier/wallet/contract"
import * as WalletMemory from "@croupier/wallet/WalletMemory"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { PromotionStore } from "../src/internal/store/PromotionStore.js"
import { Books, Faults } from "../src/testing/World.js"

const brandOf = (key: string): Brand =>
  Schema.decodeSync(Brand)({
    key,
    licence: "laws",
    displayName: key,
    timezone: "UTC",
    currencies: ["EUR", "KRW"],
    reportingCurrency: "EUR",
    status: "open"
  })

/** A process that can be killed: every boundary that is met while it is dead dies too. */
class Killable {
  #left = Number.POSITIVE_INFINITY
  #isDead = false

  readonly faults = {
    killAfter: (boundaries: number) => {
      this.#left = boundaries
    },
    restart: () => {
      const wasDead = this.#isDead
      this.#left = Number.POSITIVE_INFINITY
      this.#isDead = false
      return wasDead
    }
  }

  readonly #boundary = Effect.suspend(() => {
    if (this.#left > 0) {
      this.#left -= 1
      return Effect.void
    }
    this.#isDead = true
    return Effect.dieMessage("killed")
  })

  /** A call with a boundary before and after. */
  readonly call = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    this.#boundary.pipe(Effect.zipRight(effect), Effect.zipLeft(this.#boundary))
}

class Process extends Context.Tag("Process")<Process, Killable>() {}

const killable = Layer.sync(Process, () => new Killable())

const ledger = Layer.effectContext(
  Effect.map(Process, ({ call, faults }) => {
    const ledger = WalletMemory.emptyLedger()
    const { world } = ledger
    const keys = () => [...new Set([...world.wallets.values()].map(({ brand }) => brand))]
    const wallet = WalletMemory.make(ledger)
    const grantsOf = (brand: string) =>
      ledger.events.filter((event) => event.brand === brand && event.type === "wallet.bonus-granted")
    return Context.make(Books, {
      post: (command, now) => WalletMemory.postTo(ledger, [command], now)[0]!,
      events: ledger.events,
      cash: (brand, player) => world.wallet(brand, player)?.cash ?? 0n,
      bonus: (brand, player) => world.wallet(brand, player)?.bonus ?? 0n,
      grantStatus: (brand, grant) => world.grant(brand, grant)?.status,
      grants: (brand) => grantsOf(brand).length
    }).pipe(
      Context.add(Faults, faults),
      Context.add(Wallet, { ...wallet, post: (command) => call(wallet.post(command)) }),
      Context.add(BrandDirectory, {
        byHost: () => Effect.succeed({ kind: "unknown" }),
        brand: (key) => Effect.sync(() => Option.map(Option.fromNullable(keys().find((one) => one === key)), brandOf)),
        brands: Effect.sync(() => keys().map(brandOf)),
        licence: () => Effect.succeed(Option.none()),
        licenceOf: () => Effect.succeed(Option.none())
      })
    )
  })
)

const rolling = Layer.effect(
  Rolling,
  Effect.gen(function* () {
    const { call } = yield* Process
    const inner = yield* Rolling
    return { ...inner, open: (opening) => call(inner.open(opening)), cancel: (one) => call(inner.cancel(one)) }
  })
).pipe(Layer.provideMerge(RollingMemory.layerMemory), Layer.provide(memoryStream), Layer.provide(Notifier.layer))

/** A store of which every change is a boundary. */
export const atBoundaries = <R>(store: Layer.Layer<PromotionStore, never, R>) =>
  Layer.effect(
    PromotionStore,
    Effect.gen(function* () {
      const { call } = yield* Process
      const inner = yield* PromotionStore
      return {
        ...inner,
        change: (wanted, campaign, decide) => call(inner.change(wanted, campaign, decide)),
        finishPayout: (payout, outcome) => call(inner.finishPayout(payout, outcome))
      }
    })
  ).pipe(Layer.provide(store))

/** A ledger in memory with its wallet, turnover in memory, and the process that a law may kill. */
export const books = Layer.provideMerge(Layer.merge(ledger, rolling), killable)
