import { randomFillSync } from "node:crypto"
import { Effect, Schema } from "effect"

/** A UUID of version 7 (RFC 9562): made by the application, ordered roughly by time; nothing relies on that order. */
export const Uuid = Schema.String.pipe(
  Schema.pattern(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, {
    message: () => "an id is a UUID in lower case"
  })
)

/** A wallet: a player's has the player's own id; an agent has one for each currency he earns in. */
export const WalletId = Uuid.pipe(Schema.brand("WalletId"))
export type WalletId = typeof WalletId.Type

/** A player, in every domain; also the id of his wallet. */
export const PlayerId = WalletId.pipe(Schema.brand("PlayerId"))
export type PlayerId = typeof PlayerId.Type

/** Ten random `[a-z0-9]`: the player's short name towards providers and people; unique within a brand. */
export const PlayerCode = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9]{10}$/, { message: () => "a player code is ten characters of a-z and 0-9" }),
  Schema.brand("PlayerCode")
)
export type PlayerCode = typeof PlayerCode.Type

const pool = Buffer.alloc(16 * 256)
let at = pool.length

/** A new UUIDv7 for an instant in milliseconds, 74 bits of it random. */
export const uuidv7 = (millis: number): string => {
  if (at === pool.length) {
    randomFillSync(pool)
    at = 0
  }
  const bytes = pool.subarray(at, at + 16)
  at += 16
  bytes.writeUIntBE(millis, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A new UUIDv7 for now. */
export const makeUuid: Effect.Effect<string> = Effect.clockWith((clock) => Effect.map(clock.currentTimeMillis, uuidv7))

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"

/** `length` random characters of an alphabet, without bias (a byte beyond the last whole multiple is drawn again). */
export const randomText = (length: number, letters: string = alphabet): string => {
  const limit = 256 - (256 % letters.length)
  let text = ""
  while (text.length < length) {
    for (const byte of randomFillSync(Buffer.alloc(length * 2))) {
      if (byte < limit && text.length < length) text += letters[byte % letters.length]
    }
  }
  return text
}

/** A new player code. */
export const makePlayerCode: Effect.Effect<PlayerCode> = Effect.sync(() => randomText(10) as PlayerCode)
