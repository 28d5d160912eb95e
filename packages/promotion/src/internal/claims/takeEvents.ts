import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { uuidv7 } from "@croupier/core/Ids"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { type EventType, isWalletEvent, readFact, type WalletFact } from "@croupier/wallet/contract"
import { Either, type ParseResult } from "effect"
import { amountIn } from "../../contract/AmountByCurrency.js"
import type { PlayerRef } from "../../contract/Promotions.js"
import { isRunning } from "../../rules/claimable.js"
import type { CampaignRecord, Player, Step } from "../../rules/State.js"
import { andThen, unchanged } from "../../rules/Stepping.js"
import { takeEvent, takeReferral } from "../../rules/takeEvent.js"
import type { FoundMany } from "../store/PromotionStore.js"

/** The players that events are about. */
export const playersOf = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<PlayerRef> => [
  ...new Map(events.filter(isWalletEvent).map((event) => [keyOf(refOf(event)), refOf(event)])).values()
]

/** Takes events in their order. Left where a payload is not what its type says: nothing changes then. */
export const takeEvents =
  (events: ReadonlyArray<DomainEvent>) =>
  (found: FoundMany): Either.Either<ReadonlyArray<Step>, ParseResult.ParseError> => {
    const steps = new Map<string, Step>()
    const { now } = found
    const newId = () => uuidv7(now)
    const decide = (ref: PlayerRef, next: (player: Player) => Step) => {
      const before = steps.get(keyOf(ref)) ?? unchanged(found.playerOf(ref))
      const after = andThen(before, next)
      steps.set(keyOf(ref), after)
      return { before: before.player, after: after.player }
    }
    for (const event of events.filter(isWalletEvent)) {
      const read = readFact(event)
      if (Either.isLeft(read)) return Either.left(read.left)
      const ref = refOf(event)
      const automatic = found.automaticOf(event.brand)
      const at = { version: event.keyVersion, at: event.occurredAt.getTime() }
      const { after, before } = decide(ref, (player) => takeEvent(player, read.right, at, { automatic, newId, now }))
      const referrer = before.deposits === 0 && after.deposits === 1 ? found.referrerOf(ref) : undefined
      if (referrer === undefined) continue
      for (const record of automatic.filter((each) => isReferralOf(each, read.right, at.at))) {
        const referred = { player: ref.player, currency: read.right.payload.balance.currency }
        decide({ brand: event.brand, player: referrer }, (player) =>
          takeReferral(player, record, referred, { newId, now })
        )
      }
    }
    return Either.right([...steps.values()])
  }

/** Whether a campaign gives something for a player's first deposit. */
const isReferralOf = (record: CampaignRecord, { payload, type }: WalletFact, at: number): boolean => {
  const { reward } = record.campaign
  if (reward._tag !== "referral" || type !== "wallet.deposit-completed" || !isRunning(record, at)) return false
  return payload.moved.cash >= (amountIn(reward.leastDeposit, payload.balance.currency) ?? 0n)
}

const refOf = ({ brand, key }: DomainEvent & { readonly type: EventType }): PlayerRef => ({
  brand,
  player: key as PlayerRef["player"]
})

const keyOf = ({ brand, player }: PlayerRef): string => compositeKey(brand, player)
