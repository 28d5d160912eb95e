import type { BrandKey } from "@croupier/core/Brand"
import { makeUuid } from "@croupier/core/Ids"
import { Effect } from "effect"
import { nextPeriod } from "../../rules/nextPeriod.js"
import { formula } from "../../rules/Statement.js"
import { AgentStore } from "../store/AgentStore.js"
import type { AccountKey } from "../store/Rows.js"
import { termsAt } from "../tree/AgentViews.js"

/** Milliseconds after its end until a period is frozen: events that come later count in the next one. */
export const grace = 120_000

/**
 * Ends an account's period, if it is over: from now on no accrual is added to it, and no conversion. Nothing happens where the
 * statement before is not computed yet.
 */
export const freeze = Effect.fnUntraced(function* (brand: BrandKey, key: AccountKey) {
  const id = yield* makeUuid
  return yield* (yield* AgentStore).inBrand(brand, (tables) =>
    Effect.gen(function* () {
      yield* tables.lockTree("change")
      const account = yield* tables.lockAccount(key)
      if (account === undefined || account.frozen !== null) return
      const { kind, openedAt } = account
      const from = account.last?.to ?? openedAt
      const terms = termsAt(yield* tables.agreements([key.earner.id]), key.earner.id, from)
      const period = nextPeriod(account.last?.to, openedAt, terms.settles[kind], yield* tables.timezoneAt(from))
      const now = yield* tables.now
      const dueAt = period.to + grace
      if (now < dueAt) return yield* tables.updateAccount(account, dueAt)
      const bounds = { to: period.to, seq: yield* tables.lastAccrual }
      const number = account.statements + 1
      yield* tables.insertStatement({
        ...key,
        ...{ id, number, bounds, formula, from: period.from, before: account.last },
        ...{ status: "frozen", result: null, transaction: null, refusal: null, triedAt: null }
      })
      if (kind === "rolling" && key.earner.kind === "agent") {
        for (const conversion of yield* tables.conversionsOf(key.earner.id, key.currency, null, true)) {
          yield* tables.updateConversion(
            conversion.status === "requested"
              ? { ...conversion, status: "rejected" }
              : { ...conversion, statement: number }
          )
        }
      }
      yield* tables.updateAccount({ ...account, statements: number, last: bounds, frozen: id }, now)
    })
  )
})
