import { CroupierError } from "@croupier/core/promise/CroupierError"
import type { Balance } from "./Views.js"

/**
 * The ledger refused a command, and nothing changed: the same key may succeed later. `code` is the reason:
 * `insufficient-funds`, `wallet-not-found`, `player-locked`, `limit`, `duplicate-mismatch`, …
 */
export class Refused extends CroupierError {
  override readonly name = "Refused"

  constructor(
    code: string,
    detail: string,
    /** The true balance, where the wallet exists. */
    readonly balance: Balance | null,
    /** The conflicting deposit request. */
    readonly request?: string,
    /** The wallet's version now, where it has changed since it was seen. */
    readonly walletVersion?: number
  ) {
    super(code, detail)
  }
}
