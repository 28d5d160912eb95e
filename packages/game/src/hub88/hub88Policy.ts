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
      reason: "a repeat is the same call; status and balance are those of the first answer"
    },
    "other-content": {
      answer: "RS_ERROR_DUPLICATE_TRANSACTION",
      effect: "nothing",
      decided: "vendor",
      reason: "a transaction's id stands for one reference, amount, currency, round, user and game"
    },
    "known-and-new": {
      answer: "none",
      effect: "replay-and-apply",
      decided: "vendor",
      reason: "a call holds one transaction"
    },
    "closed-round": {
      answer: "RS_ERROR_UNKNOWN",
      effect: "nothing",
      decided: "ours",
      reason: "the protocol has no word for it; nothing is taken, however often it is repeated"
    },
    "repeat-after-rollback": {
      answer: "stored",
      effect: "nothing",
      decided: "vendor",
      reason: "a repeat is the same call, whatever has happened since"
    },
    promotion: {
      answer: "RS_OK",
      effect: "accept",
      decided: "vendor",
      reason:
        "the supplier gives it whenever it likes: no old token, closed round, block, limit or play state refuses it"
    },
    "win-without-bet": {
      answer: "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
      effect: "nothing",
      decided: "vendor",
      reason: "a win names its bet, and the bet may still be on its way: the win succeeds when repeated after it"
    },
    "win-of-another": {
      answer: "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
      effect: "nothing",
      decided: "vendor",
      reason: "there is no such bet of this player in this round"
    },
    "rollback-without-bet": {
      answer: "RS_OK",
      effect: "tombstone",
      decided: "ours",
      reason: "any error would be repeated for ever; the bet must never take effect, which the tombstone sees to"
    },
    "bet-after-rollback": {
      answer: "RS_ERROR_DUPLICATE_TRANSACTION",
      effect: "nothing",
      decided: "ours",
      reason: "its id is used up by the rollback, and the provider takes this word as final"
    },
    "win-after-rollback": {
      answer: "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
      effect: "nothing",
      decided: "ours",
      reason: "the bet that it names no longer exists"
    },
    "rollback-after-win": {
      answer: "RS_OK",
      effect: "reverse-and-review",
      decided: "vendor",
      reason: "a rollback reverses what it names and nothing else; a person looks at the round"
    },
    "second-rollback": {
      answer: "RS_OK",
      effect: "nothing",
      decided: "ours",
      reason: "what it asks for is already so"
    },
    "rollback-of-another": {
      answer: "RS_ERROR_TRANSACTION_DOES_NOT_EXIST",
      effect: "nothing",
      decided: "ours",
      reason: "this player has no such transaction, and another player's is not touched"
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
      reason: "a round ends with a transaction that says so"
    },
    "unknown-round-ended": {
      answer: "none",
      effect: "nothing",
      decided: "vendor",
      reason: "a round ends with a transaction that says so"
    },
    "dead-token": {
      answer: "RS_OK",
      effect: "accept",
      decided: "vendor",
      reason: "a round that began is finished whatever became of the session"
    },
    "blocked-player": {
      answer: "RS_OK",
      effect: "credit",
      decided: "vendor",
      reason: "only new bets are refused; what was won is the player's"
    },
    "short-reversal": {
      answer: "RS_OK",
      effect: "debt",
      decided: "vendor",
      reason: "the player owes what he has already spent; a person decides what becomes of it"
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
