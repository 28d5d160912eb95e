import { createHmac, randomBytes } from "node:crypto"

/** The header in which both sides sign. */
export const header = "X-REQUEST-SIGN"

/** The signature of a body under a shared secret: HMAC-SHA256 in lower-case hex. */
export const sign = (secret: string, body: string | Uint8Array): string =>
  createHmac("sha256", secret).update(body).digest("hex")

/** A new secret to be shared with an operator. */
export const makeSecret = (): string => randomBytes(32).toString("hex")
