import type { CommandOf, PostResult, RefusalReason } from "@croupier/wallet/contract"

/** The result of a provider's call, before it is translated to a protocol. */
export type CanonicalResult =
  | "ok"
  | "insufficient-funds"
  | "player-not-found"
  | "invalid-token"
  | "token-expired"
  | "player-locked"
  | "limit"
  | "max-bet"
  | "game-unavailable"
  | "wrong-currency"
  | "bet-not-found"
  | "already-rolled-back"
  | "already-settled"
  | "conflict"
  | "retryable"
  | "invalid"

/** The commands with which a provider moves money. */
export type PlayCommand = CommandOf<"bet" | "win" | "rollback" | "round-close">

/** What a wallet's answer means to a provider. */
export const of = (result: PostResult): CanonicalResult => (result._tag === "ok" ? "ok" : ofReason(result.reason))

const ofReason = (reason: RefusalReason): CanonicalResult => {
  switch (reason) {
    case "insufficient-funds":
    case "player-locked":
    case "limit":
    case "max-bet":
    case "wrong-currency":
    case "already-rolled-back":
      return reason
    case "balance-limit":
      return "limit"
    case "no-new-bets":
      return "game-unavailable"
    case "wallet-not-found":
      return "player-not-found"
    case "unknown-original":
      return "bet-not-found"
    case "duplicate-mismatch":
      return "conflict"
    case "not-reversible":
    case "round-closed":
      return "already-settled"
    default:
      // What is left answers commands that no provider can send.
      return "invalid"
  }
}
