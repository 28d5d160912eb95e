import type { BrandKey } from "@croupier/core/Brand"
import { type PlayerId, Uuid } from "@croupier/core/Ids"
import { type Redacted, Schema } from "effect"
import type { Client } from "./Client.js"
import { Password } from "./Password.js"
import { PlayerView } from "./Player.js"

/** A session: one login on one device, kept alive by a chain of refresh tokens. */
export const SessionId = Uuid.pipe(Schema.brand("SessionId"))
export type SessionId = typeof SessionId.Type

/** What a player signs in with. A username that could not exist is an unknown one, not a malformed request. */
export const Credentials = Schema.Struct({ username: Schema.String.pipe(Schema.maxLength(128)), password: Password })
export type Credentials = typeof Credentials.Type

/** A refresh token on its way in. */
export const RefreshRequest = Schema.Struct({ refreshToken: Schema.Redacted(Schema.String) })

/** A new password, and the current one as proof of the player's identity. */
export const PasswordChange = Schema.Struct({ currentPassword: Password, newPassword: Password })
export type PasswordChange = typeof PasswordChange.Type

/** The two tokens of a session; `expiresIn` is the access token's life in seconds. */
export const Tokens = Schema.Struct({
  accessToken: Schema.String,
  refreshToken: Schema.String,
  expiresIn: Schema.Int
})
export type Tokens = typeof Tokens.Type

/**
 * A session that has just begun or was prolonged, and its player. A `restricted` one is an excluded player's: it shows the
 * balance and asks for withdrawals, and nothing else.
 */
export const SignedIn = Schema.Struct({ player: PlayerView, ...Tokens.fields, restricted: Schema.Boolean })
export type SignedIn = typeof SignedIn.Type

/** A living session as its player sees it. Times are milliseconds of the epoch. */
export const SessionView = Schema.Struct({
  id: SessionId,
  /** Whether it is the one that asks. */
  current: Schema.Boolean,
  address: Schema.String,
  device: Schema.NullOr(Schema.String),
  startedAt: Schema.Int,
  lastUsedAt: Schema.Int
})
export type SessionView = typeof SessionView.Type

/** A login with where it came from. */
export interface Login extends Credentials {
  readonly brand: BrandKey
  readonly client: Client
}

/** A refresh with where it came from. */
export interface Refresh {
  readonly brand: BrandKey
  readonly refreshToken: Redacted.Redacted
  readonly client: Client
}

/** A signed-in player, as named by the verified token. */
export interface SignedInPlayer {
  readonly brand: BrandKey
  readonly player: PlayerId
  readonly session: SessionId
}
