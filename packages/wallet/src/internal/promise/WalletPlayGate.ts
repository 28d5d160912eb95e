import type { Actor } from "./CommandInputs.js"

/** One reason why a player may not do something. */
export interface GateBlock {
  readonly scope: "login" | "deposit" | "bet" | "withdraw" | "bonus"
  readonly source: string
  readonly reason: string
  readonly author: Actor
  /** Milliseconds of the epoch; null for ever. */
  readonly until: number | null
  readonly freeze?: string
}

/** The most that may be deposited, staked or lost in a period, in ledger units. */
export interface GateLimit {
  readonly kind: "deposit" | "stake" | "loss"
  readonly period: "day" | "week" | "month"
  readonly amount: bigint
}

/** What the players of an app in this process set on their wallets: opened, blocked, limited. Given to `openPlayers`. */
export interface WalletPlayGate {
  open(input: { readonly brand: string; readonly player: string; readonly currency: string }): Promise<void>
  /** The same `id` is the same change. */
  change(input: {
    readonly id: string
    readonly brand: string
    readonly player: string
    readonly actor: { readonly kind: string; readonly id: string }
    readonly change: object
  }): Promise<void>
  current(input: {
    readonly brand: string
    readonly player: string
  }): Promise<{ readonly blocks: ReadonlyArray<GateBlock>; readonly limits: ReadonlyArray<GateLimit> }>
}
