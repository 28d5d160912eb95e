import { administer } from "@croupier/core/postgres/Administrator"
import { reasonOf } from "@croupier/core/postgres/SqlErrors"
import { Effect as E, type Effect, type Redacted } from "effect"
import type { QueryResultRow } from "pg"

/** Asks the catalogue of the database, as the login of the URL and whatever it may do. */
export type Ask = <Row extends QueryResultRow>(
  text: string,
  values?: ReadonlyArray<unknown>
) => Effect.Effect<ReadonlyArray<Row>, unknown>

/** Runs questions over one connection; the failure is the reason for which there is none, in one line. */
export const asking = <A>(url: Redacted.Redacted, questions: (ask: Ask) => E.Effect<A, unknown>): E.Effect<A, string> =>
  E.mapError(
    administer(url, (query) => questions((text, values) => query(text, values))),
    reasonOf
  )
