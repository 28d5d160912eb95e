import * as Problem from "@croupier/core/http/Problem"
import { BlockScope } from "@croupier/player/contract"
import { Schema } from "effect"

/** The brand does not have this game. */
export class GameNotFound extends Problem.make<GameNotFound>()("GameNotFound", {
  status: 404,
  title: "Game not found"
}) {}

/** The player has no such round. */
export class RoundNotFound extends Problem.make<RoundNotFound>()("RoundNotFound", {
  status: 404,
  title: "Round not found"
}) {}

/** An operator has stopped the game, its provider or the whole brand. */
export class GameNotOpen extends Problem.make<GameNotOpen>()(
  "GameNotOpen",
  { status: 409, title: "The game is not open", description: "`state` is `no-new-bets` or `closed`." },
  { state: Schema.String }
) {}

/** The player may not play now. */
export class PlayBlocked extends Problem.make<PlayBlocked>()(
  "PlayBlocked",
  {
    status: 409,
    title: "Play is blocked",
    description: "`scope` is what is blocked; `until` is when the block expires (epoch milliseconds), or null."
  },
  { scope: BlockScope, until: Schema.NullOr(Schema.Int) }
) {}

/** The game is not played in the player's currency. */
export class CurrencyNotOffered extends Problem.make<CurrencyNotOffered>()(
  "CurrencyNotOffered",
  { status: 409, title: "The game does not support the player's currency" },
  { currency: Schema.String }
) {}

/** The provider did not give the game's address in time, or gave something else. */
export class ProviderUnavailable extends Problem.make<ProviderUnavailable>()("ProviderUnavailable", {
  status: 503,
  title: "The game provider is unavailable",
  description: "No money moved. Retry later.",
  headers: () => ({ "retry-after": "5" })
}) {}

/** No credential for the game's provider is valid now. */
export class ProviderNotConfigured extends Problem.make<ProviderNotConfigured>()("ProviderNotConfigured", {
  status: 503,
  title: "The game provider is not configured"
}) {}

/** The wallet, which knows what the player may do, does not answer. */
export class WalletNotAnswering extends Problem.make<WalletNotAnswering>()("WalletNotAnswering", {
  status: 503,
  title: "The wallet is unavailable",
  headers: () => ({ "retry-after": "1" })
}) {}

/** There is no adapter for this provider. */
export class UnknownProvider extends Problem.make<UnknownProvider>()("UnknownProvider", {
  status: 404,
  title: "Provider not found"
}) {}

/** The key is not of the kind that the provider's protocol signs with. */
export class InvalidProviderKey extends Problem.make<InvalidProviderKey>()("InvalidProviderKey", {
  status: 400,
  title: "The provider's key is invalid"
}) {}

/** A provider is called at a public address over https, and nowhere else. */
export class InvalidProviderAddress extends Problem.make<InvalidProviderAddress>()("InvalidProviderAddress", {
  status: 400,
  title: "The provider's base URL is invalid",
  description:
    "The base URL must start with https://, resolve to a public address, and have no user, query or fragment. For development, `ALLOW_LOOPBACK_PROVIDERS` permits providers on the same machine."
}) {}

/** A credential that has ended stays ended; a new one has another id and other keys. */
export class CredentialEnded extends Problem.make<CredentialEnded>()("CredentialEnded", {
  status: 409,
  title: "The credential has expired",
  description: "An expired credential cannot be reactivated. Issue a new one."
}) {}

/** The call was never kept, or its time is over. */
export class CallNotFound extends Problem.make<CallNotFound>()("CallNotFound", {
  status: 404,
  title: "Provider call not found",
  description: "Calls are stored for a limited number of days."
}) {}

/** The call's body was not kept, so it cannot be read again. */
export class CallNotReplayable extends Problem.make<CallNotReplayable>()("CallNotReplayable", {
  status: 409,
  title: "The call cannot be replayed",
  description: "Its body was too large to be stored, or was not JSON."
}) {}

/** There is no such credential under this brand. */
export class CredentialNotFound extends Problem.make<CredentialNotFound>()("CredentialNotFound", {
  status: 404,
  title: "Credential not found"
}) {}
