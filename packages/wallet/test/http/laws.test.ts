import { ServiceToken } from "@croupier/core/auth/ServiceToken"
import { runs } from "@croupier/core/testing/LongRun"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { afterAll, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, ManagedRuntime } from "effect"
import { Wallet, type WalletShape } from "../../src/contract.js"
import { cashierLaws } from "../../src/testing/cashierLaws.js"
import type { Subject } from "../../src/testing/Law.js"
import { laws } from "../../src/testing/laws.js"
import { memorySubject } from "../../src/testing/memoryBooks.js"
import { preconditionLaws } from "../../src/testing/preconditionLaws.js"
import * as WalletHttp from "../../src/WalletHttp.js"
import { identity, serviceOn } from "./service.js"

/** The server's wallet of the run: each run puts a fresh ledger behind the same socket. */
let behind: Subject
const current: WalletShape = new Proxy({} as WalletShape, {
  get:
    (_target, method: keyof WalletShape) =>
    (...given: ReadonlyArray<never>) =>
      Effect.suspend(() => Reflect.apply(behind.wallet[method], undefined, given))
})

const overSocket = Layer.unwrapScoped(
  Effect.gen(function* () {
    const token = Layer.succeed(ServiceToken, yield* ServiceToken)
    const { baseUrl } = yield* TestHttp.start(serviceOn(current).pipe(Layer.provide(token)))
    return WalletHttp.layer({ url: baseUrl }).pipe(Layer.provide(token))
  })
).pipe(Layer.provide(identity))

const runtime = ManagedRuntime.make(overSocket)
afterAll(() => runtime.dispose())

const httpSubject: Effect.Effect<Subject> = Effect.gen(function* () {
  behind = yield* memorySubject
  const wallet = Context.get(yield* Effect.promise(() => runtime.runPromise(Effect.context<Wallet>())), Wallet)
  return { ...behind, wallet }
})

describe("the laws of every wallet, over HTTP to another process's service", () => {
  for (const law of laws) it(law.name, () => law.hold(httpSubject, runs(50)))
  for (const law of cashierLaws) it(law.name, () => law.hold(httpSubject, runs(10)))
  for (const law of preconditionLaws) it(law.name, () => law.hold(httpSubject, runs(390)))
})
