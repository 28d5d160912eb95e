import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId, WalletId } from "@croupier/core/Ids"
import type {
  BrandPolicy,
  GameCategory,
  PostResult,
  RoundTotals,
  WalletCommand,
  WalletEvent
} from "@croupier/wallet/contract"
import { Context } from "effect"
import type { Rolling } from "../contract/Rolling.js"
import type { WalletFeed } from "../contract/WalletFeed.js"
import type { RollingMaintenance } from "../RollingMaintenance.js"

/** A round as the ledger has it. */
export interface LedgerRound extends RoundTotals {
  readonly provider: string
  readonly game: string
  readonly category: GameCategory
  readonly status: "open" | "closed"
}

/** The ledger on which the players of the laws play: a real one, that the laws look into. */
export class Books extends Context.Tag("@croupier/rolling/testing/Books")<
  Books,
  {
    /** Posts a command at an instant. */
    readonly post: (command: WalletCommand, now: number) => PostResult
    /** Every event so far, in the order of commit. */
    readonly events: ReadonlyArray<WalletEvent & { readonly brand: BrandKey; readonly wallet: WalletId }>
    readonly rounds: (brand: BrandKey) => ReadonlyArray<LedgerRound>
    readonly cash: (brand: BrandKey, player: PlayerId) => bigint
    readonly activeGrant: (brand: BrandKey, player: PlayerId) => string | undefined
    readonly grantStatus: (brand: BrandKey, grant: string) => string | undefined
    /** Changes how a brand's wallets decide. */
    readonly decideBy: (brand: BrandKey, change: Partial<BrandPolicy>) => void
  }
>() {}

/** What laws run on. */
export type World = Books | Rolling | RollingMaintenance | WalletFeed
