/**
 * What a provider of games is made of: an `Adapter` (its protocol) with a `ProviderPolicy` (how it wants its edge cases
 * answered), and what both are written with. `Providers` takes the adapters that a process works with.
 */

export type { PlayerFacts } from "./callback/KnownPlayers.js"
export type { LaunchRequest } from "./contract/Launch.js"
export { adapters } from "./internal/adapters.js"
export {
  type Adapter,
  type Ask,
  type Callback,
  type CallbackAnswer,
  type Fault,
  type Holder,
  LaunchFailed,
  type LaunchOrder,
  type Outcome
} from "./internal/callback/Adapter.js"
export { type JsonObject, readObject } from "./internal/callback/CallbackText.js"
export { isIdentifier, isWord } from "./internal/callback/Fields.js"
export { numberText } from "./internal/callback/numberText.js"
export type { Credential } from "./internal/credential/Credential.js"
export { type FeedAsk, FeedFailed, type FeedItem, type FeedPage } from "./internal/feed/Feed.js"
export { askProvider } from "./internal/launch/askProvider.js"
export { type Bounds, postSigned } from "./internal/launch/postSigned.js"
export * as CanonicalResult from "./internal/policy/CanonicalResult.js"
export { policyTable } from "./internal/policy/policyTable.js"
export * as PlayCommands from "./internal/provider/PlayCommands.js"
export { sharedSecret } from "./internal/provider/sharedSecret.js"
export * from "./policy/ProviderPolicy.js"
export * as Providers from "./provider/Providers.js"
