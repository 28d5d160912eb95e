import type { SoftswissCode } from "../internal/softswiss/SoftswissCode.js"
import type { ProviderPolicy } from "../policy/ProviderPolicy.js"

/** How a provider that speaks SoftSwiss' second wallet protocol is answered; `200` is an answer without error. */
export const softswissPolicy: ProviderPolicy<SoftswissCode> = {
  provider: "softswiss",
  outcomeWithinHours: 24,
  cases: {
    "same-content": {
      answer: "stored",
      effect: "nothing",
      decided: "vendor",
      reason: "a repeat is the same call; our ids and the balance are those of the first response"
    },
    "other-content": {
      answer: "400",
      effect: "nothing",
      decided: "vendor",
      reason: "a transaction id identifies one type, amount, currency, round, player and game"
    },
    "known-and-new": {
      answer: "200",
      effect: "replay-and-apply",
      decided: "vendor",
      reason:
        "known transactions are replayed with their stored ids; new ones are applied atomically with the others of the call"
    },
    "closed-round": {
      answer: "400",
      effect: "nothing",
      decided: "vendor",
      reason: "a closed round accepts no bets"
    },
    "repeat-after-rollback": {
      answer: "stored",
      effect: "nothing",
      decided: "vendor",
      reason: "a repeat is the same call, regardless of later events"
    },
    promotion: {
      answer: "none",
      effect: "accept",
      decided: "vendor",
      reason: "a win does not reference a bet, so a promotion is a win"
    },
    "win-without-bet": {
      answer: "200",
      effect: "credit",
      decided: "vendor",
      reason: "a win does not reference a bet, so none can be missing; a round without stakes is listed for review"
    },
    "win-of-another": {
      answer: "none",
      effect: "nothing",
      decided: "vendor",
      reason: "a win does not reference a bet"
    },
    "rollback-without-bet": {
      answer: "200",
      effect: "tombstone",
      decided: "vendor",
      reason: "answered with an empty id, since any error is repeated indefinitely; the tombstone rejects the bet"
    },
    "bet-after-rollback": {
      answer: "409",
      effect: "nothing",
      decided: "vendor",
      reason: "the rollback has used its id"
    },
    "win-after-rollback": {
      answer: "200",
      effect: "credit-and-review",
      decided: "vendor",
      reason:
        "a win does not reference a bet; it is refused with `409` only if its own id was rolled back; the round is marked for review"
    },
    "rollback-after-win": {
      answer: "200",
      effect: "reverse-and-review",
      decided: "vendor",
      reason: "a rollback reverses only the referenced transaction; the round goes to manual review"
    },
    "second-rollback": {
      answer: "200",
      effect: "nothing",
      decided: "vendor",
      reason: "the requested state already exists; its id is empty, and the others of its call are applied"
    },
    "rollback-of-another": {
      answer: "400",
      effect: "nothing",
      decided: "ours",
      reason: "the call contradicts itself, and another player's transaction is not changed"
    },
    "rollback-in-other-round": {
      answer: "200",
      effect: "reverse",
      decided: "vendor",
      reason: "the id of the original is unique, so its round is known"
    },
    "round-ended-again": {
      answer: "200",
      effect: "nothing",
      decided: "vendor",
      reason: "answered with the current balance"
    },
    "unknown-round-ended": {
      answer: "200",
      effect: "nothing",
      decided: "vendor",
      reason: "a round without stakes has nothing to close; answered with the current balance"
    },
    "dead-token": {
      answer: "200",
      effect: "accept",
      decided: "vendor",
      reason: "calls carry no token; a started round is completed regardless of the session"
    },
    "blocked-player": {
      answer: "200",
      effect: "credit",
      decided: "vendor",
      reason: "only new bets are refused; wins belong to the player"
    },
    "short-reversal": {
      answer: "200",
      effect: "clamp",
      decided: "vendor",
      reason: "a balance never goes below zero, and the shortfall is written off"
    }
  },
  words: {
    ok: "200",
    "insufficient-funds": "100",
    "player-not-found": "101",
    "invalid-token": "101",
    "token-expired": "101",
    "player-locked": "110",
    limit: "105",
    "max-bet": "106",
    "game-unavailable": "405",
    "wrong-currency": "154",
    "bet-not-found": "404",
    "already-rolled-back": "409",
    "already-settled": "400",
    conflict: "400",
    retryable: "500",
    invalid: "400"
  },
  balanceWith: ["200", "100", "105", "106"]
}
