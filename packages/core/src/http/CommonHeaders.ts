/**
 * Adds what every answer says unless its own headers do: it is stored nowhere (most answers hold personal data or credentials, and
 * one that may be stored says so itself), its type is not to be guessed, and a 429 or 503 names the time after which to ask again.
 */
export const add = (
  head: Array<string | Array<string>>,
  status: number,
  own: Readonly<Record<string, unknown>>
): void => {
  if (own["cache-control"] === undefined) head.push("cache-control", "no-store")
  if (own["x-content-type-options"] === undefined) head.push("x-content-type-options", "nosniff")
  if ((status === 429 || status === 503) && own["retry-after"] === undefined) head.push("retry-after", "1")
}
