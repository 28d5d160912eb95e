import type { BrandKey } from "@croupier/core/Brand"
import type { CallFilter, KeptCall as KeptCallView } from "../../contract/KeptCall.js"

/** A call as it is stored. */
export interface KeptCall extends KeptCallView {
  readonly brand: BrandKey
}

/** The longest body and answer that are kept, in characters. */
export const longest = 4096

/** Which calls are wanted, newest first, behind a place. */
export interface CallQuery extends CallFilter {
  readonly after: CallPlace | undefined
  readonly limit: number
}

/** The position of a call in a list. */
export type CallPlace = readonly [at: number, id: string]

/** Newest first. */
export const newestFirst = (a: Pick<KeptCall, "at" | "id">, b: Pick<KeptCall, "at" | "id">): number =>
  b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
