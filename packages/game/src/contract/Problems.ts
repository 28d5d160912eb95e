import * as Problem from "@croupier/core/http/Problem"
import { BlockScope } from "@croupier/player/contract"
import { Schema } from "effect"

/** The brand does not have this game. */
export class GameNotFound extends Problem.make<GameNotFound>()("GameNotFound", {
  status: 404,
  title: "There is no such game"
}) {}

/** The player has no such round. */
export class RoundNotFound extends Problem.make<RoundNotFound>()("RoundNotFound", {
  status: 404,
  title: "There is no such round"
}) {}

/** An operator has stopped the game, its provider or the whole brand. */
export class GameNotOpen extends Problem.make<GameNotOpen>()(
  "GameNotOpen",
  { status: 409, title: "The game is not open for play", description: "`state` is `no-new-bets` or `closed`." },
  { state: Schema.String }
) {}

/** The player may not play now. */
export class PlayBlocked extends Problem.make<PlayBlocked>()(
  "PlayBlocked",
  {
    status: 409,
    title: "You cannot play at the moment",
    description: "`scope` says what is blocked, `until` when it ends by itself (milliseconds of the epoch, or null)."
  },
  { scope: BlockScope, until: Schema.NullOr(Schema.Int) }
) {}

/** The game is not played in the player's currency. */
export class CurrencyNotOffered extends Problem.make<CurrencyNotOffered>()(
  "CurrencyNotOffered",
  { status: 409, title: "The game is not played in your currency" },
  { currency: Schema.String }
) {}

/** The provider did not give the game's address in time, or gave something else. */
export class ProviderUnavailable extends Problem.make<ProviderUnavailable>()("ProviderUnavailable", {
  status: 503,
  title: "The game's provider does not answer",
  description: "Nothing happened to any money. Ask again in a moment.",
  headers: () => ({ "retry-after": "5" })
}) {}

/** No credential for the game's provider is valid now. */
export class ProviderNotConfigured extends Problem.make<ProviderNotConfigured>()("ProviderNotConfigured", {
  status: 503,
  title: "The game's provider is not connected at the moment"
}) {}

/** The wallet, which knows what the player may do, does not answer. */
export class WalletNotAnswering extends Problem.make<WalletNotAnswering>()("WalletNotAnswering", {
  status: 503,
  title: "The wallet does not answer",
  headers: () => ({ "retry-after": "1" })
}) {}

/** There is no adapter for this provider. */
export class UnknownProvider extends Problem.make<UnknownProvider>()("UnknownProvider", {
  status: 404,
  title: "There is no such provider"
}) {}

/** The key is not of the kind that the provider's protocol signs with. */
export class InvalidProviderKey extends Problem.make<InvalidProviderKey>()("InvalidProviderKey", {
  status: 400,
  title: "The provider's key cannot be used"
}) {}

/** A provider is called at a public address over https, and nowhere else. */
export class InvalidProviderAddress extends Problem.make<InvalidProviderAddress>()("InvalidProviderAddress", {
  status: 400,
  title: "The provider's address cannot be used",
  description:
    "The base URL begins with https:// and leads to a public address, without user, query and fragment. `ALLOW_LOOPBACK_PROVIDERS` allows providers on the same machine, for development."
}) {}

/** A credential that has ended stays ended; a new one has another id and other keys. */
export class CredentialEnded extends Problem.make<CredentialEnded>()("CredentialEnded", {
  status: 409,
  title: "The credential has ended",
  description: "A credential that has ended cannot be used again. Issue a new one."
}) {}

/** The call was never kept, or its time is over. */
export class CallNotFound extends Problem.make<CallNotFound>()("CallNotFound", {
  status: 404,
  title: "There is no such call",
  description: "Calls are kept for some days only."
}) {}

/** The call's body was not kept, so it cannot be read again. */
export class CallNotReplayable extends Problem.make<CallNotReplayable>()("CallNotReplayable", {
  status: 409,
  title: "The call cannot be read again",
  description: "Its body was too long to be kept, or no JSON."
}) {}

/** There is no such credential under this brand. */
export class CredentialNotFound extends Problem.make<CredentialNotFound>()("CredentialNotFound", {
  status: 404,
  title: "There is no such credential"
}) {}
