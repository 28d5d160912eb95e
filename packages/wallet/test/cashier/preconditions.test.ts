import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { memorySubject } from "../../src/testing/MemoryBooks.js"
import { holdsAt } from "../../src/testing/preconditionLaws.js"
import { preconditions, steps } from "../../src/testing/preconditions.js"

describe("every precondition is asked, or not, by name, at", () => {
  it.effect.each(steps)("%s", (step) =>
    Effect.forEach(
      preconditions,
      (precondition) => Effect.flatMap(memorySubject, (subject) => holdsAt(subject, step, precondition)),
      { discard: true }
    )
  )
})
