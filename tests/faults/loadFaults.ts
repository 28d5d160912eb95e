import { Effect, Random } from "effect"
import { type Fault, inTurn, inWorld } from "./Fault.js"
import { domain, keys } from "./tally.js"

/** Some keys: of more than one partition and brand where there are several. */
const someKeys = (count: number) =>
  Effect.map(Random.nextIntBetween(0, keys.length), (first) =>
    Array.from({ length: count }, (_, number) => keys[(first + number * 7) % keys.length] ?? "")
  )

/** What writers do that is hard to follow. */
export const loadFaults: Readonly<Record<string, Fault>> = {
  "a writer that stays open": inWorld(({ writers }) => writers.slow(1500)),
  "gaps in the numbering": inWorld(({ writers, ask }) =>
    inTurn(
      writers.gap(20),
      Effect.orDie(
        ask(`SELECT setval('croupier_${domain}.outbox_seq_seq', nextval('croupier_${domain}.outbox_seq_seq') + 1000)`)
      )
    )
  ),
  "more events in a transaction than a batch holds": inWorld(({ writers }) =>
    Effect.flatMap(someKeys(4), (chosen) => writers.bulk(chosen, 600, 0))
  ),
  "more bytes for a partition than the tail keeps": inWorld(({ writers }) =>
    Effect.flatMap(someKeys(1), (chosen) => inTurn(writers.bulk(chosen, 150, 6000), writers.bulk(chosen, 150, 6000)))
  )
}
