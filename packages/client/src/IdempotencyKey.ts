/**
 * A new key for one intent, such as one click on "withdraw": 32 random hexadecimal digits. Make it once, keep it with the intent, and
 * send the same one with each attempt; then the intent takes effect once, whatever was lost on the way.
 */
export const newIdempotencyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")

/** The header that carries a key, for `params.header` of a call. */
export const idempotent = (key: string): { readonly "idempotency-key": string } => ({ "idempotency-key": key })
