import { Actor } from "@croupier/core/Actor"
import { inCurrency, Total } from "@croupier/core/Amount"
import { CurrencyCode } from "@croupier/core/Currency"
import * as EventKind from "@croupier/core/events/EventKind"
import { Uuid } from "@croupier/core/Ids"
import { Schema } from "effect"
import { AgentId } from "./Agent.js"
import { Earner } from "./Agreement.js"
import { CommissionKind, Terms } from "./Terms.js"

const statement = "01926d3c-7a1e-7000-8000-2f6d3a5b9c40"
const agent = "01926d3c-7a1e-7000-8000-2f6d3a5b9c41"
const parent = "01926d3c-7a1e-7000-8000-2f6d3a5b9c42"
const terms = {
  rolling: { slots: "0.7", live: "0.3", table: "0.3", sports: "0.3", minigame: "0.3" },
  losing: { slots: "0", live: "0", table: "0", sports: "0", minigame: "0" },
  losingBase: "loss-after-rolling",
  deductions: [],
  carry: "base",
  carryPeriods: null,
  ringFence: [],
  settles: { rolling: "weekly", losing: "monthly" }
} as const

/** Every kind of event that agent publishes, by its type; the key is the agent, or the player with a rate of their own. */
export const agentEvents = EventKind.catalogue({
  "agent.registered": {
    version: 1,
    about: "An agent was registered. This is the agent's first event.",
    payload: Schema.Struct({ parent: Schema.NullOr(AgentId), referralCode: Schema.String, actor: Actor }),
    example: { parent, referralCode: "seoul-7", actor: { kind: "agent", id: parent } }
  },
  "agent.rates-changed": {
    version: 1,
    about: "New terms were agreed with an agent or a player; they hold from `from` on (epoch milliseconds).",
    payload: Schema.Struct({ earner: Earner, terms: Terms, from: Schema.Int, actor: Actor }),
    example: { earner: { kind: "agent", id: agent }, terms, from: 1772366400000, actor: { kind: "agent", id: parent } }
  },
  "agent.statement-closed": {
    version: 1,
    about: "A period was settled; the payout follows once the statement is approved.",
    payload: inCurrency(
      Schema.Struct({
        statement: Uuid,
        earner: Earner,
        kind: CommissionKind,
        currency: CurrencyCode,
        from: Schema.Int,
        to: Schema.Int,
        payout: Total
      })
    ),
    example: {
      statement,
      earner: { kind: "agent", id: agent },
      kind: "rolling",
      currency: "KRW",
      from: 1772366400000,
      to: 1772971200000,
      payout: "4000"
    }
  }
})

/** The types of the events that agent publishes. */
export type AgentEventType = keyof typeof agentEvents
