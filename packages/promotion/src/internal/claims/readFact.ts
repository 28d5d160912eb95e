import * as EventKind from "@croupier/core/events/EventKind"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { type EventType, walletEvents } from "@croupier/wallet/contract"
import { Either, type ParseResult } from "effect"
import type { WalletFact } from "../../rules/factOf.js"

/** Whether an event is one of the wallet's. */
export const isWalletEvent = (event: DomainEvent): event is DomainEvent & { readonly type: EventType } =>
  Object.hasOwn(walletEvents, event.type)

/** A wallet's event with its payload read. Left where the payload is not what its type says. */
export const readFact = (
  event: DomainEvent & { readonly type: EventType }
): Either.Either<WalletFact, ParseResult.ParseError> => {
  // A kind of the catalogue is its own type's, which a type parameter over the union cannot say.
  const kind = walletEvents[event.type] as unknown as EventKind.EventKind<unknown, unknown>
  return Either.map(EventKind.read(kind, event), (payload) => ({ type: event.type, payload }) as WalletFact)
}
