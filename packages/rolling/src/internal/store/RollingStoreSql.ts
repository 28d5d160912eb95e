import { committed, Notifier } from "@croupier/core/events/Notifier"
import * as Store from "@croupier/core/postgres/Store"
import { compositeKey } from "@croupier/core/text/compositeKey"
import type { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Either, Layer } from "effect"
import { RollingUnavailable } from "../../contract/Problems.js"
import * as ClosureTable from "./ClosureTable.js"
import { loadPlayers, playerKey, readPlayer } from "./loadPlayers.js"
import { newPlayer } from "./newPlayer.js"
import * as PolicyTable from "./PolicyTable.js"
import * as RequirementTable from "./RequirementTable.js"
import * as ReviewTable from "./ReviewTable.js"
import { type Decided, type Found, RollingStore, type Wanted } from "./RollingStore.js"
import { saveSteps } from "./saveSteps.js"

/** Events that are taken may have occurred before a policy that is newer; commands look at the present one. */
interface Between {
  readonly from: number
  readonly to: number
}

/** Decides over players in the caller's transaction, which sees their brands' rows. */
export const changeWithin = <A, E>(
  wanted: ReadonlyArray<Wanted>,
  decide: (found: Found) => Either.Either<Decided<A>, E>,
  between?: Between
): Effect.Effect<Either.Either<A, E>, SqlError, SqlClient> =>
  Effect.gen(function* () {
    const { elsewhere, now, players } = yield* loadPlayers(wanted)
    const brands = [...new Set(wanted.map(({ brand }) => brand))]
    const policyAt = yield* PolicyTable.policiesBetween(brands, between?.from ?? now, between?.to ?? now)
    const [first] = wanted
    const adjusted =
      first?.adjustment === undefined ? undefined : yield* RequirementTable.adjustmentOf(first.brand, first.adjustment)
    const decided = decide({
      now,
      playerOf: (ref) => players.get(playerKey(ref)) ?? newPlayer(ref),
      policyAt,
      isElsewhere: (brand, id) => elsewhere.has(compositeKey(brand, id)),
      adjusted
    })
    if (Either.isLeft(decided)) return Either.left(decided.left)
    const savings = decided.right.steps.map((step) => ({
      before: players.get(playerKey(step.player)) ?? newPlayer(step.player),
      step
    }))
    yield* saveSteps(savings, now)
    return Either.right(decided.right.answer)
  })

/** Requirements on PostgreSQL. After a change that may have published something, a relay in this process is woken. */
export const layerSql: Layer.Layer<RollingStore, never, SqlClient | Notifier> = Layer.effect(
  RollingStore,
  Effect.gen(function* () {
    const { inBrand } = yield* Store.make<RollingUnavailable, SqlClient>({
      name: "rolling",
      unavailable: () => new RollingUnavailable({ outcome: "unknown" })
    })
    const hint = (yield* Notifier).wake(committed("rolling"))
    return RollingStore.of({
      change: (wanted, decide) => {
        const brands = [...new Set(wanted.map(({ brand }) => brand))]
        return inBrand(brands, changeWithin(wanted, decide)).pipe(Effect.zipLeft(hint), Effect.flatten)
      },
      player: (ref) => inBrand(ref.brand, readPlayer(ref)),
      requirement: (brand, id) => inBrand(brand, RequirementTable.byId(brand, id)),
      requirements: (ref, below, limit) => inBrand(ref.brand, RequirementTable.ofPlayer(ref, below, limit)),
      contributions: (brand, requirement, below, limit) =>
        inBrand(brand, RequirementTable.contributions(brand, requirement, below, limit)),
      openReviews: (ref) => inBrand(ref.brand, ReviewTable.openReviews(ref)),
      reviews: (brand, place, limit) => inBrand(brand, ReviewTable.reviewsFrom(brand, place, limit)),
      resolveReview: (resolution) => inBrand(resolution.brand, ReviewTable.resolve(resolution)),
      policy: (brand) => inBrand(brand, PolicyTable.presentPolicy(brand)),
      setPolicy: (brand, policy) => inBrand(brand, PolicyTable.insertPolicy(brand, policy)),
      expiring: (brands, limit) => (brands.length === 0 ? none : inBrand(brands, RequirementTable.expiring(limit))),
      tasks: (brands, limit) => (brands.length === 0 ? none : inBrand(brands, RequirementTable.tasks(limit))),
      closures: (brand, since) => inBrand(brand, ClosureTable.since(brand, since)),
      setClosed: (brand, isClosed) => inBrand(brand, ClosureTable.setClosed(brand, isClosed))
    })
  })
)

const none = Effect.succeed([])
