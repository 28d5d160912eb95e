import type { CurrencyCode } from "@croupier/core/Currency"
import type { Balance } from "@croupier/wallet/contract"
import type { PlayerFacts } from "../../callback/KnownPlayers.js"
import type { CallbackAnswer } from "../callback/Adapter.js"
import * as Hub88Amount from "./Hub88Amount.js"
import type { Hub88Status } from "./Hub88Status.js"

/** An answer: always HTTP 200, the outcome is in `status`. The balance is what may be played with, cash and bonus. */
export const make = (
  status: Hub88Status,
  echo: { readonly user?: string | undefined; readonly requestId?: string | undefined },
  balance?: Balance | null
): CallbackAnswer => {
  const members: Array<string> = []
  if (echo.user !== undefined) members.push(`"user":${JSON.stringify(echo.user)}`)
  members.push(`"status":"${status}"`)
  if (echo.requestId !== undefined) members.push(`"request_uuid":${JSON.stringify(echo.requestId)}`)
  // Written as text, since the count may exceed the precision of a float.
  if (balance) {
    const count = Hub88Amount.format(balance.currency, balance.cash + balance.bonus)
    members.push(`"currency":"${balance.currency}"`, `"balance":${count}`)
  }
  return { status: 200, contentType: "application/json", body: `{${members.join(",")}}` }
}

/** What is known of a player; what the brand does not let out is absent. */
export const player = (
  echo: { readonly user: string; readonly requestId: string },
  currency: CurrencyCode,
  { country, jurisdiction, registeredOn, subPartner }: PlayerFacts
): CallbackAnswer => ({
  status: 200,
  contentType: "application/json",
  body: JSON.stringify({
    user: echo.user,
    status: "RS_OK" satisfies Hub88Status,
    request_uuid: echo.requestId,
    country,
    currency,
    registration_date: registeredOn,
    jurisdiction,
    sub_partner_id: subPartner
  })
})
