import type { Adapter } from "./callback/Adapter.js"
import { hub88 } from "./hub88/hub88.js"
import { softswiss } from "./softswiss/softswiss.js"

/** The protocols that are spoken here. */
export const adapters: ReadonlyArray<Adapter> = [hub88, softswiss]

/** The adapter of a provider. */
export const adapterOf = (provider: string): Adapter | undefined =>
  adapters.find((adapter) => adapter.provider === provider)
