import { CurrencyCode } from "@croupier/core/Currency"
import { Schema } from "effect"

/** A page of the brand's site. The provider sends the player there; we never fetch it. */
const SiteUrl = Schema.String.pipe(
  Schema.maxLength(2048),
  Schema.filter((text) => isHttp(text) || "a URL starts with http:// or https://")
)

const isHttp = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username } = new URL(text)
  return (protocol === "https:" || protocol === "http:") && username === ""
}

/** How a player wants to play. */
export const LaunchRequest = Schema.Struct({
  platform: Schema.Literal("desktop", "mobile"),
  /** Two letters of ISO 639-1, perhaps with a region: `ko`, `pt-BR`. */
  lang: Schema.String.pipe(
    Schema.pattern(/^[a-z]{2}(?:-[A-Z]{2})?$/, { message: () => 'a language is "ko" or "pt-BR"' })
  ),
  /** Where the game's way out leads. */
  lobbyUrl: Schema.optionalWith(SiteUrl, { exact: true }),
  /** Play money: no account, no session, nothing reaches the wallet. */
  demo: Schema.optionalWith(Schema.Boolean, { exact: true })
}).annotations({ identifier: "LaunchRequest" })
export type LaunchRequest = typeof LaunchRequest.Type

/** Where the game is, and under what names the provider knows the player there. A demo has currency `XXX` and no names. */
export const Launch = Schema.Struct({
  url: Schema.String,
  account: Schema.NullOr(Schema.String),
  token: Schema.NullOr(Schema.String),
  currency: CurrencyCode,
  /** When new bets need a new launch; null for a demo. */
  expiresAt: Schema.NullOr(Schema.DateTimeUtc)
}).annotations({ identifier: "Launch" })
export type Launch = typeof Launch.Type
