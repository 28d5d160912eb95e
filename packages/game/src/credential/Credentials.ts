import type { BrandKey } from "@croupier/core/Brand"
import { Clock, Context, Effect, Layer, Ref } from "effect"
import * as Recently from "../Recently.js"
import { brandOf, type Credential, isValid } from "./Credential.js"

/** Where credentials are kept. */
export interface CredentialStore {
  readonly add: (credential: Credential) => Effect.Effect<void>
  /** All of a brand, also those that are no longer or not yet valid; newest first. */
  readonly list: (brand: BrandKey) => Effect.Effect<ReadonlyArray<Credential>>
  readonly find: (brand: BrandKey, provider: string, id: string) => Effect.Effect<Credential | undefined>
  /** False where there is no such credential. */
  readonly end: (brand: BrandKey, provider: string, id: string, validUntil: number) => Effect.Effect<boolean>
}

/** The brands' credentials with their providers. */
export class Credentials extends Context.Tag("@croupier/game/Credentials")<
  Credentials,
  Pick<CredentialStore, "add" | "list" | "end"> & {
    /** The credential that a callback's path names, if it is valid now. Remembered for a second. */
    readonly valid: (provider: string, id: string) => Effect.Effect<Credential | undefined>
    /** The newest one that is valid now: what launches are signed with. */
    readonly current: (brand: BrandKey, provider: string) => Effect.Effect<Credential | undefined>
  }
>() {}

/** The credentials of a store, with a memory of one second in front of it. */
export const fromStore = (store: CredentialStore): Credentials["Type"] => {
  const recent = Recently.make({
    ttl: 1000,
    capacity: 1000,
    lookup: (path: string) => {
      const [provider, id] = path.split("/") as [string, string]
      const brand = brandOf(id)
      return brand === undefined ? Effect.succeed(undefined) : store.find(brand, provider, id)
    }
  })
  return {
    add: store.add,
    list: store.list,
    end: store.end,
    valid: (provider, id) =>
      Effect.flatMap(recent(`${provider}/${id}`), (found) =>
        Effect.map(Clock.currentTimeMillis, (now) => (found && isValid(found, now) ? found : undefined))
      ),
    current: (brand, provider) =>
      Effect.zipWith(store.list(brand), Clock.currentTimeMillis, (all, now) =>
        all.find((credential) => credential.provider === provider && isValid(credential, now))
      )
  }
}

/** Credentials that live as long as the process. */
export const layerMemory: Layer.Layer<Credentials> = Layer.effect(
  Credentials,
  Effect.map(Ref.make<ReadonlyArray<Credential>>([]), (rows) => {
    const is = (brand: BrandKey, provider: string, id: string) => (row: Credential) =>
      row.brand === brand && row.provider === provider && row.id === id
    return fromStore({
      add: (credential) => Ref.update(rows, (all) => [credential, ...all]),
      list: (brand) =>
        Effect.map(Ref.get(rows), (all) =>
          all.filter((row) => row.brand === brand).sort((a, b) => b.validFrom - a.validFrom)
        ),
      find: (brand, provider, id) => Effect.map(Ref.get(rows), (all) => all.find(is(brand, provider, id))),
      end: (brand, provider, id, validUntil) =>
        Ref.modify(rows, (all) => [
          all.some(is(brand, provider, id)),
          all.map((row) => (is(brand, provider, id)(row) ? { ...row, validUntil } : row))
        ])
    })
  })
)
