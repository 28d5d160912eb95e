import { KeyRing } from "@croupier/core/auth/KeyRing"
import type { Licence } from "@croupier/core/Brand"
import { Effect } from "effect"
import { ExclusionRegister } from "./contract/ExclusionRegister.js"
import type { Person } from "./contract/Person.js"
import { PersonExcluded, PlayersUnavailable } from "./contract/Problems.js"
import * as PersonalData from "./PersonalData.js"
import { PlayerStore } from "./store/PlayerStore.js"

/** Refuses a person who stands in the licence's own register, or in an outside one. No answer lets nobody in. */
export const refuseExcluded = Effect.fn("Players.refuseExcluded")(function* (licence: Licence, person: Person) {
  const store = yield* PlayerStore
  const prints = PersonalData.prints(yield* KeyRing, licence.key, person)
  if (yield* store.isExcluded(licence.key, prints)) return yield* new PersonExcluded()
  const register = yield* ExclusionRegister
  const excluded = yield* Effect.catchTag(register.isExcluded(licence.key, person), "RegisterUnavailable", (error) =>
    Effect.zipRight(
      Effect.logWarning(`the outside exclusion register does not answer: ${error.detail}`),
      new PlayersUnavailable({ outcome: "not-applied" })
    )
  )
  if (excluded) return yield* new PersonExcluded()
})
