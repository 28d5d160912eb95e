import type { Adapter, LaunchOrder } from "../callback/Adapter.js"
import type { Credential } from "../credential/Credential.js"
import { askProvider } from "../launch/askProvider.js"
import { ourKey } from "./Hub88Keys.js"
import * as Hub88Signature from "./Hub88Signature.js"

/** `POST {provider}/operator/generic/v2/game/url`, signed with our key. */
export const launch: Adapter["launch"] = (credential, order) => {
  const body = JSON.stringify(bodyOf(credential, order))
  return askProvider(
    `${credential.baseUrl.replace(/\/$/, "")}/operator/generic/v2/game/url`,
    body,
    { [Hub88Signature.header]: Hub88Signature.make(ourKey(credential), body) },
    (answer) => (answer as { readonly url?: unknown }).url
  )
}

const bodyOf = (credential: Credential, { account, code, currency, request: wish, token }: LaunchOrder) => ({
  ...(account === null ? {} : { user: account, token }),
  game_code: code,
  operator_id: credential.operatorId,
  platform: wish.platform === "desktop" ? "GPL_DESKTOP" : "GPL_MOBILE",
  lang: wish.lang,
  currency,
  country: credential.country,
  ...(wish.lobbyUrl === undefined ? {} : { lobby_url: wish.lobbyUrl }),
  ...(credential.depositUrl === null ? {} : { deposit_url: credential.depositUrl }),
  sub_partner_id: credential.brand
})
