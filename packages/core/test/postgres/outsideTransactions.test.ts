import * as SqlClient from "@effect/sql/SqlClient"
import { describe, expect, it } from "@effect/vitest"
import { Cause, Context, Effect, Exit } from "effect"
import { outsideTransactions } from "../../src/postgres/outsideTransactions.js"

class Greeting extends Context.Tag("test/Greeting")<Greeting, string>() {}

/** In place of a transaction of the caller; it is never used. */
const inTransaction = Effect.provideService(SqlClient.TransactionConnection, [{} as never, 0])

const messageOf = (exit: Exit.Exit<unknown, unknown>) =>
  Exit.isFailure(exit) ? String(Cause.squash(exit.cause)) : "succeeded"

describe("a service outside of transactions", () => {
  let calls = 0
  const service = outsideTransactions(
    "Greeter",
    {
      greet: (name: string, mark: string) => {
        calls++
        return Effect.map(Greeting, (greeting) => `${greeting}, ${name}${mark}`)
      },
      silence: Effect.map(Greeting, (greeting) => greeting.length)
    },
    Context.make(Greeting, "Hello")
  )

  it.effect("answers with what its methods need provided, plain effects too", () =>
    Effect.gen(function* () {
      expect(yield* service.greet("Ada", "!")).toBe("Hello, Ada!")
      expect(yield* service.silence).toBe(5)
    })
  )

  it.effect("refuses inside its caller's transaction by the method's name, and does not begin", () =>
    Effect.gen(function* () {
      calls = 0
      const greeted = yield* Effect.exit(inTransaction(service.greet("Ada", "!")))
      expect(messageOf(greeted)).toContain("Greeter.greet was asked for inside a transaction")
      expect(calls).toBe(0)
      expect(messageOf(yield* Effect.exit(inTransaction(service.silence)))).toContain("Greeter.silence")
    })
  )
})
