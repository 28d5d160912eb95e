import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"
import { Effect, Schema } from "effect"

/** What was sealed cannot be opened: another key, another place (AAD), or altered bytes. */
export class SealBroken extends Schema.TaggedError<SealBroken>()("SealBroken", { detail: Schema.String }) {
  override get message(): string {
    return `${this.detail}: CROUPIER_KEYS must contain the key it was encrypted with`
  }
}

/** Bytes of a key. */
export const keyLength = 32

/** A new random key. */
export const generateKey: Effect.Effect<Uint8Array> = Effect.sync(() => randomBytes(keyLength))

/**
 * AES-256-GCM: nonce (12), tag (16), ciphertext. `place` is authenticated, not stored: name the row and column that the bytes
 * belong to, and they open nowhere else.
 */
export const seal = (key: Uint8Array, plain: Uint8Array, place: string): Uint8Array => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Opens what `seal` made with the same key for the same place. */
export const open = (key: Uint8Array, sealed: Uint8Array, place: string): Effect.Effect<Uint8Array, SealBroken> =>
  Effect.try({
    try: () => {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(12, 28))
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
    },
    catch: () => new SealBroken({ detail: `cannot decrypt the sealed bytes as ${place}` })
  })
