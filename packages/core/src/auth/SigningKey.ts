import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto"
import { Either, Schema } from "effect"

/** The public half of a key as in a JWKS (RFC 8037). Other members are dropped. */
export const PublicJwk = Schema.Struct({
  kty: Schema.Literal("OKP"),
  crv: Schema.Literal("Ed25519"),
  kid: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(128)),
  x: Schema.String.pipe(Schema.pattern(/^[A-Za-z0-9_-]{43}$/))
})
export type PublicJwk = typeof PublicJwk.Type

/** The public keys of one issuer. */
export const Jwks = Schema.Struct({ keys: Schema.Array(PublicJwk) })
export type Jwks = typeof Jwks.Type

/** An Ed25519 key pair. Its id is the RFC 7638 thumbprint of the public key, so equal keys have equal ids everywhere. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicJwk: PublicJwk
}

/** A new random key pair. */
export const generate = (): SigningKey => fromPrivateKey(generateKeyPairSync("ed25519").privateKey)

/** Reads one or more PKCS#8 PEM blocks; Left says what is wrong and never shows the text. */
export const fromPem = (text: string): Either.Either<ReadonlyArray<SigningKey>, string> => {
  const blocks = text.match(/-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/g)
  if (blocks === null) return Either.left("holds no PKCS#8 private key (-----BEGIN PRIVATE KEY-----)")
  return Either.try({
    try: () => blocks.map((block) => fromPrivateKey(createPrivateKey(block))),
    catch: (cause) =>
      cause instanceof WrongCurve ? "holds a key that is not Ed25519" : "holds a private key that cannot be read"
  })
}

/** The private key as PKCS#8 PEM. */
export const toPem = (key: SigningKey): string => key.privateKey.export({ type: "pkcs8", format: "pem" }) as string

/** The private key as PKCS#8 DER, to be sealed and stored. */
export const toDer = (key: SigningKey): Uint8Array => key.privateKey.export({ type: "pkcs8", format: "der" })

/** Reads what `toDer` wrote; throws on anything else. */
export const fromDer = (der: Uint8Array): SigningKey =>
  fromPrivateKey(createPrivateKey({ key: Buffer.from(der), type: "pkcs8", format: "der" }))

/** The public key of a JWK, to verify with. */
export const publicKey = (jwk: PublicJwk): KeyObject => createPublicKey({ key: { ...jwk }, format: "jwk" })

class WrongCurve extends Error {}

const fromPrivateKey = (privateKey: KeyObject): SigningKey => {
  if (privateKey.asymmetricKeyType !== "ed25519") throw new WrongCurve()
  const x = createPublicKey(privateKey).export({ format: "jwk" }).x as string
  const kid = createHash("sha256")
    .update(JSON.stringify({ crv: "Ed25519", kty: "OKP", x }))
    .digest("base64url")
  return { kid, privateKey, publicJwk: { kty: "OKP", crv: "Ed25519", kid, x } }
}
