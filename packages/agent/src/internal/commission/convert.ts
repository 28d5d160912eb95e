import { zero } from "@croupier/core/Amount"
import { Effect } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { Arguments } from "../../contract/AgentRequests.js"
import type { ConversionView } from "../../contract/Commission.js"
import { perUnit, unitsText } from "../../contract/Exact.js"
import {
  ConversionConflict,
  ConversionNotFound,
  ConversionNotRequested,
  ConversionOverAvailable
} from "../../contract/Problems.js"
import { settleRolling } from "../../rules/settleRolling.js"
import { linesOf } from "../settlement/Lines.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AgentTables } from "../store/AgentTables.js"
import type { AccountRow, ConversionRow } from "../store/Rows.js"
import { termsAt } from "../tree/AgentViews.js"
import { seen } from "../tree/OwnSubtree.js"
import { isUnderThreshold, present } from "../tree/Policies.js"
import { requireOperator } from "../tree/Scope.js"

/** What can be converted in each currency in which there is something. */
export const convertible = Effect.fn("Agents.convertible")(function* (view: Arguments["convertible"]) {
  return yield* (yield* AgentStore).inBrand(view.brand, (tables) =>
    Effect.gen(function* () {
      yield* seen(tables, view)
      const agent = view.of ?? view.agent
      const amounts = yield* Effect.forEach(yield* tables.accountsOf(agent, "rolling"), (account) =>
        Effect.map(available(tables, agent, account), (amount) => ({ currency: account.currency, amount }))
      )
      return amounts.filter(({ amount }) => amount > 0n)
    })
  )
})

/** Takes an amount of the agent's rolling commission in advance; a loop pays it. */
export const convert = Effect.fn("Agents.convert")(function* ({ agent, brand, request }: Arguments["convert"]) {
  const { amount, currency, id } = request
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      yield* seen(tables, { agent })
      // The account is locked first, so that a repeat waits for the first one.
      const account = yield* tables.lockAccount({ earner: { kind: "agent", id: agent }, kind: "rolling", currency })
      const before = yield* tables.conversion(id)
      if (before !== undefined) {
        const isSame = before.agent === agent && before.currency === currency && before.amount === amount
        return isSame ? viewOf(before) : yield* new ConversionConflict()
      }
      const most = account === undefined ? zero : yield* available(tables, agent, account)
      if (amount === 0n || amount > most) {
        return yield* new ConversionOverAvailable({ currency, available: unitsText(currency, most) })
      }
      const conversion: ConversionRow = {
        ...{ id, agent, currency, amount },
        status: isUnderThreshold(yield* present(tables), currency, amount) ? "approved" : "requested",
        requestedAt: yield* tables.now,
        statement: null,
        transaction: null,
        triedAt: null
      }
      yield* tables.insertConversion(conversion)
      return viewOf(conversion)
    })
  )
})

export const approveConversion = Effect.fn("Agents.approveConversion")(function* ({
  brand,
  by,
  conversion
}: Arguments["approveConversion"]) {
  yield* requireOperator(by)
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      const found = yield* tables.conversion(conversion)
      if (found === undefined) return yield* new ConversionNotFound()
      // The account's lock keeps the end of its period, which rejects what waits, from coming in between.
      yield* tables.lockAccount({
        earner: { kind: "agent", id: found.agent },
        kind: "rolling",
        currency: found.currency
      })
      const row = (yield* tables.conversion(conversion, true)) ?? found
      if (row.status !== "requested") return yield* new ConversionNotRequested({ state: row.status })
      const approved = { ...row, status: "approved" } as const
      yield* tables.updateConversion(approved)
      return viewOf(approved)
    })
  )
})

/** What a settlement would pay now, less what was converted since the last one; nothing while one is being computed. */
const available = Effect.fnUntraced(function* (tables: AgentTables, agent: AgentId, account: AccountRow) {
  if (account.frozen !== null) return zero
  const terms = termsAt(yield* tables.agreements([agent]), agent, yield* tables.now)
  const { lines } = linesOf(account, terms, yield* tables.sums(account, account.last, undefined, false))
  const open = yield* tables.conversionsOf(agent, account.currency, null)
  const advances = open.reduce((sum, { amount }) => sum + amount, 0n) * perUnit
  return settleRolling(lines, account.remainder, advances).payout
})

const viewOf = ({ amount, currency, id, requestedAt, status }: ConversionRow): ConversionView => ({
  ...{ id, currency, status, requestedAt },
  amount
})
