import { format } from "@croupier/core/Amount"
import * as Currency from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import type { ContributionView, RequirementView } from "../contract/Requirement.js"
import type { Contribution, Requirement } from "../rules/State.js"
import { missingOf } from "../rules/withdrawalReasons.js"

/** The progress of a requirement as it is shown: from nothing to its target. */
export const shownProgress = ({ progress, target }: Pick<Requirement, "progress" | "target">): bigint =>
  progress > target ? target : progress < 0n ? 0n : progress

/** A requirement as callers see it. */
export const requirementView = (player: PlayerId, requirement: Requirement): RequirementView => {
  const currency = Currency.of(requirement.currency)
  const { converted } = requirement
  return {
    id: requirement.id,
    player,
    origin: requirement.origin,
    deposit: requirement.deposit,
    grant: requirement.grant,
    currency: requirement.currency,
    of: requirement.of,
    base: format(currency, requirement.base),
    multiplier: requirement.multiplier,
    target: format(currency, requirement.target),
    progress: format(currency, shownProgress(requirement)),
    missing: format(currency, missingOf(requirement)),
    source: requirement.source,
    weights: requirement.weights,
    priority: requirement.priority,
    onWithdrawal: requirement.onWithdrawal,
    state: requirement.state,
    reason: requirement.reason,
    openedAt: requirement.openedAt,
    expiresAt: requirement.expiresAt,
    endedAt: requirement.endedAt,
    converted: converted === null ? null : format(currency, converted)
  }
}

/** A contribution as callers see it; amounts are signed. */
export const contributionView = (code: Currency.CurrencyCode, contribution: Contribution): ContributionView => {
  const currency = Currency.of(code)
  const { adjustment, amount, at, category, game, kind, number, round, valid, weight } = contribution
  return {
    number,
    kind,
    round,
    game,
    category,
    valid: valid === null ? null : format(currency, valid),
    weight,
    amount: format(currency, amount),
    reason: adjustment?.reason ?? null,
    at
  }
}
