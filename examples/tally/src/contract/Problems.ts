import * as Problem from "@croupier/core/http/Problem"
import { Schema } from "effect"

/** The id of an addition was used before, for other points or another player. */
export class AdditionConflict extends Problem.make<AdditionConflict>()("AdditionConflict", {
  status: 409,
  title: "The id belongs to another addition",
  description: "Use a new id for each addition, and the same one to repeat it."
}) {}

/** The tally cannot be reached. `outcome` says whether what was asked may have been done. */
export class TallyUnavailable extends Problem.make<TallyUnavailable>()(
  "TallyUnavailable",
  {
    status: 503,
    title: "The tally cannot be reached",
    description: "Repeat the request under the same id.",
    headers: () => ({ "retry-after": "1" })
  },
  { outcome: Schema.Literal("not-applied", "unknown") }
) {}
