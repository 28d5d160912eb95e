import type { BrandKey } from "@croupier/core/Brand"
import { randomText } from "@croupier/core/Ids"
import type { Redacted } from "effect"

/** With what a brand and a provider recognise each other. Several may be valid at once, so that a rotation overlaps. */
export interface Credential {
  readonly brand: BrandKey
  readonly provider: string
  readonly id: string
  /** The name under which the provider knows the brand. */
  readonly operatorId: string
  readonly baseUrl: string
  readonly country: string
  readonly depositUrl: string | null
  /** What we sign with: a private key as PEM, or a shared secret. */
  readonly secret: Redacted.Redacted
  /** What the provider's calls are verified with, a public key as PEM; empty where it is the secret. */
  readonly providerPublicKey: string
  /** Milliseconds of the epoch. */
  readonly validFrom: number
  readonly validUntil: number | null
}

/** Whether a credential is in use at an instant. */
export const isValid = (credential: Credential, now: number): boolean =>
  credential.validFrom <= now && (credential.validUntil === null || now < credential.validUntil)

/**
 * A new credential's id, `<brand>-<24 random characters>`. The brand in it says under which brand to look, before any row
 * can be seen; it is trusted for nothing else.
 */
export const makeId = (brand: BrandKey): string => `${brand}-${randomText(24)}`

/** The brand under which an id may be found. */
export const brandOf = (id: string): BrandKey | undefined =>
  /^([a-z0-9]{2,12})-[a-z0-9]{24}$/.exec(id)?.[1] as BrandKey | undefined
