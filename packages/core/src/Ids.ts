import { Effect, Schema } from "effect"

/** A UUID of version 7 (RFC 9562): made by the application, ordered roughly by time; nothing relies on that order. */
export const Uuid = Schema.String.pipe(
  Schema.pattern(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, {
    message: () => "an id is a UUID in lower case"
  })
)

/** A wallet: a player's has the player's own id; an agent has one for each currency of their earnings. */
export const WalletId = Uuid.pipe(Schema.brand("WalletId"))
export type WalletId = typeof WalletId.Type

/** A player, in every domain; also the id of the player's wallet. */
export const PlayerId = WalletId.pipe(Schema.brand("PlayerId"))
export type PlayerId = typeof PlayerId.Type

/** Ten random `[a-z0-9]`: the player's short name for providers and users; unique within a brand. */
export const PlayerCode = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9]{10}$/, { message: () => "a player code is ten characters of a-z and 0-9" }),
  Schema.brand("PlayerCode")
)
export type PlayerCode = typeof PlayerCode.Type

const pool = new Uint8Array(10 * 256)
let at = pool.length

/** A new UUIDv7 for an instant in milliseconds, 74 bits of it random. */
export const uuidv7 = (millis: number): string => {
  if (!(millis >= 0 && millis < 2 ** 48)) throw new RangeError(`${millis} is no instant of a UUIDv7`)
  if (at === pool.length) {
    crypto.getRandomValues(pool)
    at = 0
  }
  const time = Math.floor(millis).toString(16).padStart(12, "0")
  pool[at] = (pool[at]! & 0x0f) | 0x70
  pool[at + 2] = (pool[at + 2]! & 0x3f) | 0x80
  let random = ""
  for (const end = at + 10; at < end; at++) random += hex[pool[at]!]
  return `${time.slice(0, 8)}-${time.slice(8)}-${random.slice(0, 4)}-${random.slice(4, 8)}-${random.slice(8)}`
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"))

/** A new UUIDv7 for now. */
export const makeUuid: Effect.Effect<string> = Effect.clockWith((clock) => Effect.map(clock.currentTimeMillis, uuidv7))

const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"

/** `length` random characters of an alphabet, without bias (a byte beyond the last whole multiple is drawn again). */
export const randomText = (length: number, letters: string = alphabet): string => {
  const limit = 256 - (256 % letters.length)
  let text = ""
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(Math.min(2 * length, 65_536)))) {
      if (byte < limit && text.length < length) text += letters[byte % letters.length]
    }
  }
  return text
}

/** A new player code. */
export const makePlayerCode: Effect.Effect<PlayerCode> = Effect.sync(() => randomText(10) as PlayerCode)
