import type { Balance } from "@croupier/wallet/contract"
import { tellsBalance } from "../../policy/ProviderPolicy.js"
import { softswissPolicy } from "../../softswiss/softswissPolicy.js"
import type { CallbackAnswer } from "../callback/Adapter.js"
import * as SoftswissAmount from "./SoftswissAmount.js"
import { messages, type SoftswissError } from "./SoftswissCode.js"

/** An answer without error; the balance is what may be played with, cash and bonus. */
export const ok = (balance: Balance, more: Readonly<Record<string, unknown>> = {}): CallbackAnswer =>
  json(200, { balance: playable(balance), ...more })

/** An error: HTTP 500 where the fault is ours and the call is to be repeated, otherwise 400. */
export const error = (code: SoftswissError, balance?: Balance | null): CallbackAnswer => {
  const meta = {
    api_code: code,
    api_message: messages[code],
    ...(balance && tellsBalance(softswissPolicy, code) ? { balance: playable(balance) } : {})
  }
  return code === "500"
    ? json(500, { code: "internal", msg: messages[code], meta })
    : json(400, { code: "invalid_argument", msg: messages[code], meta })
}

const playable = ({ bonus, cash, currency }: Balance): string => SoftswissAmount.format(currency, cash + bonus)

const json = (status: number, value: unknown): CallbackAnswer => ({
  status,
  contentType: "application/json",
  body: JSON.stringify(value)
})
