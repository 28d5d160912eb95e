import type { Brand, BrandKey, Licence } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { Effect, Option } from "effect"

/** A brand and its licence. The brand was found by its domain or in a verified token, so one that is unknown is a defect. */
export const brandRules = (
  key: BrandKey
): Effect.Effect<{ readonly brand: Brand; readonly licence: Licence }, never, BrandDirectory> =>
  Effect.gen(function* () {
    const directory = yield* BrandDirectory
    const brand = yield* directory.brand(key)
    const licence = yield* directory.licenceOf(key)
    if (Option.isNone(brand) || Option.isNone(licence)) return yield* Effect.dieMessage(`brand "${key}" not found`)
    return { brand: brand.value, licence: licence.value }
  })
