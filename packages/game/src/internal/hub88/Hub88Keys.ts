import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import { Redacted } from "effect"
import type { Credential } from "../credential/Credential.js"

/** A new RSA private key of ours, as PEM. */
export const make = (): Redacted.Redacted =>
  Redacted.make(
    generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" }
    }).privateKey
  )

/** The public half of a credential's own key. */
export const publicPemOf = (credential: Credential): string => pem(createPublicKey(ourKey(credential)))

/** What is wrong with a provider's public key; undefined where nothing is. */
export const complaintAbout = (text: string): string | undefined => {
  if (text.includes("PRIVATE")) return "The provider's key is a private key; a public key is required."
  try {
    strong(createPublicKey(text))
    return undefined
  } catch (error) {
    return error instanceof WeakKey ? error.message : "The provider's key is not a PEM public key."
  }
}

/** The key that the provider's calls are verified with. */
export const providerKey = (credential: Credential): KeyObject => keysOf(credential).theirs

/** The key that we sign with. */
export const ourKey = (credential: Credential): KeyObject => keysOf(credential).ours

interface Keys {
  readonly theirs: KeyObject
  readonly ours: KeyObject
}

/** Reading a PEM costs more than a signature, so each credential's are read once. */
const known = new WeakMap<Credential, Keys>()

const keysOf = (credential: Credential): Keys => {
  const found = known.get(credential)
  if (found !== undefined) return found
  const keys = {
    theirs: strong(createPublicKey(credential.providerPublicKey)),
    ours: createPrivateKey(Redacted.value(credential.secret))
  }
  known.set(credential, keys)
  return keys
}

class WeakKey extends Error {}

const strong = (key: KeyObject): KeyObject => {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType !== "rsa") throw new WeakKey("The provider's key is not an RSA key.")
  if (bits < 2048) throw new WeakKey(`The provider's key has ${bits} bits; the minimum is 2048.`)
  return key
}

const pem = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }) as string
