import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import type { Rolling, WalletFeed } from "@croupier/rolling/contract"
import type { PostResult, WalletCommand, WalletEvent } from "@croupier/wallet/contract"
import { Context } from "effect"
import type { PromotionFeed } from "../contract/PromotionFeed.js"
import type { Promotions } from "../contract/Promotions.js"
import type { PromotionMaintenance } from "../PromotionMaintenance.js"

/** The ledger on which the players of the laws play: a real one, that the laws look into. */
export class Books extends Context.Tag("@croupier/promotion/testing/Books")<
  Books,
  {
    /** Posts a command at an instant. */
    readonly post: (command: WalletCommand, now: number) => PostResult
    /** Every event so far, in the order of commit. */
    readonly events: ReadonlyArray<WalletEvent & { readonly brand: BrandKey; readonly wallet: string }>
    readonly cash: (brand: BrandKey, player: PlayerId) => bigint
    readonly bonus: (brand: BrandKey, player: PlayerId) => bigint
    readonly grantStatus: (brand: BrandKey, grant: string) => string | undefined
    /** How many grants a brand's ledger has. */
    readonly grants: (brand: BrandKey) => number
  }
>() {}

/** Kills the process under test at a boundary: before or after a call to the store, the wallet or rolling. */
export class Faults extends Context.Tag("@croupier/promotion/testing/Faults")<
  Faults,
  {
    /** From this many boundaries on every call dies, until the process is started again. */
    readonly killAfter: (boundaries: number) => void
    /** Starts the process again; answers whether it had been killed. */
    readonly restart: () => boolean
  }
>() {}

/** What laws run on. */
export type World = Books | Faults | Promotions | PromotionFeed | PromotionMaintenance | Rolling | WalletFeed
