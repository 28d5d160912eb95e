import type { Actor } from "@croupier/core/Actor"
import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, type Effect } from "effect"
import type { BankAccountId, BankAccountView, NewBankAccount } from "./BankAccount.js"
import type { ExclusionLength, ExclusionView } from "./Exclusion.js"
import type { IdentityKind, VerificationMethod, VerifiedMarks } from "./Identity.js"
import type { DepositorView, NameCheck, PayoutAccountView } from "./PayoutAccount.js"
import type { OwnView, PlayerStatus, PlayerView } from "./Player.js"
import type { LimitsView, WantedLimits } from "./PlayerLimits.js"
import type * as Problems from "./Problems.js"
import type { Register } from "./Registration.js"
import type { ReviewDecision, ReviewView } from "./Review.js"
import type { Login, PasswordChange, Refresh, SessionView, SignedIn, SignedInPlayer } from "./Session.js"

/** The player that a command is about. */
export interface PlayerRef {
  readonly brand: BrandKey
  readonly player: PlayerId
}

type Unavailable = Problems.PlayersUnavailable
type Known<A, E = never> = Effect.Effect<A, E | Problems.PlayerNotFound | Unavailable>

/**
 * The players of all brands. Whatever refuses play (status, limits, exclusion) is posted to the gate before its answer.
 * No method joins its caller's transaction: under one it is a defect that says so.
 */
export class Players extends Context.Tag("@croupier/player/Players")<
  Players,
  {
    /**
     * Makes a player with an open wallet and signs in. Repeated with the same password it completes one that broke off. The
     * answer does not say whether the person matches an excluded one, which an operator decides.
     */
    readonly register: (
      register: Register
    ) => Effect.Effect<
      SignedIn,
      | Problems.UsernameTaken
      | Problems.WeakPassword
      | Problems.ProfileIncomplete
      | Problems.ProfileInvalid
      | Problems.TooYoung
      | Problems.CurrencyNotAvailable
      | Problems.BrandClosed
      | Problems.LoginRefused
      | Problems.SignInsBusy
      | Problems.TooManyAttempts
      | Unavailable
    >
    /** The session of an excluded player is restricted: see `SignedIn`. */
    readonly login: (
      login: Login
    ) => Effect.Effect<
      SignedIn,
      | Problems.LoginFailed
      | Problems.LoginRefused
      | Problems.BrandClosed
      | Problems.SignInsBusy
      | Problems.TooManyAttempts
      | Unavailable
    >
    /** The direct predecessor of a refresh token gets the same successor for 10 s; anything older ends the session. */
    readonly refresh: (
      refresh: Refresh
    ) => Effect.Effect<
      SignedIn,
      | Problems.RefreshRefused
      | Problems.LoginRefused
      | Problems.PersonExcluded
      | Problems.SessionLimitReached
      | Unavailable
    >
    /** Ends the session that asks; its access token is refused everywhere within a second. */
    readonly logout: (player: SignedInPlayer) => Effect.Effect<void, Unavailable>
    /** Ends all other sessions of the player. */
    readonly changePassword: (
      change: SignedInPlayer & PasswordChange
    ) => Known<void, Problems.WrongPassword | Problems.WeakPassword | Problems.SignInsBusy | Problems.TooManyAttempts>
    readonly me: (player: PlayerRef) => Known<OwnView>
    /** The living sessions, latest first. */
    readonly sessions: (player: SignedInPlayer) => Effect.Effect<ReadonlyArray<SessionView>, Unavailable>
    /** Setting the present status again changes nothing. A player who is not active has no session left. */
    readonly setStatus: (
      change: PlayerRef & { readonly status: PlayerStatus; readonly reason: string; readonly actor: Actor }
    ) => Known<PlayerView, Problems.StatusNotAllowed>
    readonly limits: (player: PlayerRef) => Known<LimitsView>
    /** Lowering holds at once; raising and removing wait 24 hours. */
    readonly changeLimits: (change: PlayerRef & WantedLimits) => Known<LimitsView, Problems.InvalidLimit>
    /** Holds for this person on every brand of the licence before it answers; never shortens another exclusion. */
    readonly exclude: (exclude: PlayerRef & { readonly length: ExclusionLength }) => Known<ExclusionView>
    readonly exclusions: (player: PlayerRef) => Known<ReadonlyArray<ExclusionView>>
    /** Ends an exclusion after its minimum duration, a day after the request. */
    readonly endExclusion: (
      end: PlayerRef & { readonly exclusion: string; readonly actor: Actor }
    ) => Known<ExclusionView, Problems.ExclusionNotFound | Problems.ExclusionNotOver>
    /**
     * Marks what a player said of the person as verified, by an operator or a service; safe to repeat. Exclusions act on
     * verified marks: those of the same person hold from now on, and the player's own hold for the same person elsewhere.
     */
    readonly verifyMark: (
      verify: PlayerRef & {
        readonly mark: IdentityKind
        readonly method: VerificationMethod
        readonly actor: Actor
      }
    ) => Known<VerifiedMarks, Problems.MarkNotFound | Problems.ActorNotAllowed>
    /** The open reviews of a brand, longest waiting first, at most 100. */
    readonly reviews: (of: { readonly brand: BrandKey }) => Effect.Effect<ReadonlyArray<ReviewView>, Unavailable>
    /**
     * An operator's decision: `clear` lets the player deposit and bet, `confirm` puts the exclusion on the account as well.
     * Repeated, it answers the same.
     */
    readonly decideReview: (
      decide: PlayerRef & { readonly review: string; readonly decision: ReviewDecision; readonly actor: Actor }
    ) => Known<ReviewView, Problems.ReviewNotFound | Problems.ReviewDecided | Problems.ActorNotAllowed>
    readonly bankAccounts: (player: PlayerRef) => Known<ReadonlyArray<BankAccountView>>
    readonly addBankAccount: (
      account: PlayerRef & NewBankAccount
    ) => Known<BankAccountView, Problems.BankAccountRefused>
    readonly removeBankAccount: (
      account: PlayerRef & { readonly account: BankAccountId }
    ) => Known<void, Problems.BankAccountNotFound>
    /** What the payout side has to know of a player's account; nothing personal. */
    readonly payoutAccount: (
      account: PlayerRef & { readonly account: BankAccountId }
    ) => Known<PayoutAccountView, Problems.BankAccountNotFound>
    /** Whether a name is the player's, whatever its capitals, accents and blanks. */
    readonly checkName: (check: PlayerRef & { readonly name: string }) => Known<NameCheck>
    /** Keeps the name of who pays a deposit request, sealed with the player's data; the first name of a request stays. */
    readonly keepDepositor: (keep: PlayerRef & { readonly request: string; readonly name: string }) => Known<NameCheck>
    /** The name that was kept for a deposit request. */
    readonly depositor: (of: PlayerRef & { readonly request: string }) => Known<DepositorView>
    /** Destroys the key of a closed player's personal data; the id stays valid in all books. Safe to repeat. */
    readonly forget: (forget: PlayerRef & { readonly actor: Actor }) => Known<void, Problems.PlayerNotClosed>
  }
>() {}

/** The shape of the players' service. */
export type PlayersShape = Context.Tag.Service<typeof Players>
