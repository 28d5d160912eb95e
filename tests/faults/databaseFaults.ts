import { rebase } from "@croupier/core/events/rebase"
import { Effect } from "effect"
import { type Fault, inTurn, inWorld, often, pause } from "./Fault.js"
import { dumpRestored, halted } from "./histories.js"
import { domain } from "./tally.js"

/** What happens to PostgreSQL and to the network before it. */
export const databaseFaults: Readonly<Record<string, Fault>> = {
  "PostgreSQL restarted": inWorld(({ postgres }) => inTurn(postgres.stop, postgres.start)),
  "PostgreSQL crashed": inWorld(({ postgres }) => inTurn(postgres.crash, postgres.start)),
  "PostgreSQL connections reset": inWorld(({ postgresLink }) => often(postgresLink.cut)),
  "PostgreSQL unreachable": inWorld(({ postgresLink }) => inTurn(postgresLink.refuse, pause, postgresLink.heal)),
  "PostgreSQL slow": inWorld(({ postgresLink }) => inTurn(postgresLink.delay(120), pause, postgresLink.heal)),
  "PostgreSQL swallows every packet": inWorld(({ postgresLink }) =>
    inTurn(postgresLink.silence, pause, postgresLink.heal)
  ),
  // What was connected is never answered again, without notice: only the clients' own limits end that.
  "PostgreSQL connections forgotten": inWorld(({ postgresLink }) =>
    inTurn(postgresLink.silence, pause, postgresLink.forget)
  ),
  "a commit without an answer": inWorld(({ postgresLink }) =>
    Effect.gen(function* () {
      const lost = yield* postgresLink.swallow("COMMIT")
      yield* Effect.timeoutOption(lost, "2 seconds")
      yield* pause
      yield* postgresLink.heal
    })
  ),
  "PostgreSQL restored to another timeline behind a newer Redis, and rebased": inWorld(({ postgres, writers, ask }) =>
    Effect.gen(function* () {
      yield* postgres.backUp
      yield* pause
      yield* postgres.restore
      yield* halted
      yield* Effect.eventually(rebase(domain))
      const kept = yield* Effect.orDie(ask<{ id: string }>(`SELECT event_id AS id FROM croupier_faults.written`))
      writers.lost(new Set(kept.map(({ id }) => id)))
    })
  ),
  "a dump restored, where transaction ids start over, and rebased": inTurn(
    dumpRestored,
    halted,
    Effect.eventually(rebase(domain))
  )
}
