import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import type { Balance, CommandOf, GameRef, PostResult } from "@croupier/wallet/contract"
import { type Effect, type Either, Schema } from "effect"
import type { PlayerFacts } from "../../callback/KnownPlayers.js"
import type { LaunchRequest } from "../../contract/Launch.js"
import type { ProviderPolicy } from "../../policy/ProviderPolicy.js"
import type { Credential } from "../credential/Credential.js"
import type { FeedAsk, FeedFailed, FeedPage } from "../feed/Feed.js"
import type { CanonicalResult, PlayCommand } from "../policy/CanonicalResult.js"

/** A provider's call as it came in. */
export interface Callback {
  /** The path behind the credential, such as `transaction/bet`; without a query. */
  readonly path: string
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The raw bytes: what was signed. */
  readonly body: Uint8Array
}

/** The response to the provider. */
export interface CallbackAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
  /** Whether the call was signed as its credential asks. */
  readonly isVerified?: boolean
}

/** Why a call was refused before its content was read. All but `defect` are final: a repeat is refused as well. */
export type Fault =
  | "unknown-credential"
  | "bad-signature"
  | "unknown-call"
  /** Not a POST. */
  | "wrong-method"
  /** A path, a query or a header that is not of its form, or with text that cannot be stored. */
  | "ill-formed"
  | "too-large"
  | "defect"

/** The wallet's owner that a call is about. */
export interface Holder {
  readonly brand: BrandKey
  readonly player: PlayerId
  readonly currency: CurrencyCode
}

/** What came of an understood call. */
export type Outcome =
  | { readonly _tag: "balance"; readonly holder: Holder; readonly balance: Balance }
  | { readonly _tag: "player"; readonly holder: Holder; readonly facts: PlayerFacts }
  /** One result for each command, in their order. */
  | { readonly _tag: "posted"; readonly holder: Holder; readonly results: ReadonlyArray<PostResult> }
  | { readonly _tag: "refused"; readonly result: CanonicalResult }
  /** The account or session is not the credential's: to be answered as a bad signature. */
  | { readonly _tag: "foreign" }

/** A parsed call, and how its outcome is rendered. */
export interface Ask {
  /** The player's account at the provider. */
  readonly account: string
  readonly token: string | undefined
  /**
   * What a new command requires; a repeat of an earlier one still gets its answer. `token`: an active one in the call. `launch`,
   * where the protocol has no tokens: an active launch of the player with the provider.
   */
  readonly session: "token" | "launch" | "ignored"
  readonly currency: CurrencyCode | undefined
  /** By what a person finds the call: its round, and the provider's ids of what it moves and of what it refers to. */
  readonly about: { readonly round?: string; readonly transactions: ReadonlyArray<string> }
  /** The game it is played in; `required`: no new bet is taken where the brand does not have it. */
  readonly game: { readonly code: string; readonly required: boolean } | undefined
  /** The commands it is translated to, all or none; an empty list asks for the balance. */
  readonly commands: (holder: Holder, game: GameRef) => ReadonlyArray<PlayCommand>
  /** The end of the round that the call announces in addition to its commands, where a repeat of those would not carry it out. */
  readonly ends?: (holder: Holder) => CommandOf<"round-close">
  /** Asks what is known of the player, and has no commands. */
  readonly asksForPlayer?: boolean
  /** Answered with the balance as it is now, also when the call is repeated. */
  readonly tellsCurrentBalance?: boolean
  readonly render: (outcome: Outcome) => CallbackAnswer
}

/** What a launch sends to the provider. A demo has no account and no token. */
export interface LaunchOrder {
  readonly code: string
  readonly request: LaunchRequest
  readonly currency: CurrencyCode
  readonly account: string | null
  readonly token: string | null
}

/** The provider returned no address of the game; the detail is for the log. */
export class LaunchFailed extends Schema.TaggedError<LaunchFailed>()("LaunchFailed", { detail: Schema.String }) {}

/**
 * A provider's protocol. Knows no store, no clock and no wallet: it verifies, parses and renders. Its functions are pure but for
 * `keysFrom`, `launch` and `feed`; what one throws on a callback is logged and answered with `refuse("defect")`.
 */
export interface Adapter {
  /** 2 to 32 characters of a-z, 0-9 and -. Stands in callback paths and transaction keys, so it can never change. */
  readonly provider: string
  readonly policy: ProviderPolicy<string>
  /** Whether the raw bytes are signed as the credential asks; compares in constant time. Nothing else of a call is read before. */
  readonly verify: (credential: Credential, callback: Callback) => boolean
  /**
   * Reads a call that is signed rightly. Left is the answer to one that is not of the protocol's form. A replay gives it a kept
   * call: without headers, and with `"***"` in the place of every value that is not among `keptFields`.
   */
  readonly parse: (callback: Callback) => Either.Either<Ask, CallbackAnswer>
  /** The fields of a body, at any depth, that may be kept for inspection: no secret, and nothing about a person. */
  readonly keptFields: ReadonlySet<string>
  /** The answer to a call that `parse` does not see; for `defect` one after which the provider sends the call again. */
  readonly refuse: (fault: Fault) => CallbackAnswer
  /** The largest body in bytes, where the protocol allows less than the server does. */
  readonly bodyLimit?: number
  /** What a new credential keeps, made of what an operator entered: the provider's key, or the secret that both share. */
  readonly keysFrom: (entered: string) => Pick<Credential, "secret" | "providerPublicKey">
  /** The half of our key that the provider is given; empty where both share one secret. */
  readonly publicKeyOf: (credential: Credential) => string
  /** What is wrong with the key or secret that an operator entered; undefined where nothing is. */
  readonly checkProviderKey: (key: string) => string | undefined
  /** The address of the game that the player's browser opens, asked of the provider where it is not known. */
  readonly launch: (credential: Credential, order: LaunchOrder) => Effect.Effect<string, LaunchFailed>
  /** Asks the provider for a part of its own books; absent where the protocol has no call for that. */
  readonly feed?: (credential: Credential, ask: FeedAsk) => Effect.Effect<FeedPage, FeedFailed>
}
