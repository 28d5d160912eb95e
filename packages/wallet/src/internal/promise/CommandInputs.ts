/** Who caused a change. */
export interface Actor {
  readonly kind: "player" | "agent" | "operator" | "provider" | "service" | "system"
  readonly id: string
}

/** What every command has. */
export interface Keyed {
  /**
   * The permanent identity of a command, so that a repeat is the same command: `<source>/<class>/<id>`, unique within the brand. `transactionKey` makes one
   * of any text.
   */
  readonly key: string
  /** Default: the `actor` of the options. */
  readonly actor?: Actor
}

/** A command on one wallet. */
export interface OfWallet extends Keyed {
  /** The wallet's id, a UUID; a player's wallet has the player's id. */
  readonly wallet: string
}

/** An amount as a decimal string in main units (`"20"`, `"0.25"`); the currency is the brand's first one by default. */
export interface Money {
  readonly amount: string
  readonly currency?: string
}

/** A provider's round, for one player. */
export interface Round {
  readonly provider: string
  readonly id: string
}

/** The game that a bet or a win belongs to. */
export interface Game {
  readonly code: string
  readonly category: "slots" | "live" | "table" | "sports" | "minigame"
}

/** The account of the brand's money: a bank account by its name, or `suspense` with the name empty. */
export interface BankSide {
  readonly kind: "bank" | "suspense"
  readonly sub: string
}

/** What a block refuses. */
export type BlockScope = "login" | "deposit" | "bet" | "withdraw" | "bonus"

/** Why a withdrawal needs a manual review before it is approved. */
export type ReviewReason = "holder-is-another" | "account-is-new" | "account-is-shared"

export interface OpenInput extends OfWallet {
  /** Default `player`. */
  readonly kind?: "player" | "agent"
  readonly currency?: string
}

export interface BetInput extends OfWallet, Money {
  readonly round: Round
  readonly game: Game
  /** What a free bet was placed for; its `amount` is `"0"`. */
  readonly free?: string
  /** The bet of zero with which a supplier's promotion begins. */
  readonly promo?: boolean
  /** Refused unless it was taken before. */
  readonly repeatOnly?: boolean
  readonly closesRound?: boolean
}

export interface WinInput extends OfWallet, Money {
  readonly round: Round
  readonly game: Game
  /** Default `normal`. */
  readonly kind?: "normal" | "free-round" | "promo" | "jackpot"
  /** The key of the bet it belongs to, where the provider names one. */
  readonly bet?: string
  /** What happens when that bet is unknown or was rolled back; default `refuse`. */
  readonly missingBet?: "refuse" | "credit"
  readonly closesRound?: boolean
}

export interface RollbackInput extends OfWallet {
  /** The key of the bet or win to undo. */
  readonly original: string
  /** What happens to money that is no longer there: it becomes debt, or is dropped. Default `debt`. */
  readonly shortfall?: "debt" | "clamp"
  readonly round?: Round
  readonly closesRound?: boolean
}

export interface CloseRoundInput extends OfWallet {
  readonly round: Round
}

export interface DepositInput extends OfWallet, Money {
  readonly from: BankSide
  /** The deposit request that it completes. */
  readonly request?: string
  /** Of a request in review: the obstacles that the operator has seen and accepts. */
  readonly despite?: ReadonlyArray<"blocked-player" | "over-limit">
}

export interface ReverseDepositInput extends OfWallet {
  /** The key of the deposit to take back. */
  readonly original: string
  readonly reason: string
}

export interface RequestDepositInput extends OfWallet, Money {
  /** An id of yours, a UUID. */
  readonly request: string
  readonly expiresAt: Date
  /** What the player writes in the remittance text, six of A-Z and 0-9; default: drawn. */
  readonly reference?: string
  readonly review?: "other-depositor" | "unknown-depositor"
  /** The groups that the player belongs to. */
  readonly groups?: ReadonlyArray<string>
}

export interface EndDepositRequestInput extends OfWallet {
  readonly request: string
  readonly as: "cancelled" | "expired" | "rejected"
  readonly reason: string
}

