import * as Amount from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import type { CallbackAnswer } from "@croupier/game/provider"
import type { Balance } from "@croupier/wallet/contract"

/** Every word of the protocol. `RETRY` is the only one after which the studio sends the call again. */
export type PebbleWord =
  | "OK"
  | "NO_PLAYER"
  | "NO_SESSION"
  | "NO_FUNDS"
  | "NO_GAME"
  | "NO_BET"
  | "OVER_LIMIT"
  | "BLOCKED"
  | "CANCELLED"
  | "CLOSED"
  | "DIFFERS"
  | "WRONG_CURRENCY"
  | "WRONG_SIGNATURE"
  | "BAD_CALL"
  | "RETRY"

/** An answer, always with HTTP status 200; the balance is what may be played with, cash and bonus. */
export const answer = (word: PebbleWord, balance: Balance | null = null): CallbackAnswer => ({
  status: 200,
  contentType: "application/json",
  body: JSON.stringify({ word, ...(balance === null ? {} : { balance: textOf(balance) }) })
})

const textOf = ({ bonus, cash, currency }: Balance): string => Amount.format(Currency.of(currency), cash + bonus)
