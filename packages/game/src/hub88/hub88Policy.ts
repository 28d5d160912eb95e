import type { Hub88Status } from "../internal/hub88/Hub88Status.js"
import type { ProviderPolicy } from "../policy/ProviderPolicy.js"

/** How a Hub88-compatible provider is answered. */
export const hub88Policy: ProviderPolicy<Hub88Status> = {
  provider: "hub88",
  outcomeWithinHours: 24,
  cases: {
    "same-content": {
      answer: "stored",
      effect: "nothing",
      decided: "vendor",
      reason: "a repeat is the same call; status and balance are those of the first response"
    },
    "other-content": {
      answer: "RS_ERROR_DUPLICATE_TRANSACTION",
      effect: "nothing",
      decided: "vendor",
      reason: "a transaction id identifies one reference, amount, currency, round, user and game"
    },
    "known-and-new": {
      answer: "none",
      effect: "replay-and-apply",
      decided: "vendor",
      reason: "a call contains one transaction"
    },
    "closed-round": {
      answer: "RS_ERROR_UNKNOWN",
      effect: "nothing",
      decided: "ours",
      reason: "the protocol has no code for it; nothing is debited, however often it is repeated"
    },
    "repeat-after-rollback": {
      answer: "stored",
      effect: "nothing",
      decided: "vendor",
      reason: "a repeat is the same call, regardless of later events"
    },
    promotion: {
      answer: "RS_OK",
      effect: "accept",
      decided: "vendor",
      reason:
        "the supplier may send it at any time: an old token, a closed round, a block, a limit or the play state does not refuse it"
    },
    "win-without-bet": {
      answer: "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
      effect: "nothing",
      decided: "vendor",
      reason: "a win references its bet, and the bet may still be in transit: the win succeeds when repeated after it"
    },
    "win-of-another": {
      answer: "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
      effect: "nothing",
      decided: "vendor",
      reason: "this player has no such bet in this round"
    },
    "rollback-without-bet": {
      answer: "RS_OK",
      effect: "tombstone",
      decided: "ours",
      reason: "any error would be repeated indefinitely; the tombstone ensures that the bet never takes effect"
    },
    "bet-after-rollback": {
      answer: "RS_ERROR_DUPLICATE_TRANSACTION",
      effect: "nothing",
      decided: "ours",
      reason: "the rollback has used its id, and the provider treats this code as final"
    },
    "win-after-rollback": {
      answer: "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
      effect: "nothing",
      decided: "ours",
      reason: "the referenced bet no longer exists"
    },
    "rollback-after-win": {
      answer: "RS_OK",
      effect: "reverse-and-review",
      decided: "vendor",
      reason: "a rollback reverses only the referenced transaction; the round goes to manual review"
    },
    "second-rollback": {
      answer: "RS_OK",
      effect: "nothing",
      decided: "ours",
      reason: "the requested state already exists"
    },
    "rollback-of-another": {
      answer: "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
      effect: "nothing",
      decided: "ours",
      reason: "this player has no such transaction, and another player's is not changed"
    },
    "rollback-in-other-round": {
      answer: "RS_OK",
      effect: "reverse",
      decided: "vendor",
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
      answer: "RS_OK",
      effect: "accept",
      decided: "vendor",
      reason: "a started round is completed regardless of the session"
    },
    "blocked-player": {
      answer: "RS_OK",
      effect: "credit",
      decided: "vendor",
      reason: "only new bets are refused; wins belong to the player"
    },
    "short-reversal": {
      answer: "RS_OK",
      effect: "debt",
      decided: "vendor",
      reason: "the amount already spent becomes the player's debt, which is decided manually"
    }
  },
  words: {
    ok: "RS_OK",
    "insufficient-funds": "RS_ERROR_NOT_ENOUGH_MONEY",
    "player-not-found": "RS_ERROR_INVALID_TOKEN",
    "invalid-token": "RS_ERROR_INVALID_TOKEN",
    "token-expired": "RS_ERROR_TOKEN_EXPIRED",
    "player-locked": "RS_ERROR_USER_DISABLED",
    limit: "RS_ERROR_LIMIT_REACHED",
    "max-bet": "RS_ERROR_LIMIT_REACHED",
    "game-unavailable": "RS_ERROR_INVALID_GAME",
    "wrong-currency": "RS_ERROR_WRONG_CURRENCY",
    "bet-not-found": "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
    "already-rolled-back": "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
    "already-settled": "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
    conflict: "RS_ERROR_DUPLICATE_TRANSACTION",
    retryable: "RS_ERROR_UNKNOWN",
    invalid: "RS_ERROR_WRONG_SYNTAX"
  }
}
