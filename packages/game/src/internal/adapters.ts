import { hub88 } from "../hub88/hub88.js"
import { softswiss } from "../softswiss/softswiss.js"
import type { Adapter } from "./callback/Adapter.js"

/** The providers that this package brings. */
export const adapters: ReadonlyArray<Adapter> = [hub88, softswiss]