export interface HoldWithdrawalInput extends OfWallet, Money {
  /** An id of yours, a UUID. */
  readonly withdrawal: string
  /** The wallet's version for which the withdrawal was judged. */
  readonly seen?: number
  /** The holder's bank account, a UUID. */
  readonly account?: string
  /** What is shown of it; mask the number. */
  readonly shown?: { readonly bank: string; readonly number: string }
  readonly reviews?: ReadonlyArray<ReviewReason>
}

/** A command on a withdrawal that was held before. */
export interface OfWithdrawal extends OfWallet {
  readonly withdrawal: string
}

export interface ApproveWithdrawalInput extends OfWithdrawal {
  readonly seen?: number
  readonly reviews?: ReadonlyArray<ReviewReason>
}

export interface FailWithdrawalInput extends OfWithdrawal {
  readonly payout?: string
  readonly reason: string
}

export interface ReleaseWithdrawalInput extends OfWithdrawal {
  readonly as: "rejected" | "cancelled"
  readonly reason: string
}

export interface SettleWithdrawalInput extends OfWithdrawal {
  readonly payout?: string
  /** The brand's bank account that it was paid from. */
  readonly bank: string
}

export interface ReturnWithdrawalInput extends OfWithdrawal {
  readonly reason: string
}

export interface GrantBonusInput extends OfWallet, Money {
  /** An id of yours, a UUID. */
  readonly grant: string
  /** A stake over it is refused while the grant is active. */
  readonly maxBet?: string
  /** The most that conversion turns into cash. */
  readonly maxCashOut?: string
  readonly expiresAt?: Date
  /** Codes of games that the bonus does not fund. */
  readonly excludedGames?: ReadonlyArray<string>
}

export interface ConvertBonusInput extends OfWallet {
  readonly grant: string
}

export interface ForfeitBonusInput extends OfWallet {
  readonly grant: string
  /** Default `forfeited`. */
  readonly as?: "forfeited" | "expired" | "lost"
}

export interface AdjustInput extends OfWallet, Money {
  /** Default `cash`. */
  readonly account?: "cash" | "bonus"
  readonly direction: "credit" | "debit"
  readonly reason: string
}

export interface AmountInput extends OfWallet, Money {}

export interface WriteOffDebtInput extends OfWallet, Money {
  readonly reason: string
}

export interface BlockInput extends OfWallet {
  readonly scopes: ReadonlyArray<BlockScope>
  readonly reason: string
  /** Who blocks: each source lifts only its own blocks. Default `operator`. */
  readonly source?: string
  /** When it ends by itself; default: never. */
  readonly until?: Date
}

export interface UnblockInput extends OfWallet {
  readonly scopes: ReadonlyArray<BlockScope>
  /** Default `operator`. */
  readonly source?: string
}

export interface SetLimitsInput extends OfWallet {
  /** All limits that hold from now on; none: no limits. */
  readonly limits: ReadonlyArray<Limit>
}

/** The most that may be deposited, staked or lost in a period, as a decimal string in main units of the wallet's currency. */
export interface Limit {
  readonly kind: "deposit" | "stake" | "loss"
  readonly period: "day" | "week" | "month"
  readonly amount: string
}

export interface FreezeInput extends OfWallet {
  readonly reason: string
}

export interface UnfreezeInput extends OfWallet {
  /** The key of the command that froze the wallet. */
  readonly freeze: string
  /** The operator who asked for it; `actor` is another operator, who agrees. */
  readonly askedBy: Actor
  readonly actor: Actor
  readonly reason: string
}

/** An account of the brand itself. */
export interface BrandAccount {
  readonly kind: "bank" | "suspense" | "house" | "promo" | "commission" | "fees" | "adjustment"
  readonly sub: string
}

export interface TransferInput extends Keyed, Money {
  readonly kind: "bank-receive" | "bank-send" | "adjust"
  readonly from: BrandAccount
  readonly to: BrandAccount
  readonly reason: string
}

/** A part of a group of commands of one wallet. */
export type GroupInput =
  | ({ readonly type: "bet" } & BetInput)
  | ({ readonly type: "win" } & WinInput)
  | ({ readonly type: "rollback" } & RollbackInput)
  | ({ readonly type: "closeRound" } & CloseRoundInput)
