import type { Timezone } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { Happened } from "@croupier/core/events/publish"
import type { PlayerId } from "@croupier/core/Ids"
import type { SqlError } from "@effect/sql/SqlError"
import type { Effect } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { Earner } from "../../contract/Agreement.js"
import type { CommissionKind } from "../../contract/Terms.js"
import type { Chain, History } from "../../rules/chainAt.js"
import type * as Rows from "./Rows.js"

type Many<A> = Effect.Effect<ReadonlyArray<A>, SqlError>
type Maybe<A> = Effect.Effect<A | undefined, SqlError>
type Done = Effect.Effect<void, SqlError>

/** Where the next page of a list begins, and how many rows of it are wanted. */
export interface Slice<Place> {
  readonly after: Place | undefined
  readonly limit: number
}

/** The rows of one brand inside one transaction. Locks are held until its end. */
export interface AgentTables {
  readonly now: Effect.Effect<number, SqlError>
  /** The brand's timezone at an instant. */
  readonly timezoneAt: (at: number) => Effect.Effect<Timezone, SqlError>
  /** `change`: alone in the brand's tree and accruals. `read`: beside other readers, with no change in between. */
  readonly lockTree: (mode: "change" | "read") => Done
  /** Numbers the events after the earner's earlier ones. The earner's row is locked from then on. */
  readonly publish: (earner: Earner, events: ReadonlyArray<Happened>) => Done

  readonly agent: (id: AgentId) => Maybe<Rows.AgentRow>
  readonly agentByUsername: (username: string) => Maybe<Rows.AgentRow>
  readonly agentByCode: (referralCode: string) => Maybe<Rows.AgentRow>
  /** From the root to the agent; empty for an unknown one. */
  readonly path: (id: AgentId) => Many<Rows.AgentRow>
  /** The agent and all below it, or the whole brand, each after the one above. */
  readonly subtree: (id: AgentId | undefined) => Many<Rows.AgentRow>
  readonly insertAgent: (agent: Rows.AgentRow) => Done
  /** Sets the present place and status, and dates them. */
  readonly place: (placement: Rows.PlacementRow) => Done
  readonly agreements: (earners: ReadonlyArray<string>) => Many<Rows.AgreementRow>
  readonly insertAgreement: (agreement: Rows.AgreementRow) => Done
  readonly policies: Many<Rows.PolicyRow>
  readonly insertPolicy: (policy: Rows.PolicyRow) => Done
  /** Placements and agreements of these agents and of all that ever were above them, and agreements of these players. */
  readonly history: (
    agents: ReadonlyArray<AgentId>,
    players: ReadonlyArray<PlayerId>
  ) => Effect.Effect<History, SqlError>

  readonly player: (id: PlayerId) => Maybe<Rows.PlayerRow>
  /** Direct players of an agent with an agreement of their own. */
  readonly playersWithTerms: (agent: AgentId) => Many<PlayerId>
  readonly playersOf: (
    agent: AgentId,
    slice: Slice<{ readonly registeredAt: number; readonly id: string }>
  ) => Many<Rows.PlayerRow>
  /** Locks these players; those that are not there yet are made, not `known`. */
  readonly lockPlayers: (ids: ReadonlyArray<PlayerId>) => Many<Rows.PlayerRow>
  readonly updatePlayer: (player: Rows.PlayerRow) => Done

  readonly insertPending: (rows: ReadonlyArray<Rows.PendingRow>) => Done
  /** Removes what waits for a player, and answers it in its order. */
  readonly takePending: (player: PlayerId) => Many<Rows.PendingRow>
  readonly rounds: (keys: ReadonlyArray<Rows.RoundKey>) => Many<Rows.RoundRow>
  /** The rounds of a player that were staked with a bonus. */
  readonly roundsOfGrant: (player: PlayerId, grant: string) => Many<Rows.RoundRow>
  readonly putRounds: (rounds: ReadonlyArray<Rows.RoundRow>) => Done
  /** Stores the chain, or finds the same one. */
  readonly putChain: (id: string, chain: Chain) => Effect.Effect<string, SqlError>
  readonly chains: (ids: ReadonlyArray<string>) => Many<Rows.ChainRow>
  readonly insertAccruals: (rows: ReadonlyArray<Omit<Rows.AccrualRow, "seq">>) => Done
  /** Latest first: of the chains that the earner is in, and within a statement's bounds where it is given. */
  readonly accruals: (
    earner: string,
    statement: Rows.StatementRow | undefined,
    slice: Slice<bigint>
  ) => Many<Rows.AccrualRow>

  /** Makes accounts that are not there yet; they are checked soon. */
  readonly openAccounts: (accounts: ReadonlyArray<Rows.AccountKey & Pick<Rows.AccountRow, "openedAt">>) => Done
  readonly dueAccounts: (at: number, limit: number) => Many<Rows.AccountKey>
  readonly accountsOf: (earner: string, kind: CommissionKind) => Many<Rows.AccountRow>
  readonly lockAccount: (key: Rows.AccountKey) => Maybe<Rows.AccountRow>
  /** `dueAt`: when it is checked next. */
  readonly updateAccount: (account: Rows.AccountRow, dueAt: number) => Done
  /** The last accrual of the brand, 0 without any; the tree is locked for a change. */
  readonly lastAccrual: Effect.Effect<bigint, SqlError>
  /** What the earner's chains accrued in the currency after `before` and within `bounds`, by player or not. */
  readonly sums: (
    key: Rows.AccountKey,
    before: Rows.Bounds | null,
    bounds: Rows.Bounds | undefined,
    byPlayer: boolean
  ) => Many<Rows.SumRow>

  readonly insertStatement: (statement: Rows.StatementRow) => Done
  readonly statement: (id: string, lock?: boolean) => Maybe<Rows.StatementRow>
  readonly updateStatement: (statement: Rows.StatementRow) => Done
  /** Statements that are frozen, or approved with an earner who can be paid, and that were not tried since then. */
  readonly unfinished: (triedBefore: number, limit: number) => Many<Pick<Rows.StatementRow, "id" | "status">>
  readonly statementsOf: (
    earner: string,
    kind: CommissionKind | undefined,
    slice: Slice<{ readonly to: number; readonly id: string }>
  ) => Many<Rows.StatementRow>

  readonly conversion: (id: string, lock?: boolean) => Maybe<Rows.ConversionRow>
  readonly insertConversion: (conversion: Rows.ConversionRow) => Done
  readonly updateConversion: (conversion: Rows.ConversionRow) => Done
  /** Of an agent and currency: those that no statement deducts yet, or those that this one deducts. */
  readonly conversionsOf: (
    agent: AgentId,
    currency: CurrencyCode,
    statement: number | null,
    lock?: boolean
  ) => Many<Rows.ConversionRow>
  /** Those of agents who can be paid, not tried since then. */
  readonly approvedConversions: (triedBefore: number, limit: number) => Many<string>
  /** The agent's wallet in the currency; `fresh` becomes it where there is none. */
  readonly wallet: (fresh: Rows.AgentWallet) => Effect.Effect<Rows.AgentWallet, SqlError>
}
