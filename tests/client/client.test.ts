import {
  createClient,
  dataOf,
  idempotent,
  isProblem,
  newIdempotencyKey,
  ProblemError,
  unexpectedAnswer
} from "@croupier/client"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as Service from "@croupier/core/http/Service"
import type { WalletId } from "@croupier/core/Ids"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { TransactionKey, Wallet } from "@croupier/wallet"
import { describe, expect, it } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import { needs, wallet } from "../how-to/serve-on-your-server/wallet.js"

const player = "01926d3c-7a1e-7000-8000-00000000a11c" as WalletId
const brand = "aurora" as BrandKey

/** The wallet service with an open wallet, and a client of its player. */
const start = Effect.gen(function* () {
  const context = yield* Layer.build(needs)
  yield* Context.get(context, Wallet).post({
    _tag: "open",
    brand,
    wallet: player,
    actor: { kind: "player", id: player },
    key: TransactionKey.once("open", player),
    kind: "player",
    currency: "EUR" as CurrencyCode
  })
  yield* Context.get(context, Wallet).putReceivingAccount(brand, {
    id: "main",
    bank: "Riva",
    accountNumber: "MT84",
    holder: "Aurora",
    currency: "EUR" as CurrencyCode,
    status: "open",
    dailyCap: null,
    groups: []
  })
  const service = Service.serve({ ...wallet, port: 0 }).pipe(Layer.provide(Layer.succeedContext(context)))
  const { baseUrl } = yield* TestHttp.start(service)
  return { baseUrl, client: createClient({ baseUrl, token: "session-1" }) }
})

const failure = (call: Promise<unknown>) =>
  Effect.promise(() =>
    call.then(
      () => undefined,
      (error: unknown) => error
    )
  )

describe("the client", () => {
  it.scopedLive("reads what the service answers, typed by its document", () =>
    Effect.gen(function* () {
      const { client } = yield* start
      const { data, error } = yield* Effect.promise(() => client.GET("/api/wallet/balance"))
      expect([data?.cash, data?.currency, error]).toEqual(["0", "EUR", undefined])
      const balance = yield* Effect.promise(() => dataOf(client.GET("/api/wallet/balance")))
      expect(balance.held satisfies string).toBe("0")
    })
  )

  it.scopedLive("executes a request once, however often it is sent with one key", () =>
    Effect.gen(function* () {
      const { client } = yield* start
      const ask = (key: string) =>
        Effect.promise(() =>
          client.POST("/api/wallet/deposit-requests", { params: { header: idempotent(key) }, body: { amount: "10" } })
        )
      const key = newIdempotencyKey()
      const [first, again, other] = [yield* ask(key), yield* ask(key), yield* ask(newIdempotencyKey())]
      expect(first.data?.id).toEqual(expect.any(String))
      expect([again.data, again.response.headers.get("idempotent-replayed")]).toEqual([first.data, "true"])
      // One request may be pending at a time.
      expect(other.error?.code).toBe("deposit-request-pending")
    })
  )

  it.scopedLive("gives a problem as a result, or throws it", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* start
      const stranger = createClient({ baseUrl, token: () => Promise.resolve("none") })
      const { error, response } = yield* Effect.promise(() => stranger.GET("/api/wallet/balance"))
      expect([response.status, error?.code]).toEqual([401, "unauthenticated"])
      const thrown = yield* failure(dataOf(createClient({ baseUrl }).GET("/api/wallet/balance")))
      expect(thrown).toBeInstanceOf(ProblemError)
      expect(thrown).toMatchObject({ status: 401, problem: { code: "unauthenticated", traceId: expect.any(String) } })
      expect(isProblem(error, "unauthenticated") && !isProblem(error, "not-found")).toBe(true)
    })
  )

  it.effect("makes a problem of an answer that is none of the API's, and names the time to wait", () =>
    Effect.gen(function* () {
      const headers = { "content-type": "text/html", "retry-after": "7", "x-trace-id": "t" }
      const fetch = () => Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502, headers }))
      const client = createClient({ baseUrl: "http://a.test", fetch })
      const { error } = yield* Effect.promise(() => client.GET("/api/wallet/balance"))
      expect(error).toMatchObject({ status: 502, code: unexpectedAnswer, traceId: "t" })
      expect(yield* failure(dataOf(client.GET("/api/wallet/balance")))).toMatchObject({ status: 502, retryAfter: 7 })
    })
  )

  it.effect("rejects where there was no answer", () =>
    Effect.gen(function* () {
      const client = createClient({ baseUrl: "http://a.test", fetch: () => Promise.reject(new TypeError("away")) })
      expect(yield* failure(client.GET("/api/wallet/balance"))).toMatchObject({ message: "away" })
    })
  )
})
