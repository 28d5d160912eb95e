import type { ProviderPolicy } from "@croupier/game/provider"
import type { PebbleWord } from "./PebbleAnswer.js"

/** How the studio wants its edge cases answered. */
export const pebblePolicy: ProviderPolicy<PebbleWord> = {
  provider: "pebble",
  outcomeWithinHours: 24,
  cases: {
    "same-content": {
      answer: "OK",
      effect: "nothing",
      decided: "vendor",
      reason: "a repeat changes nothing and answers the current balance"
    },
    "other-content": {
      answer: "DIFFERS",
      effect: "nothing",
      decided: "vendor",
      reason: "an id identifies one call"
    },
    "known-and-new": {
      answer: "none",
      effect: "replay-and-apply",
      decided: "vendor",
      reason: "a call contains one transaction"
    },
    "closed-round": {
      answer: "CLOSED",
      effect: "nothing",
      decided: "vendor",
      reason: "a closed round accepts no bets"
    },
    "repeat-after-rollback": {
      answer: "OK",
      effect: "nothing",
      decided: "ours",
      reason: "a repeat is the same call, regardless of later events"
    },
    promotion: {
      answer: "none",
      effect: "accept",
      decided: "vendor",
      reason: "the studio has no promotions"
    },
    "win-without-bet": {
      answer: "NO_BET",
      effect: "nothing",
      decided: "vendor",
      reason: "the bet may still be on its way: the win is sent again after it"
    },
    "win-of-another": {
      answer: "NO_BET",
      effect: "nothing",
      decided: "ours",
      reason: "this player has no such bet in this round"
    },
    "rollback-without-bet": {
      answer: "OK",
      effect: "tombstone",
      decided: "vendor",
      reason: "the bet must never take effect, should it still come"
    },
    "bet-after-rollback": {
      answer: "CANCELLED",
      effect: "nothing",
      decided: "vendor",
      reason: "it was cancelled before it came"
    },
    "win-after-rollback": {
      answer: "CANCELLED",
      effect: "nothing",
      decided: "vendor",
      reason: "its bet was cancelled"
    },
    "rollback-after-win": {
      answer: "OK",
      effect: "reverse-and-review",
      decided: "vendor",
      reason: "a rollback reverses only the referenced transaction; the round goes to manual review"
    },
    "second-rollback": {
      answer: "OK",
      effect: "nothing",
      decided: "ours",
      reason: "the requested state already exists"
    },
    "rollback-of-another": {
      answer: "NO_BET",
      effect: "nothing",
      decided: "ours",
      reason: "this player has no such transaction"
    },
    "rollback-in-other-round": {
      answer: "OK",
      effect: "reverse",
      decided: "ours",
      reason: "the id of the original is unique, so its round is known"
    },
    "round-ended-again": {
      answer: "none",
      effect: "nothing",
      decided: "vendor",
      reason: "a round ends with a transaction that is flagged as final"
    },
    "unknown-round-ended": {
      answer: "none",
      effect: "nothing",
      decided: "vendor",
      reason: "a round ends with a transaction that is flagged as final"
    },
    "dead-token": {
      answer: "OK",
      effect: "accept",
      decided: "vendor",
      reason: "a started round is completed regardless of the session"
    },
    "blocked-player": {
      answer: "OK",
      effect: "credit",
      decided: "vendor",
      reason: "only new bets are refused; wins belong to the player"
    },
    "short-reversal": {
      answer: "OK",
      effect: "debt",
      decided: "ours",
      reason: "the player owes what is spent already; a person decides what becomes of it"
    }
  },
  words: {
    ok: "OK",
    "insufficient-funds": "NO_FUNDS",
    "player-not-found": "NO_PLAYER",
    "invalid-token": "NO_SESSION",
    "token-expired": "NO_SESSION",
    "player-locked": "BLOCKED",
    limit: "OVER_LIMIT",
    "max-bet": "OVER_LIMIT",
    "game-unavailable": "NO_GAME",
    "wrong-currency": "WRONG_CURRENCY",
    "bet-not-found": "NO_BET",
    "already-rolled-back": "CANCELLED",
    "already-settled": "CLOSED",
    conflict: "DIFFERS",
    retryable: "RETRY",
    invalid: "BAD_CALL"
  }
}
