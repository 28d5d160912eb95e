import { createHash, timingSafeEqual } from "node:crypto"
import type { KeyRing } from "@croupier/core/auth/KeyRing"
import type { BrandKey } from "@croupier/core/Brand"
import type { SessionId } from "../../contract/Session.js"

/** What a refresh token says: the session, and its number in the session's chain. */
export interface RefreshToken {
  readonly session: SessionId
  readonly generation: number
}

/**
 * A token is the session's id (16 bytes), its number (4), and a keyed HMAC over both (32), so a successor can be given out
 * again without being stored, and one that we never issued is distinguished from one that was used before.
 */
export const make = (ring: KeyRing["Type"], brand: BrandKey, token: RefreshToken): string =>
  write(token, ring.blindIndex(purpose(brand), name(token)))

/** The texts that a token may have been given out as, one for each key of the ring. */
export const texts = (ring: KeyRing["Type"], brand: BrandKey, token: RefreshToken): ReadonlyArray<string> =>
  ring.blindIndexes(purpose(brand), name(token)).map((mac) => write(token, mac))

/** Reads a token that this brand issued; undefined for any other text. */
export const read = (ring: KeyRing["Type"], brand: BrandKey, text: string): RefreshToken | undefined => {
  const bytes = /^[A-Za-z0-9_-]{70}$/.test(text) ? Buffer.from(text, "base64url") : undefined
  if (bytes?.length !== length || bytes.toString("base64url") !== text) return undefined
  const hex = bytes.toString("hex", 0, 16)
  const session = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  const token = { session: session as SessionId, generation: bytes.readUInt32BE(16) }
  const macs = ring.blindIndexes(purpose(brand), name(token))
  return macs.some((mac) => timingSafeEqual(mac, bytes.subarray(20))) ? token : undefined
}

/** What is stored of a token. */
export const hashOf = (text: string): Uint8Array => createHash("sha256").update(text).digest()

const length = 16 + 4 + 32

const purpose = (brand: BrandKey): string => `player-refresh/${brand}`

const name = ({ generation, session }: RefreshToken): string => `${session} ${generation}`

const write = ({ generation, session }: RefreshToken, mac: Uint8Array): string => {
  const head = Buffer.alloc(20)
  head.write(session.replaceAll("-", ""), 0, 16, "hex")
  head.writeUInt32BE(generation, 16)
  return Buffer.concat([head, mac]).toString("base64url")
}
