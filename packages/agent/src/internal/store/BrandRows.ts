import type * as Rows from "./Rows.js"

/** The rows of one brand in memory. */
export interface BrandRows {
  readonly agents: Map<string, Rows.AgentRow>
  readonly placements: Array<Rows.PlacementRow>
  readonly agreements: Array<Rows.AgreementRow>
  readonly policies: Array<Rows.PolicyRow>
  readonly players: Map<string, Rows.PlayerRow>
  readonly pending: Array<Rows.PendingRow>
  readonly rounds: Map<string, Rows.RoundRow>
  readonly chains: Map<string, Rows.ChainRow>
  readonly accruals: Array<Rows.AccrualRow>
  readonly accounts: Map<string, Rows.AccountRow & { readonly dueAt: number }>
  readonly statements: Map<string, Rows.StatementRow>
  readonly conversions: Map<string, Rows.ConversionRow>
  readonly wallets: Map<string, Rows.AgentWallet>
  readonly eventVersions: Map<string, bigint>
}

/** A brand without rows. */
export const empty = (): BrandRows => ({
  agents: new Map(),
  placements: [],
  agreements: [],
  policies: [],
  players: new Map(),
  pending: [],
  rounds: new Map(),
  chains: new Map(),
  accruals: [],
  accounts: new Map(),
  statements: new Map(),
  conversions: new Map(),
  wallets: new Map(),
  eventVersions: new Map()
})
