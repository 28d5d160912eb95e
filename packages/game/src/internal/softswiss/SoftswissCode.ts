/** Every `api_code` of the protocol's errors, and `200` for an answer that is none. */
export const codes = [
  "200",
  "100",
  "101",
  "105",
  "106",
  "107",
  "110",
  "153",
  "154",
  "155",
  "400",
  "403",
  "404",
  "405",
  "409",
  "500"
] as const
export type SoftswissCode = (typeof codes)[number]

/** The code of an error. */
export type SoftswissError = Exclude<SoftswissCode, "200">

/** The message of a code in answers. */
export const messages: Readonly<Record<SoftswissError, string>> = {
  "100": "Player has not enough funds",
  "101": "Player is invalid",
  "105": "Player reached the bet limit",
  "106": "Bet is over the maximum",
  "107": "Game is forbidden to the player",
  "110": "Player is disabled",
  "153": "Game is not available in the player's country",
  "154": "Currency is not the player's",
  "155": "A field that cannot change was changed",
  "400": "Bad request",
  "403": "Signature is wrong",
  "404": "Not found",
  "405": "Game is not available",
  "409": "Transaction was rolled back",
  "500": "Internal error"
}
