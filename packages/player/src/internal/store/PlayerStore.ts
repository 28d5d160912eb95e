import type { BrandKey, LicenceKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, type Effect } from "effect"
import type { BankAccountId } from "../../contract/BankAccount.js"
import type { ExclusionView } from "../../contract/Exclusion.js"
import type { PlayerRef } from "../../contract/Players.js"
import type { PlayersUnavailable } from "../../contract/Problems.js"
import type { SessionId } from "../../contract/Session.js"
import type { PlayerEvent } from "../../rules/happened.js"
import type { Review } from "../../rules/Reviews.js"
import type {
  BankAccountRecord,
  DecidePlayer,
  Marks,
  NewPlayer,
  NumberedIntent,
  PlayerRecord,
  SessionRecord
} from "./PlayerRecord.js"

type Stored<A> = Effect.Effect<A, PlayersUnavailable>

/** What a decision about a session writes: the session as it is from now on (absent: unchanged), and what it answers. */
export interface SessionChange<A> {
  readonly answer: A
  readonly session?: SessionRecord
}

/** One person on all brands of a licence: the player who acts, since when, and the HMACs that find others at each brand. */
export interface PersonOfLicence {
  readonly licence: LicenceKey
  readonly self: PlayerRef
  /** When the player has registered, and so claimed the marks. */
  readonly since: number
  readonly identities: ReadonlyMap<BrandKey, Marks>
  /** The HMACs that the licence's register keeps. */
  readonly prints: Marks
}

/** An exclusion, and the player who asked for it. */
export interface Spreading {
  readonly player: PlayerId
  readonly exclusion: ExclusionView
}

/** A review that waits for a decision, and the player that it blocks. */
export interface OpenReview {
  readonly player: PlayerId
  readonly review: Review
}

/** What the gate has not received yet: whether the wallet is to be opened, and changes in their order. */
export interface PendingGate {
  readonly open: boolean
  readonly changes: ReadonlyArray<NumberedIntent>
}

/**
 * Where players are kept. Each method is whole by itself: it reads, decides and writes in one transaction of its own, and
 * the decision is a pure function. `undefined` and empty answers: there is no such thing under this brand.
 */
export class PlayerStore extends Context.Tag("@croupier/player/PlayerStore")<
  PlayerStore,
  {
    /** The time that decides, in milliseconds of the epoch. */
    readonly now: Stored<number>
    /** Inserts a player and its registered event. */
    readonly insert: (player: NewPlayer, registered: PlayerEvent) => Stored<"inserted" | "username-taken">
    readonly find: (player: PlayerRef) => Stored<PlayerRecord | undefined>
    readonly findByUsername: (brand: BrandKey, username: string) => Stored<PlayerRecord | undefined>
    readonly change: <A>(player: PlayerRef, decide: DecidePlayer<A>) => Stored<A | undefined>
    /**
     * Adds an exclusion to every player that shares a verified mark with this person, where both were verified, and the
     * person to the licence's register. Players who have registered later and only claim one of the marks are given to
     * `review`. After the first pass it is `spreading`, until a last one has found players who registered in between.
     */
    readonly exclude: (
      person: PersonOfLicence,
      pass: "first" | "last",
      decide: DecidePlayer<ExclusionView>,
      review: DecidePlayer<ExclusionView>
    ) => Stored<{ readonly exclusion: ExclusionView; readonly players: ReadonlyArray<PlayerRef> } | undefined>
    /** Exclusions of which the last pass has not been, each with the player who asked for it. */
    readonly spreading: (brand: BrandKey, most: number) => Stored<ReadonlyArray<Spreading>>
    /** Sets the end of an exclusion on every brand. */
    readonly endExclusion: (
      exclusion: ExclusionView,
      brands: ReadonlyArray<BrandKey>,
      decide: DecidePlayer<void>
    ) => Stored<ReadonlyArray<PlayerRef>>
    /**
     * The exclusions that hold in the licence's register for these prints: of a verified one those that were verified, of a
     * claimed one those of persons who claimed or had it before `since`.
     */
    readonly matchingExclusions: (licence: LicenceKey, prints: Marks, since: number) => Stored<ReadonlyArray<string>>
    /** The exclusions of players who share a verified mark, where both were verified; per brand the HMACs to look for. */
    readonly exclusionsOfPerson: (
      identities: ReadonlyMap<BrandKey, ReadonlyArray<Uint8Array>>
    ) => Stored<ReadonlyArray<ExclusionView>>
    /** An exclusion of any player of these brands. */
    readonly findExclusion: (id: string, brands: ReadonlyArray<BrandKey>) => Stored<ExclusionView | undefined>
    /** Open reviews of a brand with their players, longest waiting first. */
    readonly openReviews: (brand: BrandKey, most: number) => Stored<ReadonlyArray<OpenReview>>
    readonly changeSession: <A>(
      brand: BrandKey,
      session: SessionId,
      decide: (session: SessionRecord, now: number) => SessionChange<A>
    ) => Stored<A | undefined>
    /** Whether a player of this name has signed in from an address of these HMACs in the last 90 days. */
    readonly isKnownAddress: (brand: BrandKey, username: string, indexes: ReadonlyArray<Uint8Array>) => Stored<boolean>
    /** Sessions that were not ended, latest first. */
    readonly sessions: (player: PlayerRef) => Stored<ReadonlyArray<SessionRecord>>
    readonly bankAccounts: (player: PlayerRef) => Stored<ReadonlyArray<BankAccountRecord>>
    readonly addBankAccount: (
      account: BankAccountRecord,
      most: number
    ) => Stored<"added" | "already-added" | "too-many" | "forgotten">
    readonly removeBankAccount: (player: PlayerRef, account: BankAccountId) => Stored<boolean>
    /** Whether another player of the brand has an account under one of these HMACs of its number. */
    readonly hasNumberElsewhere: (player: PlayerRef, indexes: ReadonlyArray<Uint8Array>) => Stored<boolean>
    /** Keeps a sealed name of a depositor under a request's id, where none is kept; false where the data key is destroyed. */
    readonly keepDepositor: (player: PlayerRef, request: string, name: Uint8Array) => Stored<boolean>
    readonly depositor: (player: PlayerRef, request: string) => Stored<Uint8Array | undefined>
    /** Destroys the data key and all data sealed under it. */
    readonly forget: (player: PlayerRef) => Stored<void>
    readonly pendingGate: (player: PlayerRef) => Stored<PendingGate>
    /** The gate has done all this. */
    readonly gateConfirmed: (player: PlayerRef, done: PendingGate) => Stored<void>
    /** Players with changes that have not reached the gate, the longest waiting first. */
    readonly unconfirmed: (brand: BrandKey, most: number) => Stored<ReadonlyArray<PlayerId>>
    /** Players with a waiting limit that has taken effect. */
    readonly limitsDue: (brand: BrandKey, most: number) => Stored<ReadonlyArray<PlayerId>>
  }
>() {}
