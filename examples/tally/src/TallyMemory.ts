import { MemoryOutbox } from "@croupier/core/events/EventStreamMemory"
import { newEvents } from "@croupier/core/events/publish"
import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { Clock, type Context, Effect, Layer } from "effect"
import { PointsAdded } from "./contract/Events.js"
import { AdditionConflict } from "./contract/Problems.js"
import { type Addition, Tally, type TallyRef } from "./contract/Tally.js"
import { type Added, add } from "./rules/add.js"

/** The tally in memory, for tests and for apps that need no more. */
export const layerMemory: Layer.Layer<Tally, never, MemoryOutbox> = Layer.effect(
  Tally,
  Effect.map(MemoryOutbox, (outbox) => {
    const additions = new Map<string, Added>()
    const players = new Map<string, { total: number; events: bigint }>()
    const of = ({ brand, player }: TallyRef) => players.get(`${brand} ${player}`) ?? { total: 0, events: 0n }
    return outsideTransactions("Tally", {
      add: (addition: Addition) =>
        Effect.gen(function* () {
          const { brand, id, player, points } = addition
          const at = yield* Clock.currentTimeMillis
          const { events, total } = of(addition)
          const decision = add(addition, total, additions.get(`${brand} ${id}`))
          if (decision._tag === "conflict") return yield* new AdditionConflict()
          if (decision._tag === "repeat") return decision.total
          additions.set(`${brand} ${id}`, { player, points, total: decision.total })
          players.set(`${brand} ${player}`, { total: decision.total, events: events + 1n })
          const payload = { points, total: decision.total }
          yield* outbox.commit(
            "tally",
            yield* newEvents({ brand, key: player, before: events, at }, [{ ...PointsAdded, payload }])
          )
          return decision.total
        }),
      total: (ref) => Effect.sync(() => of(ref).total)
    } satisfies Context.Tag.Service<typeof Tally>)
  })
)
