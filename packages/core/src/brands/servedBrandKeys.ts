import { Effect } from "effect"
import type { BrandKey } from "../Brand.js"
import { BrandDirectory } from "./BrandDirectory.js"

/** The keys of the brands that the directory serves. */
export const servedBrandKeys: Effect.Effect<ReadonlyArray<BrandKey>, never, BrandDirectory> = Effect.flatMap(
  BrandDirectory,
  ({ brands }) => Effect.map(brands, (all) => all.map(({ key }) => key))
)
