import { Effect, Either, HashMap } from "effect"
import { expire } from "../../rules/expire.js"
import { type DueRequirement, RollingStore } from "../store/RollingStore.js"

/** Ends a requirement by its time, decided under its player's lock. */
export const expireOne = ({ brand, id, player }: DueRequirement) =>
  Effect.gen(function* () {
    const store = yield* RollingStore
    const known = yield* store.requirement(brand, id)
    if (known === undefined) return
    const closures = yield* store.closures(brand, known.requirement.runsSince)
    yield* store.change([{ brand, player, requirements: [id] }], (found) => {
      const own = found.playerOf({ brand, player })
      const step = expire(own, HashMap.unsafeGet(own.requirements, id), closures, found.now)
      return Either.right({ steps: [step], answer: undefined })
    })
  })
