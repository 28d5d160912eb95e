import type { BrandKey } from "@croupier/core/Brand"
import { Clock, Context, Effect, Layer, Ref } from "effect"
import * as LookupCache from "../LookupCache.js"
import { brandOf, type Credential, isValid } from "./Credential.js"

/** Where credentials are kept. */
export interface CredentialStore {
  readonly add: (credential: Credential) => Effect.Effect<void>
  /** All of a brand, also those that are no longer or not yet valid; newest first. */
  readonly list: (brand: BrandKey) => Effect.Effect<ReadonlyArray<Credential>>
  /** Sets when a credential ends. One that has ended is not changed: its keys may have leaked since and must not be accepted again. */
  readonly end: (
    brand: BrandKey,
    provider: string,
    id: string,
    validUntil: number
  ) => Effect.Effect<"set" | "ended-before" | "unknown">
}

/** The brands' credentials with their providers. */
export class Credentials extends Context.Tag("@croupier/game/Credentials")<
  Credentials,
  Pick<CredentialStore, "add" | "list" | "end"> & {
    /**
     * The credential that a callback's path names, if it is valid now. What a brand has is remembered for a second. A name that
     * is not in it is looked up at once, since it may be new, but for a brand at most `newPerSecond` times a second, so that
     * invented names cost no more.
     */
    readonly valid: (provider: string, id: string) => Effect.Effect<Credential | undefined>
    /** The newest one that is valid now: what launches are signed with. */
    readonly current: (brand: BrandKey, provider: string) => Effect.Effect<Credential | undefined>
  }
>() {}

/** How often in a second the credentials of one brand are looked up for names that it did not have. */
const newPerSecond = 5

/** The credentials of a store, with a memory of one second in front of it. `isBrand` costs no I/O. */
export const fromStore = (
  store: CredentialStore,
  isBrand: (brand: BrandKey) => Effect.Effect<boolean>
): Credentials["Type"] => {
  const recent = LookupCache.make({
    ttl: 1000,
    capacity: 1000,
    lookup: (brand: string) =>
      Effect.map(
        store.list(brand as BrandKey),
        (all) => new Map(all.map((credential) => [`${credential.provider}/${credential.id}`, credential]))
      )
  })
  const again = new Map<string, { readonly second: number; readonly times: number }>()
  /** Whether a name that a brand did not have a moment ago may be looked up again now. */
  const mayLookAgain = (brand: string, now: number): boolean => {
    const second = Math.floor(now / 1000)
    const known = again.get(brand)
    const times = known?.second === second ? known.times : 0
    if (times >= newPerSecond) return false
    again.set(brand, { second, times: times + 1 })
    return true
  }
  return {
    add: store.add,
    list: store.list,
    end: store.end,
    valid: Effect.fnUntraced(function* (provider, id) {
      const brand = brandOf(id)
      if (brand === undefined || !(yield* isBrand(brand))) return undefined
      const now = yield* Clock.currentTimeMillis
      const key = `${provider}/${id}`
      const remembered = (yield* recent(brand))?.get(key)
      const found = remembered ?? (mayLookAgain(brand, now) ? (yield* recent.refresh(brand))?.get(key) : undefined)
      return found !== undefined && isValid(found, yield* Clock.currentTimeMillis) ? found : undefined
    }),
    current: (brand, provider) =>
      Effect.zipWith(store.list(brand), Clock.currentTimeMillis, (all, now) =>
        all.find((credential) => credential.provider === provider && isValid(credential, now))
      )
  }
}

/** Credentials in memory. */
export const layerMemory: Layer.Layer<Credentials> = Layer.effect(
  Credentials,
  Effect.map(Ref.make<ReadonlyArray<Credential>>([]), (rows) => {
    const is = (brand: BrandKey, provider: string, id: string) => (row: Credential) =>
      row.brand === brand && row.provider === provider && row.id === id
    return fromStore(
      {
        add: (credential) => Ref.update(rows, (all) => [credential, ...all]),
        list: (brand) =>
          Effect.map(Ref.get(rows), (all) =>
            all.filter((row) => row.brand === brand).sort((a, b) => b.validFrom - a.validFrom)
          ),
        end: (brand, provider, id, validUntil) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) =>
            Ref.modify(rows, (all) => {
              const found = all.find(is(brand, provider, id))
              if (found === undefined) return ["unknown" as const, all]
              if (found.validUntil !== null && found.validUntil <= now) return ["ended-before" as const, all]
              return ["set" as const, all.map((row) => (row === found ? { ...row, validUntil } : row))]
            })
          )
      },
      () => Effect.succeed(true)
    )
  })
)
