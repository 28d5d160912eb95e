import type { Passwords } from "@croupier/core/auth/Passwords"
import type { Revocations } from "@croupier/core/auth/Revocations"
import type { Throttle } from "@croupier/core/auth/Throttle"
import type { TokenIssuer } from "@croupier/core/auth/TokenIssuer"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { Effect, Layer } from "effect"
import { Agents } from "../contract/Agents.js"
import { accruals } from "./commission/accruals.js"
import * as Conversions from "./commission/convert.js"
import * as Statements from "./commission/StatementViews.js"
import type { AgentStore } from "./store/AgentStore.js"
import { agree } from "./tree/agree.js"
import { login } from "./tree/login.js"
import { move } from "./tree/move.js"
import * as OwnSubtree from "./tree/OwnSubtree.js"
import * as Policies from "./tree/Policies.js"
import { register } from "./tree/register.js"
import { setStatus } from "./tree/setStatus.js"

/** What the use cases ask of their surroundings. */
export type AgentsNeeds = AgentStore | Passwords | Revocations | Throttle | TokenIssuer

/** The use cases over a store. */
export const agentsLayer: Layer.Layer<Agents, never, AgentsNeeds> = Layer.effect(
  Agents,
  Effect.map(Effect.context<AgentsNeeds>(), (needs) =>
    outsideTransactions(
      "Agents",
      {
        register,
        login,
        me: OwnSubtree.me,
        tree: OwnSubtree.tree,
        players: OwnSubtree.players,
        agree,
        agreements: OwnSubtree.agreements,
        setStatus,
        move,
        setHouse: OwnSubtree.setHouse,
        accruals,
        statements: Statements.statements,
        statement: Statements.statement,
        approve: Statements.approve,
        convertible: Conversions.convertible,
        convert: Conversions.convert,
        approveConversion: Conversions.approveConversion,
        policy: Policies.policy,
        setPolicy: Policies.setPolicy
      },
      needs
    )
  )
)
