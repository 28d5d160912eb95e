/**
 * What a provider of games is made of: an `Adapter` (its protocol) with a `ProviderPolicy` (how it wants its edge cases
 * answered), and what both are written with. `Providers` takes the adapters that a process works with.
 */
export { adapters } from "./adapters.js"
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
} from "./callback/Adapter.js"
export { type JsonObject, readObject } from "./callback/CallbackText.js"
export { isIdentifier, isWord } from "./callback/fields.js"
export type { PlayerFacts } from "./callback/KnownPlayers.js"
export { numberText } from "./callback/numberText.js"
export type { LaunchRequest } from "./contract/Launch.js"
export type { Credential } from "./credential/Credential.js"
export { type FeedAsk, FeedFailed, type FeedItem, type FeedPage } from "./feed/Feed.js"
export { askProvider } from "./launch/askProvider.js"
export { type Bounds, postSigned } from "./launch/postSigned.js"
export * as CanonicalResult from "./policy/CanonicalResult.js"
export * from "./policy/ProviderPolicy.js"
export { policyTable } from "./policy/policyTable.js"
export * as PlayCommands from "./provider/PlayCommands.js"
export * as Providers from "./provider/Providers.js"
export { sharedSecret } from "./provider/sharedSecret.js"
