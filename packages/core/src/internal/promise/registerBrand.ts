import { Effect, Schema } from "effect"
import { Brand, BrandKey, Licence } from "../../Brand.js"
import type { Embedding } from "../../embedded/Embedding.js"
import { InvalidInput } from "../../promise/CroupierError.js"
import type { BrandOptions } from "../../promise/Options.js"
import { invalidInput } from "../../promise/plainError.js"

/** Registers a brand as it is given, or finds the one of this key; fails with `unknown-brand` where there is none. */
export const registerBrand = (embedding: Embedding, given: BrandOptions | string) =>
  Effect.gen(function* () {
    const key = yield* decode(BrandKey, typeof given === "string" ? given : given.key)
    const known = yield* embedding.brand(key)
    if (typeof given !== "string") {
      const { brand, licence } = yield* decodeBrand(given, known)
      yield* embedding.registerBrand(brand, licence)
      return brand
    }
    if (known !== undefined) return known
    const others = yield* embedding.brands
    return yield* Effect.fail(
      new InvalidInput(
        "unknown-brand",
        `the brand ${given} is not registered (${others.length === 0 ? "none is" : `registered: ${others.join(", ")}`}): ` +
          `give brand: { key: "${given}", currencies: ["EUR"] } once to register it`
      )
    )
  })

/** The brand of these options, with what is left out taken from the brand as it is known. */
export const decodeBrand = (given: BrandOptions, known?: Brand) =>
  Effect.gen(function* () {
    const licence =
      given.licence === undefined && known !== undefined
        ? undefined
        : yield* decode(Licence, {
            key: given.licence?.key ?? given.key,
            jurisdiction: given.licence?.jurisdiction ?? "not stated",
            minimumAge: given.licence?.minimumAge ?? 18,
            requiredProfile: given.licence?.requiredProfile ?? []
          })
    const brand = yield* decode(Brand, {
      key: given.key,
      licence: licence?.key ?? known?.licence,
      displayName: given.displayName ?? known?.displayName ?? given.key,
      timezone: given.timezone ?? known?.timezone ?? "UTC",
      currencies: given.currencies,
      reportingCurrency: known?.reportingCurrency ?? given.currencies[0],
      status: known?.status ?? "open"
    })
    return { brand, licence }
  })

const decode = <A, I>(schema: Schema.Schema<A, I>, input: unknown) =>
  Effect.mapError(Schema.decodeUnknown(schema)(input), invalidInput)
