import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerCode, PlayerId } from "@croupier/core/Ids"
import type { BankAccountId } from "../../contract/BankAccount.js"
import type { ExclusionView } from "../../contract/Exclusion.js"
import type { GateChange } from "../../contract/Gate.js"
import type { IdentityKind, VerificationMethod } from "../../contract/Identity.js"
import type { Person } from "../../contract/Person.js"
import type { PlayerStatus } from "../../contract/Player.js"
import type { SessionId } from "../../contract/Session.js"
import type { Username } from "../../contract/Username.js"
import type { PlayerEvent } from "../../rules/happened.js"
import type { LimitChange, LimitRow } from "../../rules/LimitRows.js"
import type { Review } from "../../rules/Reviews.js"
import type { SessionState } from "../../rules/SessionChain.js"

/** Personal data as it is stored: the player's data key, wrapped, and what was said, each value sealed under that key. */
export interface SealedPerson {
  readonly key: Uint8Array
  readonly values: { readonly [Field in keyof Person]?: Uint8Array }
}

/** A player as it is stored. Times are milliseconds of the epoch. */
export interface PlayerRecord {
  readonly brand: BrandKey
  readonly id: PlayerId
  readonly code: PlayerCode
  /** Of a forgotten player `forgotten-<code>`, which cannot be chosen. */
  readonly username: Username
  readonly passwordHash: string
  readonly currency: CurrencyCode
  readonly status: PlayerStatus
  readonly registeredAt: number
  readonly lastLoginAt: number | null
  readonly previousLoginAt: number | null
  readonly referralCode: string | null
  readonly promoCode: string | null
  /** Whether the gate has confirmed that the wallet is open. */
  readonly gateOpen: boolean
  /** When the next waiting limit begins to hold. */
  readonly limitsDueAt: number | null
  /** Null once forgotten. */
  readonly person: SealedPerson | null
  readonly limits: ReadonlyArray<LimitRow>
  readonly exclusions: ReadonlyArray<ExclusionView>
  readonly reviews: ReadonlyArray<Review>
  /** The marks that were verified. */
  readonly verified: ReadonlyArray<IdentityKind>
}

/** A player to be written: not yet limited, excluded or logged in; `identities` are the HMACs to find the player by. */
export interface NewPlayer
  extends Omit<
    PlayerRecord,
    "lastLoginAt" | "previousLoginAt" | "gateOpen" | "limitsDueAt" | "limits" | "exclusions" | "reviews" | "verified"
  > {
  readonly person: SealedPerson
  readonly identities: ReadonlyArray<Mark>
}

/** A mark of a player as it is stored. */
export interface Mark {
  readonly kind: IdentityKind
  readonly hmac: Uint8Array
}

/** HMACs of a person's marks, those that were verified apart from those that are only claimed. */
export interface Marks {
  readonly verified: ReadonlyArray<Uint8Array>
  readonly claimed: ReadonlyArray<Uint8Array>
}

/** That a mark was verified, and how. */
export interface Verification {
  readonly mark: IdentityKind
  readonly method: VerificationMethod
  readonly actor: Actor
}

/** A session as it is stored; `client` is sealed under its player's data key. */
export interface SessionRecord extends SessionState {
  readonly brand: BrandKey
  readonly id: SessionId
  readonly player: PlayerId
  /** Opened while the player was excluded: for the balance and withdrawals only, however often it is prolonged. */
  readonly restricted: boolean
  /** SHA-256 of the valid refresh token. */
  readonly refreshHash: Uint8Array
  readonly client: Uint8Array
  /** The HMAC of the player's name and the group of the client's address. */
  readonly addressIndex: Uint8Array
}

/** A bank account as it is stored; the number is found by its HMAC. */
export interface BankAccountRecord {
  readonly brand: BrandKey
  readonly id: BankAccountId
  readonly player: PlayerId
  readonly bank: string
  readonly holder: Uint8Array
  readonly number: Uint8Array
  readonly numberIndex: Uint8Array
  readonly addedAt: number
}

/** A change of a gate that is decided here and holds once the gate has confirmed it. */
export interface GateIntent {
  readonly actor: Actor
  readonly change: GateChange
}

/** An intent as it is stored: the player's so-many-th. */
export interface NumberedIntent extends GateIntent {
  readonly number: number
}

/** What one decision about a player writes, all or nothing, and what it answers. What is absent stays. */
export interface PlayerChange<A> {
  readonly answer: A
  readonly set?: Partial<
    Pick<PlayerRecord, "status" | "passwordHash" | "lastLoginAt" | "previousLoginAt" | "limitsDueAt">
  >
  readonly limits?: LimitChange
  /** A new exclusion, or a known one with another end. */
  readonly exclusion?: ExclusionView
  /** New reviews, or known ones with a decision. */
  readonly reviews?: ReadonlyArray<Review>
  readonly verification?: Verification
  readonly gate?: GateIntent
  /** In the order in which they are to be read. */
  readonly events?: ReadonlyArray<PlayerEvent>
  readonly openSession?: SessionRecord
  /** All sessions but one end; their access tokens are revoked. */
  readonly endSessions?: { readonly except: SessionId | null }
  /** What was launched under this session takes no new bets any more. */
  readonly endLaunches?: SessionId
  /** Open sessions end after this many minutes, if not before. */
  readonly limitSessions?: bigint
}

/** A decision about a locked player, at the store's time. */
export type DecidePlayer<A> = (player: PlayerRecord, now: number) => PlayerChange<A>
