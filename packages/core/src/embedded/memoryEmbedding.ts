import { Context, Effect, Layer } from "effect"
import type { Brand, BrandKey, Licence, LicenceKey } from "../Brand.js"
import { BrandDirectory, fromIndex, index } from "../brands/BrandDirectory.js"
import type { Embedding } from "./Embedding.js"

/** The register of brands of a domain in memory, and the directory of what was registered. Each build is a new one. */
export const memoryEmbedding = <Id>(tag: Context.Tag<Id, Embedding>): Layer.Layer<BrandDirectory | Id> =>
  Layer.effectContext(
    Effect.sync(() => {
      const brands = new Map<BrandKey, Brand>()
      const licences = new Map<LicenceKey, Licence>()
      const registerLicence = (licence: Licence) => Effect.sync(() => void licences.set(licence.key, licence))
      const embedding: Embedding = {
        registerLicence,
        registerBrand: (brand, licence) =>
          Effect.zipRight(
            licence === undefined ? Effect.void : registerLicence(licence),
            Effect.sync(() => void brands.set(brand.key, brand))
          ),
        brand: (key) => Effect.sync(() => brands.get(key)),
        brands: Effect.sync(() => [...brands.keys()]),
        health: Effect.succeed({ status: "ok", problems: [], outboxAgeSeconds: 0 })
      }
      const content = Effect.sync(() =>
        index({ licences: [...licences.values()], brands: [...brands.values()], domains: [] })
      )
      return Context.make(tag, embedding).pipe(Context.add(BrandDirectory, fromIndex(content)))
    })
  )
