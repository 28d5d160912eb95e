import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { type EventType, isWalletEvent, readFact } from "@croupier/wallet/contract"
import { Array, Either, type ParseResult, Predicate } from "effect"
import type { PlayerRef } from "../../contract/Rolling.js"
import type { Step } from "../../rules/State.js"
import { andThen, unchanged } from "../../rules/Stepping.js"
import { takeEvent } from "../../rules/takeEvent.js"
import type { Decided, Found, Wanted } from "../store/RollingStore.js"

type WalletsEvent = DomainEvent & { readonly type: EventType }

/** The wallet's events of each player, in their order. */
const byPlayer = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<Array.NonEmptyReadonlyArray<WalletsEvent>> =>
  Object.values(Array.groupBy(events.filter(isWalletEvent), ({ brand, key }) => compositeKey(brand, key)))

/** The players that events are about, with what the events name. */
export const wantedFor = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<Wanted> =>
  byPlayer(events).map((own) => ({
    ...refOf(own[0]),
    grants: named(own, "grant"),
    deposits: named(own, "reverses"),
    rounds: own.flatMap(({ payload }) => (hasRound(payload) ? [payload.round] : []))
  }))

/** Takes the events of each player in their order. Left where a payload is not what its type says: nothing changes then. */
export const takeEvents =
  (events: ReadonlyArray<DomainEvent>) =>
  (found: Found): Either.Either<Decided<void>, ParseResult.ParseError> => {
    const steps: Array<Step> = []
    for (const own of byPlayer(events)) {
      let step = unchanged(found.playerOf(refOf(own[0])))
      for (const event of own) {
        const fact = readFact(event)
        if (Either.isLeft(fact)) return Either.left(fact.left)
        const occurrence = { version: event.keyVersion, at: event.occurredAt.getTime() }
        const policy = found.policyAt(event.brand, occurrence.at)
        step = andThen(step, (player) => takeEvent(player, fact.right, occurrence, policy))
      }
      steps.push(step)
    }
    return Either.right({ steps, answer: undefined })
  }

const refOf = ({ brand, key }: DomainEvent): PlayerRef => ({ brand, player: key as PlayerRef["player"] })

/** What a payload says under a name, read before it is decoded: a wrong one loads a row too many, and is refused after. */
const named = (events: ReadonlyArray<DomainEvent>, name: string): ReadonlyArray<string> =>
  events.flatMap(({ payload }) => {
    const value = Predicate.isRecord(payload) ? payload[name] : undefined
    return typeof value === "string" && uuid.test(value) ? [value] : []
  })

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const hasRound = (
  payload: unknown
): payload is { readonly round: { readonly provider: string; readonly id: string } } =>
  Predicate.isRecord(payload) &&
  Predicate.isRecord(payload.round) &&
  typeof payload.round.provider === "string" &&
  typeof payload.round.id === "string"
