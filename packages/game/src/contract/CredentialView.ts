import { Schema } from "effect"
import { ProviderName } from "./Game.js"

/** Where a provider's API is. It comes from an operator's configuration and from nowhere else. */
const BaseUrl = Schema.String.pipe(
  Schema.maxLength(512),
  Schema.filter((text) => {
    if (!URL.canParse(text)) return "a base URL is absolute"
    const { hash, password, protocol, search, username } = new URL(text)
    if (protocol !== "https:" && protocol !== "http:") return "a base URL starts with http:// or https://"
    return (
      (username + password + search + hash === "" && !/[?#]$/.test(text)) || "a base URL has no user, query or fragment"
    )
  })
)

/** What an operator enters to work with a provider. Our own key pair is made here and its private half never leaves. */
export const NewCredential = Schema.Struct({
  provider: ProviderName,
  /** The name under which the provider knows this brand. */
  operatorId: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128)),
  baseUrl: BaseUrl,
  /** With which the provider's calls are verified: a public key as PEM, or the secret that both sides sign with. */
  providerPublicKey: Schema.String.pipe(Schema.maxLength(8192)),
  /** ISO 3166-1, two letters: the country that launches name. */
  country: Schema.String.pipe(Schema.pattern(/^[A-Z]{2}$/)),
  depositUrl: Schema.optionalWith(BaseUrl, { exact: true }),
  /** Milliseconds of the epoch; by default from now on, and without an end. */
  validFrom: Schema.optionalWith(Schema.Int, { exact: true }),
  validUntil: Schema.optionalWith(Schema.Int, { exact: true })
}).annotations({ identifier: "NewCredential" })
export type NewCredential = typeof NewCredential.Type

/** A credential as operators see it. Several may be valid at once, so that a rotation overlaps. */
export const CredentialView = Schema.Struct({
  provider: ProviderName,
  /** Random, and part of the callback's path. */
  id: Schema.String,
  operatorId: Schema.String,
  baseUrl: Schema.String,
  /**
   * What the provider is to be given: our public key, which is empty where both sides share a secret, and the path of our
   * callbacks on the gateway.
   */
  publicKey: Schema.String,
  callbackPath: Schema.String,
  country: Schema.String,
  depositUrl: Schema.NullOr(Schema.String),
  validFrom: Schema.Int,
  validUntil: Schema.NullOr(Schema.Int)
}).annotations({ identifier: "CredentialView" })
export type CredentialView = typeof CredentialView.Type
