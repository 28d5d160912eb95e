import { createHmac, timingSafeEqual } from "node:crypto"
import { Redacted } from "effect"

/** The header that carries the signature; Node gives header names in lower case. */
export const header = "x-pebble-signature"

/** The HMAC-SHA256 of a text or of the bytes of a body, in base64url. */
export const sign = (secret: Redacted.Redacted, signed: string | Uint8Array): string =>
  createHmac("sha256", Redacted.value(secret)).update(signed).digest("base64url")

/** Whether a signature is the one of exactly these bytes; takes as long for a wrong one. */
export const isSigned = (secret: Redacted.Redacted, body: Uint8Array, signature = ""): boolean => {
  const [wanted, found] = [Buffer.from(sign(secret, body)), Buffer.from(signature)]
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}
