import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto"

/** The provider's own key pair. */
export interface Hub88Keys {
  readonly privateKeyPem: string
  readonly publicKeyPem: string
  /** Signs a body as the wire wants it: base64 of RSA-SHA256, PKCS#1 v1.5. */
  readonly sign: (body: string) => string
}

/** A new key pair of 2048 bits. */
export const generate = (): Hub88Keys => from(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey)

/** The key pair of a private key in PEM, so that a provider stays the same across restarts. */
export const fromPem = (pem: string): Hub88Keys => from(createPrivateKey(pem))

/** Whether an operator's request is signed with the operator's key. */
export const isSignedBy = (publicKeyPem: string, body: Uint8Array, signature: string | undefined): boolean =>
  signature !== undefined && verify("RSA-SHA256", body, publicKeyPem, Buffer.from(signature, "base64"))

const from = (privateKey: KeyObject): Hub88Keys => ({
  privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  publicKeyPem: createPublicKey(privateKey).export({ type: "spki", format: "pem" }) as string,
  sign: (body) => sign("RSA-SHA256", Buffer.from(body), privateKey).toString("base64")
})
