import type { WalletFact } from "@croupier/wallet/contract"
import { HashMap } from "effect"
import { type Asked, claimable } from "./claimable.js"
import { factOf, type Occurrence } from "./factOf.js"
import { makeClaim } from "./makeClaim.js"
import { undo } from "./Saga.js"
import type { CampaignRecord, Claim, Deposit, Player, Step } from "./State.js"
import { andThen, unchanged, withClaim } from "./Stepping.js"

/** What taking an event needs beside it. */
export interface Surroundings {
  /** The brand's open campaigns that give a bonus by themselves. */
  readonly automatic: ReadonlyArray<CampaignRecord>
  readonly newId: () => string
  readonly now: number
}

/**
 * What a wallet's event means for its player: a fact of the period, a bonus for a deposit, the end of a bonus. An event that was
 * taken before changes nothing.
 */
export const takeEvent = (player: Player, event: WalletFact, at: Occurrence, around: Surroundings): Step => {
  if (at.version <= player.seen) return unchanged(player)
  const isDeposit = event.type === "wallet.deposit-completed"
  const seen: Player = { ...player, seen: at.version, deposits: player.deposits + (isDeposit ? 1 : 0) }
  const fact = factOf(event, at, seen.deposits)
  const taken: Step = { ...unchanged(seen), facts: fact === undefined ? [] : [fact] }
  return andThen(taken, (now) => decide(now, event, at, around))
}

const decide = (player: Player, event: WalletFact, { at }: Occurrence, around: Surroundings): Step => {
  const { newId, now } = around
  switch (event.type) {
    case "wallet.deposit-completed": {
      const matches = around.automatic.filter(({ campaign: { reward } }) => reward._tag === "deposit-match")
      const asked = askedOf(event.payload, player.deposits, at)
      return matches.reduce(
        (step, record) => andThen(step, (own) => given(own, record, asked, newId(), now)),
        unchanged(player)
      )
    }
    case "wallet.deposit-reversed":
      return live(player)
        .filter(({ deposit }) => deposit === event.payload.reverses)
        .reduce(
          (step, claim) =>
            andThen(step, (own) =>
              undo(own, claim, { as: "cancelled", reason: "deposit-reversed" }, { now, dueAt: now })
            ),
          unchanged(player)
        )
    case "wallet.bonus-converted":
      return bonusEnded(player, event.payload.grant, "converted", now)
    case "wallet.bonus-forfeited":
      return bonusEnded(player, event.payload.grant, "forfeited", now)
    default:
      return unchanged(player)
  }
}

/** Gives the referrer what a campaign gives for the first deposit of another player. */
export const takeReferral = (
  referrer: Player,
  record: CampaignRecord,
  referred: { readonly player: string; readonly currency: Claim["currency"] },
  { newId, now }: Omit<Surroundings, "automatic">
): Step =>
  given(referrer, record, { currency: referred.currency, deposits: [], referred: referred.player }, newId(), now)

/** The deposit of an event as a claim asks for it. */
const askedOf = (
  { balance, moved, transaction }: Extract<WalletFact, { type: "wallet.deposit-completed" }>["payload"],
  number: number,
  at: number
): Asked => {
  const deposit: Deposit = { transaction, number, currency: balance.currency, amount: moved.cash, at }
  return { currency: balance.currency, deposits: [deposit] }
}

const given = (player: Player, record: CampaignRecord, asked: Asked, id: string, now: number): Step => {
  const found = claimable(player, record, asked, now)
  return "refused" in found ? unchanged(player) : makeClaim(player, record, found, { id, key: null, now, dueAt: now })
}

/** The wallet has ended a bonus; others that wait for its end are due now. */
const bonusEnded = (player: Player, grant: string, as: "converted" | "forfeited", now: number): Step => {
  const claim = live(player).find(({ id }) => id === grant)
  const ended = claim === undefined ? unchanged(player) : endOf(player, claim, as, now)
  return andThen(ended, (own) =>
    unchanged(
      live(own)
        .filter(({ state }) => state === "budget-reserved")
        .reduce((all, waiting) => withClaim(all, { ...waiting, dueAt: now }), own)
    )
  )
}

const endOf = (player: Player, claim: Claim, as: "converted" | "forfeited", now: number): Step => {
  const ended: Claim = { ...claim, state: as, endedAt: now, dueAt: null }
  switch (claim.state) {
    case "active":
      return unchanged(withClaim(player, ended))
    case "bonus-granted":
    case "requirement-opened":
      // A requirement without anything to stake is fulfilled before its opening has been recorded here.
      return as === "converted"
        ? { ...unchanged(withClaim(player, ended)), happened: [{ type: "promotion.activated", claim: claim.id }] }
        : undo(player, claim, { as: "cancelled", reason: "forfeited" }, { now, dueAt: now })
    default:
      return unchanged(player)
  }
}

const live = (player: Player): ReadonlyArray<Claim> =>
  [...HashMap.values(player.claims)].filter(({ endedAt }) => endedAt === null)
