import type { SoftswissCode } from "../internal/softswiss/SoftswissCode.js"
import type { ProviderPolicy } from "../policy/ProviderPolicy.js"

/** How a provider that speaks SoftSwiss' second wallet protocol is answered; `200` stands for an answer without error. */
export const softswissPolicy: ProviderPolicy<SoftswissCode> = {
  provider: "softswiss",
  outcomeWithinHours: 24,
  cases: {
    "same-content": {
      answer: "stored",
      effect: "nothing",
      decided: "vendor",
      reason: "a repeat is the same call; our ids and the balance are those of the first answer"
    },
    "other-content": {
      answer: "400",
      effect: "nothing",
      decided: "vendor",
      reason: "a transaction's id stands for one type, amount, currency, round, player and game"
    },
    "known-and-new": {
      answer: "200",
      effect: "replay-and-apply",
      decided: "vendor",
      reason:
        "what is there is replayed with its stored id, what is new is applied with the others of its call or not at all"
    },
    "closed-round": {
      answer: "400",
      effect: "nothing",
      decided: "vendor",
      reason: "a round that has ended takes no bets"
    },
    "repeat-after-rollback": {
      answer: "stored",
      effect: "nothing",
      decided: "vendor",
      reason: "a repeat is the same call, whatever has happened since"
    },
    promotion: {
      answer: "none",
      effect: "accept",
      decided: "vendor",
      reason: "a win names no bet, so a promotion is a win"
    },
    "win-without-bet": {
      answer: "200",
      effect: "credit",
      decided: "vendor",
      reason: "a win names no bet, so none can be missing; a round in which nothing is staked is listed for review"
    },
    "win-of-another": {
      answer: "none",
      effect: "nothing",
      decided: "vendor",
      reason: "a win names no bet"
    },
    "rollback-without-bet": {
      answer: "200",
      effect: "tombstone",
      decided: "vendor",
      reason: "answered with an empty id, since anything else is repeated for ever; the tombstone keeps the bet out"
    },
    "bet-after-rollback": {
      answer: "409",
      effect: "nothing",
      decided: "vendor",
      reason: "its id is used up by the rollback"
    },
    "win-after-rollback": {
      answer: "200",
      effect: "credit-and-review",
      decided: "vendor",
      reason:
        "a win names no bet; it is refused with `409` only if its own id was rolled back; the round is marked for review"
    },
    "rollback-after-win": {
      answer: "200",
      effect: "reverse-and-review",
      decided: "vendor",
      reason: "a rollback reverses what it names and nothing else; a person looks at the round"
    },
    "second-rollback": {
      answer: "200",
      effect: "nothing",
      decided: "vendor",
      reason: "what it asks for is already so; its id is empty, and it does not stop the others of its call"
    },
    "rollback-of-another": {
      answer: "400",
      effect: "nothing",
      decided: "ours",
      reason: "the call contradicts itself, and another player's transaction is not touched"
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
      reason: "answered with the balance as it is now"
    },
    "unknown-round-ended": {
      answer: "200",
      effect: "nothing",
      decided: "vendor",
      reason: "a round in which nothing was staked leaves nothing to end; answered with the balance as it is now"
    },
    "dead-token": {
      answer: "200",
      effect: "accept",
      decided: "vendor",
      reason: "calls carry no token; a round that began is finished whatever became of the session"
    },
    "blocked-player": {
      answer: "200",
      effect: "credit",
      decided: "vendor",
      reason: "only new bets are refused; what was won is the player's"
    },
    "short-reversal": {
      answer: "200",
      effect: "clamp",
      decided: "vendor",
      reason: "a balance never goes below zero, and what is missing is let go"
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
