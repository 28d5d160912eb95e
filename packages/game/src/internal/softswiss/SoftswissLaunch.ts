import type { Adapter, LaunchOrder } from "../callback/Adapter.js"
import type { Credential } from "../credential/Credential.js"
import { askProvider } from "../launch/askProvider.js"
import * as SoftswissSignature from "./SoftswissSignature.js"

/**
 * `POST {provider}/sessions`, or `/demo` for play money, signed like a callback. The shape is ours, after what such
 * providers describe in public: `launch_options.game_url` of the answer is where the game is. Calls carry no token, so none
 * is sent.
 */
export const launch: Adapter["launch"] = (credential, order) => {
  const body = JSON.stringify(bodyOf(credential, order))
  return askProvider(
    `${credential.baseUrl.replace(/\/$/, "")}/${order.account === null ? "demo" : "sessions"}`,
    body,
    { [SoftswissSignature.header]: SoftswissSignature.make(credential.secret, body) },
    (answer) => (answer as { readonly launch_options?: { readonly game_url?: unknown } }).launch_options?.game_url
  )
}

const bodyOf = (credential: Credential, { account, code, currency, request: wish }: LaunchOrder) => ({
  casino_id: credential.operatorId,
  game: code,
  locale: wish.lang,
  client_type: wish.platform,
  urls: {
    ...(wish.lobbyUrl === undefined ? {} : { return_url: wish.lobbyUrl }),
    ...(credential.depositUrl === null ? {} : { deposit_url: credential.depositUrl })
  },
  ...(account === null ? {} : { currency, user: { account_id: account, country: credential.country } })
})
