import { compositeKey } from "@croupier/core/text/compositeKey"
import type { GameCategory } from "@croupier/wallet/contract"
import { Array as Arr } from "effect"
import type { PeriodBalance } from "../../rules/PeriodSums.js"
import type { PlayerSums } from "../../rules/settlePeriod.js"
import type { StoredFact, StoredPeriod } from "./StoredFact.js"

/**
 * Sums of the facts that a frozen period is settled from: of those since the campaign began and before the period's end that are
 * below its position, the ones that were not in an earlier period.
 */
export const sumsOf = (
  facts: ReadonlyArray<StoredFact>,
  periods: ReadonlyArray<StoredPeriod>,
  period: StoredPeriod,
  activity: ReadonlyArray<GameCategory>
): ReadonlyArray<PlayerSums> => {
  const begun = periods[0]?.from ?? period.from
  const before = periods[period.number - 2]
  const now = facts.slice(0, period.frozenAt).filter(({ at }) => at < period.to)
  const then = new Set(
    facts.slice(0, before?.frozenAt ?? period.frozenAt).filter(({ at }) => at < (before?.to ?? begun))
  )
  const input = now.filter((fact) => fact.at >= begun && !then.has(fact))
  const counted = ({ category, kind }: StoredFact) =>
    kind !== "round" || activity.length === 0 || (category !== null && activity.includes(category))
  return Object.values(Arr.groupBy(input, ({ currency, player }) => compositeKey(player, currency))).map((own) => {
    const [{ currency, player }] = own
    const ofPlayer = (fact: StoredFact) => fact.player === player
    return {
      player,
      currency,
      stake: sum(own.filter(counted), "stake"),
      payout: sum(own.filter(counted), "payout"),
      converted: sum(own, "converted"),
      deposit: sum(own, "deposit"),
      withdrawal: sum(own, "withdrawal"),
      before: lastBalance([...then].filter(ofPlayer)),
      after: lastBalance(now.filter(ofPlayer))
    }
  })
}

type Figure = "stake" | "payout" | "converted" | "deposit" | "withdrawal"

const sum = (facts: ReadonlyArray<StoredFact>, figure: Figure): bigint =>
  facts.reduce((total, fact) => total + fact[figure], 0n)

const lastBalance = (facts: ReadonlyArray<StoredFact>): PeriodBalance =>
  facts.reduce<StoredFact | undefined>(
    (last, fact) => (last === undefined || fact.version > last.version ? fact : last),
    undefined
  ) ?? { cash: 0n, held: 0n }
