import { pages } from "@croupier/core/http/Cursor"
import { Effect, Schema } from "effect"
import type { Arguments } from "../../contract/AgentRequests.js"
import type { AccrualView } from "../../contract/Commission.js"
import { text, unitsText } from "../../contract/Exact.js"
import { StatementNotFound } from "../../contract/Problems.js"
import type { CommissionKind } from "../../contract/Terms.js"
import { earnings } from "../../rules/earnings.js"
import { shareOf } from "../../rules/Share.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AccrualRow, ChainRow } from "../store/Rows.js"
import { seen } from "../tree/OwnSubtree.js"
import { seenStatement } from "./StatementViews.js"

const accrualPages = pages(Schema.Tuple(Schema.BigInt), ({ seq }: AccrualRow) => [seq] as const)

/** What an agent earned by each settled round, of all or of one statement. */
export const accruals = Effect.fn("Agents.accruals")(function* ({
  cursor,
  limit,
  statement,
  ...view
}: Arguments["accruals"]) {
  const place = yield* accrualPages.place(cursor)
  return yield* (yield* AgentStore).inBrand(view.brand, (tables) =>
    Effect.gen(function* () {
      yield* seen(tables, view)
      const earner: string = view.of ?? view.agent
      const within =
        statement === undefined ? undefined : yield* seenStatement(tables, { agent: view.agent, statement })
      if (within !== undefined && within.earner.id !== earner) return yield* new StatementNotFound()
      const rows = yield* tables.accruals(earner, within, { after: place?.[0], limit: limit + 1 })
      const found = yield* tables.chains([...new Set(rows.map(({ chain }) => chain))])
      const chains = new Map(found.map((chain) => [chain.id, chain]))
      return accrualPages.page(rows, limit, (row) => viewOf(row, chains.get(row.chain), earner))
    })
  )
})

const viewOf = (row: AccrualRow, chain: ChainRow | undefined, earner: string): AccrualView => {
  const { agent, at, category, currency, event, net, player, round, valid } = row
  const earned = (kind: CommissionKind) => {
    const earning = chain && earnings(chain, earner, kind, category, row)
    return text(currency, earning === undefined ? 0n : shareOf(earning.base, earning.share))
  }
  return {
    ...{ event, player, agent, round, category, currency, settledAt: at },
    valid: unitsText(currency, valid),
    net: unitsText(currency, net),
    rolling: earned("rolling"),
    losing: earned("losing")
  }
}
