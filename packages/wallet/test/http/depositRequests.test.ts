import { describe, expect, it } from "@effect/vitest"
import { Deferred, Effect, Fiber } from "effect"
import { TransactionKey } from "../../src/contract.js"
import { alice, aurora, bob, mainAccount, start } from "./service.js"

const path = "/api/wallet/deposit-requests"
const key = (value: string) => ({ "idempotency-key": value })
const actor = { kind: "service", id: "recon_service" }
const decision = { brand: aurora, actor }
const internal = (id: string, what: string) => `/internal/wallet/deposit-requests/${id}/${what}`
const cashOf = (answer: { readonly json: unknown }) => (answer.json as { cash: string }).cash
const idOf = (answer: { readonly json: unknown }) => (answer.json as { id: string }).id

describe("deposit requests over HTTP", () => {
  it.scopedLive("shows the player what to pay where, and credits it when the money has arrived", () =>
    Effect.gen(function* () {
      const { as, internally } = yield* start()
      const asked = yield* as(alice, "POST", path, { amount: "25.50" }, key("a1"))
      expect(asked.status).toBe(201)
      expect(asked.json).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: "pending",
        amount: "25.5",
        reference: expect.stringMatching(/^[A-HJ-NP-Z2-9]{6}$/),
        payTo: { bank: "Riva", accountNumber: "MT84", holder: "Aurora" },
        expiresAt: expect.stringMatching(/^\d{4}-.*Z$/)
      })
      const id = idOf(asked)
      const done = yield* internally("POST", internal(id, "complete"), decision, key("c1"))
      expect(done.status).toBe(200)
      expect(done.json).toMatchObject({ id, status: "completed", amount: "25.5", currency: "EUR" })
      expect(cashOf(yield* as(alice, "GET", "/api/wallet/balance"))).toBe("25.5")
      expect((yield* as(alice, "GET", `${path}/${id}`)).json).toMatchObject({ status: "completed" })
    })
  )

  it.scopedLive("in review is completed by an operator only, who names the block or limit that obstructs it", () =>
    Effect.gen(function* () {
      const { as, internally, wallet } = yield* start()
      const id = idOf(yield* as(alice, "POST", path, { amount: "10" }, key("a1")))
      const author = { kind: "operator", id: "ann" } as const
      const change = {
        set: [{ scope: "deposit", source: "exclusion", reason: "x", author, until: null }],
        clear: []
      } as const
      const limits = [{ kind: "deposit", period: "day", amount: 1n as never }] as const
      const gate = { _tag: "gate", brand: aurora, wallet: alice, actor: author } as const
      yield* wallet.post({ ...gate, key: TransactionKey.once("gate", "x"), change: { ...change, limits } })
      const come = yield* internally("POST", internal(id, "complete"), decision, key("c1"))
      expect([come.status, come.json]).toMatchObject([200, { status: "review" }])
      const complete = (name: string, body: object) => internally("POST", internal(id, "complete"), body, key(name))
      const byService = yield* complete("c2", { ...decision, despite: ["blocked-player", "over-limit"] })
      expect([byService.status, byService.json]).toMatchObject([409, { code: "operator-needed" }])
      const byAnn = { brand: aurora, actor: author }
      const silent = yield* complete("c3", byAnn)
      expect([silent.status, silent.json]).toMatchObject([
        409,
        { code: "deposit-obstructed", obstacle: "blocked-player" }
      ])
      const half = yield* complete("c3", { ...byAnn, despite: ["blocked-player"] })
      expect([half.status, half.json]).toMatchObject([409, { code: "deposit-obstructed", obstacle: "over-limit" }])
      expect((yield* wallet.balance(aurora, alice)).cash).toBe(0n)
      const done = yield* complete("c3", { ...byAnn, despite: ["blocked-player", "over-limit"] })
      expect([done.status, done.json]).toMatchObject([200, { status: "completed" }])
      expect((yield* wallet.balance(aurora, alice)).cash).toBe(10_000_000n)
    })
  )

  it.scopedLive("takes the money from the bank account that was shown to the player", () =>
    Effect.gen(function* () {
      const { as, internally, ledger, wallet } = yield* start()
      const id = idOf(yield* as(alice, "POST", path, { amount: "10" }, key("a1")))
      yield* wallet.putReceivingAccount(aurora, { ...mainAccount, accountNumber: "MT85" })
      yield* internally("POST", internal(id, "complete"), decision, key("c1"))
      expect(ledger.entries.filter((entry) => entry.wallet === null)).toMatchObject([
        { kind: "bank", sub: "main", amount: -10_000_000n }
      ])
    })
  )

  it.scopedLive(
    "answers a repeat byte for byte and says so, also after the request has moved on and the accounts too",
    () =>
      Effect.gen(function* () {
        const { as, internally, wallet } = yield* start()
        const first = yield* as(alice, "POST", path, { amount: "10" }, key("a1"))
        const completed = yield* internally("POST", internal(idOf(first), "complete"), decision, key("c1"))
        yield* wallet.putReceivingAccount(aurora, { ...mainAccount, status: "closed" })
        const again = yield* as(alice, "POST", path, { amount: "10" }, key("a1"))
        expect([again.status, again.text]).toEqual([first.status, first.text])
        expect(first.headers.get("idempotent-replayed")).toBeNull()
        expect(again.headers.get("idempotent-replayed")).toBe("true")
        const completedAgain = yield* internally("POST", internal(idOf(first), "complete"), decision, key("c1"))
        expect([completedAgain.status, completedAgain.text]).toEqual([completed.status, completed.text])
        expect(completedAgain.headers.get("idempotent-replayed")).toBe("true")
        expect(cashOf(yield* as(alice, "GET", "/api/wallet/balance"))).toBe("10")
      })
  )

  it.scopedLive("has one effect and one answer when the same request comes fifty times at once", () =>
    Effect.gen(function* () {
      const { as, ledger } = yield* start()
      const answers = yield* Effect.all(
        Array.from({ length: 50 }, () => as(alice, "POST", path, { amount: "10" }, key("a1"))),
        { concurrency: "unbounded" }
      )
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
      expect(ledger.world.requests.size).toBe(1)
      expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1)
    })
  )

  it.scopedLive("refuses a key that was used for something else, and keeps keys of two players apart", () =>
    Effect.gen(function* () {
      const { as } = yield* start()
      yield* as(alice, "POST", path, { amount: "10" }, key("a1"))
      const other = yield* as(alice, "POST", path, { amount: "11" }, key("a1"))
      expect([other.status, other.json]).toMatchObject([422, { code: "idempotency-key-reused" }])
      expect((yield* as(bob, "POST", path, { amount: "11" }, key("a1"))).status).toBe(201)
    })
  )

  it.scopedLive("lets one request be pending, and names it", () =>
    Effect.gen(function* () {
      const { as } = yield* start()
      const id = idOf(yield* as(alice, "POST", path, { amount: "10" }, key("a1")))
      const second = yield* as(alice, "POST", path, { amount: "20" }, key("a2"))
      expect([second.status, second.json]).toMatchObject([409, { code: "deposit-request-pending", request: id }])
      const cancelled = yield* as(alice, "DELETE", `${path}/${id}`)
      expect([cancelled.status, cancelled.json]).toMatchObject([200, { id, status: "cancelled" }])
      expect((yield* as(alice, "DELETE", `${path}/${id}`)).text).toBe(cancelled.text)
      expect((yield* as(alice, "POST", path, { amount: "20" }, key("a2"))).status).toBe(201)
    })
  )

  it.scopedLive("does not show another player's request: the answer is that of an id that does not exist", () =>
    Effect.gen(function* () {
      const { as, internally } = yield* start()
      const id = idOf(yield* as(alice, "POST", path, { amount: "10" }, key("a1")))
      for (const method of ["GET", "DELETE"]) {
        const others = yield* as(bob, method, `${path}/${id}`)
        const missing = yield* as(bob, method, `${path}/01926d3c-7a1e-7000-8000-00000000dead`)
        const body = ({ json }: { readonly json: unknown }) => ({ ...(json as object), traceId: "" })
        expect([others.status, body(others)]).toEqual([404, body(missing)])
      }
      const foreign = yield* internally("POST", internal(id, "complete"), { ...decision, brand: "borealis" }, key("c"))
      expect([foreign.status, foreign.json]).toMatchObject([404, { code: "deposit-request-not-found" }])
    })
  )

  it.scopedLive("says that there is nowhere to pay in when every account of the currency is closed", () =>
    Effect.gen(function* () {
      const { as, wallet } = yield* start()
      yield* wallet.putReceivingAccount(aurora, { ...mainAccount, status: "closed" })
      const answer = yield* as(alice, "POST", path, { amount: "10" }, key("a1"))
      expect([answer.status, answer.json]).toMatchObject([409, { code: "no-receiving-account" }])
    })
  )

  it.scopedLive("does not complete what has ended, and rejects what is pending", () =>
    Effect.gen(function* () {
      const { as, internally } = yield* start()
      const id = idOf(yield* as(alice, "POST", path, { amount: "10" }, key("a1")))
      const rejected = yield* internally(
        "POST",
        internal(id, "reject"),
        { ...decision, reason: "no such payer" },
        key("r1")
      )
      expect([rejected.status, rejected.json]).toMatchObject([200, { status: "rejected" }])
      const late = yield* internally("POST", internal(id, "complete"), decision, key("c1"))
      expect([late.status, late.json]).toMatchObject([409, { code: "deposit-request-ended", state: "rejected" }])
      expect(cashOf(yield* as(alice, "GET", "/api/wallet/balance"))).toBe("0")
    })
  )

  it.scopedLive("a client that disconnects does not stop the money: the repeat finds it credited", () =>
    Effect.gen(function* () {
      const begun = yield* Deferred.make<void>()
      const goOn = yield* Deferred.make<void>()
      const { as, http, internally, ledger, token } = yield* start((wallet) => ({
        ...wallet,
        post: (command) =>
          command._tag === "deposit"
            ? Deferred.succeed(begun, undefined).pipe(
                Effect.zipRight(Deferred.await(goOn)),
                Effect.zipRight(wallet.post(command))
              )
            : wallet.post(command)
      }))
      const id = idOf(yield* as(alice, "POST", path, { amount: "10" }, key("a1")))
      const impatient = yield* Effect.fork(
        http.request("POST", internal(id, "complete"), {
          headers: { authorization: `Bearer ${token}`, ...key("c1") },
          body: decision
        })
      )
      yield* Deferred.await(begun)
      yield* Fiber.interrupt(impatient)
      yield* http.request("GET", "/health/live")
      yield* Deferred.succeed(goOn, undefined)
      const again = yield* internally("POST", internal(id, "complete"), decision, key("c1"))
      expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([200, "true"])
      expect(ledger.entries).toHaveLength(2)
    })
  )

  it.scopedLive("answers completions of two keys at once with one credit", () =>
    Effect.gen(function* () {
      const { as, internally } = yield* start()
      const id = idOf(yield* as(alice, "POST", path, { amount: "10" }, key("a1")))
      const answers = yield* Effect.all(
        ["c1", "c2"].map((each) => internally("POST", internal(id, "complete"), decision, key(each))),
        { concurrency: "unbounded" }
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(cashOf(yield* as(alice, "GET", "/api/wallet/balance"))).toBe("10")
    })
  )
})
