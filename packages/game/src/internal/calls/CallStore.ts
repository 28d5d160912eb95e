import type { BrandKey } from "@croupier/core/Brand"
import { Context, Effect, Layer } from "effect"
import { type CallQuery, type KeptCall, newestFirst } from "./StoredCall.js"

/** Where providers' calls are kept. */
export class CallStore extends Context.Tag("@croupier/game/CallStore")<
  CallStore,
  {
    /** All or none; one that is there already stays. */
    readonly add: (calls: ReadonlyArray<KeptCall>) => Effect.Effect<void>
    readonly list: (brand: BrandKey, query: CallQuery) => Effect.Effect<ReadonlyArray<KeptCall>>
    readonly find: (brand: BrandKey, id: string) => Effect.Effect<KeptCall | undefined>
    /** Removes at most `limit` calls from before an instant, and says how many. */
    readonly prune: (brand: BrandKey, before: number, limit: number) => Effect.Effect<number>
  }
>() {}

/** Calls in memory. */
export const layerMemory: Layer.Layer<CallStore> = Layer.sync(CallStore, () => {
  const calls = new Map<string, KeptCall>()
  const of = (brand: BrandKey) => [...calls.values()].filter((call) => call.brand === brand)
  return {
    add: (added) =>
      Effect.sync(() => {
        for (const call of added) if (!calls.has(call.id)) calls.set(call.id, call)
      }),
    list: (brand, { after, limit, player, provider, round, transaction }) =>
      Effect.sync(() =>
        of(brand)
          .filter((call) => player === undefined || call.player === player)
          .filter((call) => provider === undefined || call.provider === provider)
          .filter((call) => round === undefined || call.round === round)
          .filter((call) => transaction === undefined || call.transactions.includes(transaction))
          .sort(newestFirst)
          .filter((call) => after === undefined || newestFirst({ at: after[0], id: after[1] }, call) < 0)
          .slice(0, limit)
      ),
    find: (brand, id) => Effect.sync(() => of(brand).find((call) => call.id === id)),
    prune: (brand, before, limit) =>
      Effect.sync(() => {
        const old = of(brand).filter(({ at }) => at < before)
        for (const { id } of old.slice(0, limit)) calls.delete(id)
        return Math.min(old.length, limit)
      })
  }
})
