import { Brand } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { Wallet } from "@croupier/wallet/contract"
import * as WalletMemory from "@croupier/wallet/WalletMemory"
import { Context, Effect, Layer, Option, Schema } from "effect"
import { Books } from "../src/testing/World.js"

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

/** A ledger in memory, its wallet, and a directory of the brands that have wallets in it. */
export const books: Layer.Layer<Books | BrandDirectory | Wallet> = Layer.effectContext(
  Effect.sync(() => {
    const ledger = WalletMemory.emptyLedger()
    const { world } = ledger
    const keys = () => [...new Set([...world.wallets.values()].map(({ brand }) => brand))]
    return Context.make(Books, {
      post: (command, now) => WalletMemory.postTo(ledger, [command], now)[0]!,
      events: ledger.events,
      rounds: (brand) => [...world.rounds.values()].filter((round) => round.brand === brand),
      cash: (brand, player) => world.wallet(brand, player)?.cash ?? 0n,
      activeGrant: (brand, player) => world.wallet(brand, player)?.grant ?? undefined,
      grantStatus: (brand, grant) => world.grant(brand, grant)?.status,
      decideBy: (brand, change) => void world.policies.set(brand, { ...world.policy(brand), ...change })
    }).pipe(
      Context.add(Wallet, WalletMemory.make(ledger)),
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
