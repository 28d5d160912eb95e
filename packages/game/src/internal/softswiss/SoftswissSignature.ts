import { createHmac, timingSafeEqual } from "node:crypto"
import { Redacted } from "effect"

/** The header that carries the signature; Node gives header names in lower case. */
export const header = "x-request-sign"

/** Whether `signature` is the HMAC-SHA256 of exactly these bytes in lower-case hex. Takes as long for a wrong one. */
export const isValid = (secret: Redacted.Redacted, body: Uint8Array, signature: string | undefined): boolean =>
  signature !== undefined &&
  /^[0-9a-f]{64}$/.test(signature) &&
  timingSafeEqual(digest(secret, body), Buffer.from(signature, "hex"))

/** The signature of a body of ours. */
export const make = (secret: Redacted.Redacted, body: string): string => digest(secret, body).toString("hex")

const digest = (secret: Redacted.Redacted, body: Uint8Array | string): Buffer =>
  createHmac("sha256", Redacted.value(secret)).update(body).digest()
