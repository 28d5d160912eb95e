import type { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import { overBrands } from "@croupier/core/domain/overBrands"
import type { Notifier } from "@croupier/core/events/Notifier"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import type { Wallet, WalletUnavailable } from "@croupier/wallet/contract"
import type * as SqlClient from "@effect/sql/SqlClient"
import { Context, Effect, Layer } from "effect"
import { AgentsUnavailable } from "./contract/Problems.js"
import { close } from "./internal/settlement/close.js"
import { freeze } from "./internal/settlement/freeze.js"
import { payConversion, payStatement } from "./internal/settlement/Payouts.js"
import { AgentStore } from "./internal/store/AgentStore.js"
import * as AgentStoreSql from "./internal/store/AgentStoreSql.js"

type Failure = AgentsUnavailable | WalletUnavailable

/**
 * Settlement, in steps that a crash may come between. Each is one bounded, idempotent tick over all brands that answers how
 * many accounts, statements or conversions it took; several processes may run it at once.
 */
export class AgentMaintenance extends Context.Tag("@croupier/agent/AgentMaintenance")<
  AgentMaintenance,
  {
    /** Freezes the accounts with a period that is over. */
    readonly freezePeriods: Effect.Effect<number, Failure>
    /** Computes frozen statements, and pays those that are approved. */
    readonly finishStatements: Effect.Effect<number, Failure>
    /** Pays approved conversions. */
    readonly payConversions: Effect.Effect<number, Failure>
  }
>() {}

type Needs = AgentStore | BrandDirectory | Wallet

/** The ticks over a store. */
export const layer: Layer.Layer<AgentMaintenance, never, Needs> = Layer.effect(
  AgentMaintenance,
  Effect.map(Effect.context<Needs>(), (needs) =>
    outsideTransactions("AgentMaintenance", { freezePeriods, finishStatements, payConversions }, needs)
  )
)

/** The ticks on PostgreSQL. */
export const layerSql: Layer.Layer<AgentMaintenance, never, BrandDirectory | Notifier | SqlClient.SqlClient | Wallet> =
  Layer.provide(layer, AgentStoreSql.layerSql)

/** Items of a brand that one tick takes at most. */
const most = 100

/** Milliseconds until a payout that the wallet refused is tried again. */
const patience = 60_000

const eachOfBrands = overBrands({
  name: "settlement",
  tooSlow: () => new AgentsUnavailable({ outcome: "unknown", detail: "It did not complete in time." })
})

const freezePeriods = eachOfBrands(
  (brand) =>
    Effect.flatMap(AgentStore, ({ inBrand }) =>
      inBrand(brand, (tables) => Effect.flatMap(tables.now, (now) => tables.dueAccounts(now, most)))
    ),
  freeze
).pipe(Effect.withSpan("AgentMaintenance.freezePeriods"))

const finishStatements = eachOfBrands(
  (brand) =>
    Effect.flatMap(AgentStore, ({ inBrand }) =>
      inBrand(brand, (tables) => Effect.flatMap(tables.now, (now) => tables.unfinished(now - patience, most)))
    ),
  (brand, { id, status }) => (status === "frozen" ? close(brand, id) : payStatement(brand, id))
).pipe(Effect.withSpan("AgentMaintenance.finishStatements"))

const payConversions = eachOfBrands(
  (brand) =>
    Effect.flatMap(AgentStore, ({ inBrand }) =>
      inBrand(brand, (tables) => Effect.flatMap(tables.now, (now) => tables.approvedConversions(now - patience, most)))
    ),
  payConversion
).pipe(Effect.withSpan("AgentMaintenance.payConversions"))
