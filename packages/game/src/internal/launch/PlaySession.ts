import { createHash } from "node:crypto"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { type PlayerId, randomText } from "@croupier/core/Ids"

/** The player of an outbound account. Never changes. */
export interface Account {
  readonly player: PlayerId
  readonly currency: CurrencyCode
}

/** One launch, identified by its token. Its times are milliseconds of the epoch. */
export interface PlaySession extends Account {
  readonly brand: BrandKey
  readonly provider: string
  readonly game: string
  /** The player's session under which it was launched. */
  readonly parent: string
  readonly openedAt: number
  readonly expiresAt: number
  /** When the player's session ends or has ended, as far as was known when this was read; null where nothing was. */
  readonly endsAt: number | null
}

/** What a launch keeps; the rest is the store's to say. */
export type NewPlaySession = Omit<PlaySession, "endsAt">

/** How long new bets are taken after a launch, in milliseconds: twelve hours. */
export const lifetime = 12 * 3600 * 1000

/**
 * How much longer a bet is accepted than the launch said, in milliseconds: ten minutes, longer than any provider repeats a
 * bet. A bet that was placed just before the end, and had its answer lost, must get that answer and not "expired": the
 * provider would treat it as refused, and the stake would be lost.
 */
export const grace = 600_000

/** Whether a session still takes bets, by its own times. */
export const isLive = ({ endsAt, expiresAt }: PlaySession, now: number): boolean =>
  now < expiresAt + grace && (endsAt === null || now < endsAt)

/** A new token, `<brand>-<40 random characters>`. As in a credential's id, the brand says only where to look. */
export const makeToken = (brand: BrandKey): string => `${brand}-${randomText(40)}`

/** The brand under which a token may be found. */
export const brandOfToken = (token: string): BrandKey | undefined =>
  /^([a-z0-9]{2,12})-[a-z0-9]{40}$/.exec(token)?.[1] as BrandKey | undefined

/** The stored hash of a token: it cannot be used to play. */
export const hashOf = (token: string): Uint8Array => createHash("sha256").update(token).digest()
