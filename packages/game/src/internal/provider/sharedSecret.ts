import { Redacted } from "effect"
import type { Adapter } from "../callback/Adapter.js"

/** The credential of a protocol in which both sides sign with one secret, which an operator enters. */
export const sharedSecret: Pick<Adapter, "keysFrom" | "publicKeyOf" | "checkProviderKey"> = {
  keysFrom: (entered) => ({ secret: Redacted.make(entered), providerPublicKey: "" }),
  publicKeyOf: () => "",
  // A secret that can be guessed lets anyone sign.
  checkProviderKey: (secret) =>
    /^[\x21-\x7e]{32,255}$/.test(secret)
      ? undefined
      : "The provider's secret must be 32 to 255 visible ASCII characters without spaces."
}
