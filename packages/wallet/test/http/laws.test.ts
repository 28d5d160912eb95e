import { ServiceToken } from "@croupier/core/auth/ServiceToken"
import { runs, sampled } from "@croupier/core/testing/LongRun"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { afterAll, describe, it } from "@effect/vitest"
import { Context, Effect, Layer, ManagedRuntime } from "effect"
import { Wallet, type WalletShape } from "../../src/contract.js"
import { cashierLaws } from "../../src/testing/cashierLaws.js"
import type { Subject } from "../../src/testing/Law.js"
import { laws } from "../../src/testing/laws.js"
import { memorySubject } from "../../src/testing/MemoryBooks.js"
import { preconditionLaws } from "../../src/testing/preconditionLaws.js"
import * as WalletHttp from "../../src/WalletHttp.js"
import { servers } from "./hosts.js"
import { identity } from "./service.js"

/** The server's wallet of the run: each run puts a fresh ledger behind the same socket. */
let behind: Subject
const current: WalletShape = new Proxy({} as WalletShape, {
  get:
    (_target, method: keyof WalletShape) =>
    (...given: ReadonlyArray<never>) =>
      Effect.suspend(() => Reflect.apply(behind.wallet[method], undefined, given))
})

for (const { name, on } of sampled(servers, 5)) {
  const overSocket = Layer.unwrapScoped(
    Effect.gen(function* () {
      const token = Layer.succeed(ServiceToken, yield* ServiceToken)
      const { baseUrl } = yield* TestHttp.start(on(current).pipe(Layer.provide(token)))
      return WalletHttp.layerHttp({ url: baseUrl }).pipe(Layer.provide(token))
    })
  ).pipe(Layer.provide(identity))

  describe(`the laws of every wallet, over HTTP to another process's service on ${name}`, () => {
    const runtime = ManagedRuntime.make(overSocket)
    afterAll(() => runtime.dispose())

    const httpSubject: Effect.Effect<Subject> = Effect.gen(function* () {
      behind = yield* memorySubject
      const wallet = Context.get(yield* Effect.promise(() => runtime.runPromise(Effect.context<Wallet>())), Wallet)
      return { ...behind, wallet }
    })
    // A server between the socket and the handlers can break the passage, and hardly a law.
    const part = name === "our server" ? 1 : 0.1

    for (const law of laws) it(law.name, () => law.hold(httpSubject, runs(50 * part)))
    for (const law of cashierLaws) it(law.name, () => law.hold(httpSubject, runs(10 * part)))
    for (const law of preconditionLaws) it(law.name, () => law.hold(httpSubject, runs(390 * part)))
  })
}
