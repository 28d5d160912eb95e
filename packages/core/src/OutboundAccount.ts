import { Option, Schema } from "effect"
import type { BrandKey } from "./Brand.js"
import type { PlayerCode } from "./Ids.js"

/** The namespaced player name that a game provider knows: `<brand>_<player code>`. */
export const OutboundAccount = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9]{2,12}_[a-z0-9]{10}$/, { message: () => "an account is <brand>_<player code>" }),
  Schema.brand("OutboundAccount")
)
export type OutboundAccount = typeof OutboundAccount.Type

/** The outbound account of a brand's player. */
export const make = (brand: BrandKey, code: PlayerCode): OutboundAccount => `${brand}_${code}` as OutboundAccount

const decode = Schema.decodeUnknownOption(OutboundAccount)

/** The brand and the player code that an account names; none when the text is no account. */
export const parse = (text: string): Option.Option<{ readonly brand: BrandKey; readonly code: PlayerCode }> =>
  Option.map(decode(text), (account) => {
    const separator = account.indexOf("_")
    return {
      brand: account.slice(0, separator) as BrandKey,
      code: account.slice(separator + 1) as PlayerCode
    }
  })
