import type { GateChange } from "@croupier/player/contract"
import { describe, expect, it } from "@effect/vitest"
import { Deferred, Effect, Layer } from "effect"
import {
  type PayoutAccount,
  PayoutAccounts,
  TransactionKey,
  type WalletShape,
  WithdrawalPolicy
} from "../../src/contract.js"
import { violations } from "../../src/testing/MemoryBooks.js"
import { alice, aurora, bob, mainAccount, start } from "./service.js"

const path = "/api/wallet/withdrawal-requests"
const account = "01926d3c-7a1e-7000-8000-00000000acc0"
const key = (value: string) => ({ "idempotency-key": value })
const operator = (id: string) => ({ brand: aurora, actor: { kind: "operator", id } })
const service = { brand: aurora, actor: { kind: "service", id: "admin_service" } }
const internal = (id: string, what: string) => `/internal/wallet/withdrawal-requests/${id}/${what}`
const idOf = (answer: { readonly json: unknown }) => (answer.json as { id: string }).id
const balancePath = "/api/wallet/balance"

const own: PayoutAccount = { bank: "Riva", number: "••••0017", holderIsPlayer: true, shared: false, addedAt: 0 }

/** Alice's account is Alice's; there is no other. */
const accounts = (change: Partial<PayoutAccount> = {}) =>
  Layer.succeed(PayoutAccounts, {
    find: (_brand, holder, id) =>
      Effect.succeed(holder === alice && id === account ? { ...own, ...change } : undefined),
    keepDepositor: (_brand, _player, _request, name) => Effect.succeed(name === "Alice"),
    depositor: () => Effect.succeed("Mallory")
  })

const policy = (ask: WithdrawalPolicy["Type"]["ask"]) => Layer.succeed(WithdrawalPolicy, { ask })

const opened = Effect.fnUntraced(function* (
  ports: Layer.Layer<WithdrawalPolicy | PayoutAccounts> = Layer.merge(WithdrawalPolicy.allowAll, accounts()),
  around?: (wallet: WalletShape) => WalletShape
) {
  const test = yield* start(around, ports)
  yield* test.wallet.post({
    _tag: "deposit",
    brand: aurora,
    wallet: alice,
    actor: { kind: "system", id: "test" },
    key: TransactionKey.once("fund", "alice"),
    currency: "EUR" as never,
    amount: 100_000_000n as never,
    from: { kind: "bank", sub: "main" }
  })
  const ask = (amount: string, name = "w1") =>
    test.as(alice, "POST", path, { amount, bankAccountId: account }, key(name))
  const decide = (id: string, what: string, body: object = service, name = what) =>
    test.internally("POST", internal(id, what), body, key(name))
  return { ...test, ask, decide }
})

describe("withdrawals over HTTP", () => {
  it.scopedLive("are asked for, approved, paid once and settled, with the books balanced", () =>
    Effect.gen(function* () {
      const { as, ask, decide, ledger } = yield* opened()
      const asked = yield* ask("25.50")
      expect([asked.status, asked.json]).toEqual([
        201,
        {
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          status: "requested",
          amount: "25.5",
          payTo: { account, bank: "Riva", number: "••••0017" },
          requestedAt: expect.stringMatching(/^\d{4}-.*Z$/)
        }
      ])
      const id = idOf(asked)
      expect((yield* as(alice, "GET", balancePath)).json).toMatchObject({ cash: "74.5", held: "25.5" })
      expect((yield* decide(id, "approve")).json).toMatchObject({ id, status: "approved", amount: "25.5" })
      const paying = yield* decide(id, "pay")
      const { payout } = paying.json as { payout: string }
      const again = yield* decide(id, "pay")
      expect([again.text, again.headers.get("idempotent-replayed")]).toEqual([paying.text, "true"])
      const second = yield* decide(id, "pay", service, "another-payer")
      expect([second.status, second.json]).toMatchObject([409, { code: "withdrawal-state-conflict", state: "paying" }])
      const wrong = yield* decide(id, "settle", { ...service, bank: "main", payout: account }, "wrong")
      expect([wrong.status, wrong.json]).toMatchObject([409, { code: "payout-mismatch" }])
      expect((yield* decide(id, "settle", { ...service, bank: "main", payout })).json).toMatchObject({
        status: "settled"
      })
      expect((yield* as(alice, "GET", balancePath)).json).toMatchObject({ cash: "74.5", held: "0" })
      expect((yield* as(alice, "GET", `${path}/${id}`)).json).toMatchObject({ status: "settled" })
      expect((yield* decide(id, "return", { ...service, reason: "unknown account" })).json).toMatchObject({
        status: "returned"
      })
      expect((yield* as(alice, "GET", balancePath)).json).toMatchObject({ cash: "100", held: "0" })
      expect(violations(ledger)).toEqual([])
    })
  )

  it.scopedLive(
    "answer a repeat byte for byte, whatever has happened since and whichever service is unavailable now",
    () =>
      Effect.gen(function* () {
        const gone = yield* Deferred.make<void>()
        const ports = Layer.merge(
          policy(() =>
            Effect.map(Deferred.isDone(gone), (isGone) =>
              isGone ? { _tag: "refused", reasons: [] } : { _tag: "allowed" }
            )
          ),
          accounts()
        )
        const { ask, decide } = yield* opened(ports)
        const first = yield* ask("10")
        yield* Deferred.succeed(gone, undefined)
        yield* decide(idOf(first), "reject", { ...service, reason: "documents are missing" })
        const again = yield* ask("10")
        expect([again.status, again.text, again.headers.get("idempotent-replayed")]).toEqual([201, first.text, "true"])
        const other = yield* ask("11")
        expect([other.status, other.json]).toMatchObject([422, { code: "idempotency-key-reused" }])
      })
  )

  it.scopedLive("say every reason why not, and hold nothing then", () =>
    Effect.gen(function* () {
      const reasons = [
        { code: "rolling", detail: "5000 are still to be wagered." },
        { code: "bonus", detail: "A bonus is running." }
      ]
      const { as, ask, wallet } = yield* opened(
        Layer.merge(
          policy(() => Effect.succeed({ _tag: "refused", reasons })),
          accounts()
        )
      )
      const refused = yield* ask("10")
      expect([refused.status, refused.json]).toMatchObject([409, { code: "withdrawal-not-allowed", reasons }])
      expect((yield* ask("100.01", "w2")).json).toMatchObject({ reasons: [{ code: "insufficient-funds" }] })
      expect((yield* ask("0", "w3")).json).toMatchObject({ code: "invalid-amount" })
      const unknown = yield* as(alice, "POST", path, { amount: "10", bankAccountId: alice }, key("w4"))
      expect([unknown.status, unknown.json]).toMatchObject([409, { code: "payout-account-not-found" }])
      expect((yield* wallet.balance(aurora, alice)).held).toBe(0n)
    })
  )

  it.scopedLive.each([
    ["has not seen the last event", () => Effect.succeed({ _tag: "not-ready" } as const)],
    ["fails", () => Effect.die("out of order")],
    ["is silent", () => Effect.never]
  ] as const)("hold nothing on a policy that %s: 503, and when to ask again", ([, ask]) =>
    Effect.gen(function* () {
      const test = yield* opened(Layer.merge(policy(ask), accounts()))
      const answer = yield* test.ask("10")
      expect([answer.status, answer.json]).toMatchObject([503, { code: "withdrawal-policy-not-ready" }])
      expect(answer.headers.get("retry-after")).toBe("2")
      expect((yield* test.wallet.balance(aurora, alice)).held).toBe(0n)
    })
  )

  it.scopedLive("ask the policy again before the approval, about the request itself too", () =>
    Effect.gen(function* () {
      const versions: Array<bigint> = []
      const ports = Layer.merge(
        policy(({ version }) =>
          Effect.sync(() => (versions.push(version) > 1 ? { _tag: "refused", reasons: [] } : { _tag: "allowed" }))
        ),
        accounts()
      )
      const { ask, decide, wallet } = yield* opened(ports)
      const refused = yield* decide(idOf(yield* ask("10")), "approve")
      expect([refused.status, refused.json]).toMatchObject([409, { code: "withdrawal-not-allowed" }])
      expect(versions).toEqual([1n, 2n])
      expect((yield* wallet.balance(aurora, alice)).held).toBe(10_000_000n)
    })
  )

  it.scopedLive("are approved by an operator where they need review, and by two over the threshold", () =>
    Effect.gen(function* () {
      const strange = accounts({ holderIsPlayer: false, shared: true, addedAt: Date.now() })
      const { ask, decide, internally, wallet } = yield* opened(Layer.merge(WithdrawalPolicy.allowAll, strange))
      const terms = { minimum: null, maximum: null, perDay: null, twoPeopleOver: "20", playerMayCancel: true }
      yield* wallet.setPolicy(aurora, {
        ...(yield* wallet.policy(aurora)),
        withdrawals: { EUR: terms } as never
      })
      const id = idOf(yield* ask("20.01"))
      const seen = yield* internally("GET", `/internal/wallet/brands/${aurora}/withdrawal-requests/${id}`)
      const reviews = ["holder-is-another", "account-is-new", "account-is-shared"]
      expect(seen.json).toMatchObject({ withdrawal: { holder: "player", reviews, twoPeople: true } })
      expect((yield* decide(id, "approve", service, "a0")).json).toMatchObject({ code: "operator-needed" })
      expect((yield* decide(id, "approve", operator("ann"), "a1")).json).toMatchObject({ status: "requested" })
      expect((yield* decide(id, "approve", operator("ann"), "a2")).json).toMatchObject({ code: "second-person-needed" })
      expect((yield* decide(id, "approve", operator("bob"), "a3")).json).toMatchObject({ status: "approved" })
    })
  )

  it.scopedLive(
    "are asked about again before approval and payment: debt, block, freeze and policy, each by its name",
    () =>
      Effect.gen(function* () {
        let allowed = true
        const ports = Layer.merge(
          policy(() => Effect.sync(() => (allowed ? { _tag: "allowed" } : { _tag: "refused", reasons: [] }))),
          accounts()
        )
        const { ask, decide, wallet } = yield* opened(ports)
        const id = idOf(yield* ask("100"))
        const own = { brand: aurora, wallet: alice, actor: { kind: "operator", id: "ann" } } as const
        const of = (name: string) => TransactionKey.once("again", name)
        const block = (source: string) =>
          ({ scope: "withdraw", source, reason: "x", author: own.actor, until: null }) as const
        const gate = (name: string, change: GateChange) => wallet.post({ _tag: "gate", ...own, key: of(name), change })
        const eachIsRefused = (what: string) =>
          Effect.gen(function* () {
            yield* gate(`block ${what}`.replace(" ", "-"), { set: [block("operator")], clear: [] })
            const blocked = yield* decide(id, what)
            expect([blocked.status, blocked.json]).toMatchObject([409, { reasons: [{ code: "blocked" }] }])
            yield* gate(`unblock-${what}`, { set: [block("reconciliation")], clear: [block("operator")] })
            expect((yield* decide(id, what)).json).toMatchObject({ code: "wallet-frozen" })
            const askedBy = { kind: "operator", id: "bob" } as const
            const freeze = of(`unblock-${what}`)
            yield* wallet.post({ _tag: "unfreeze", ...own, key: of(`thaw-${what}`), freeze, askedBy, reason: "x" })
            allowed = false
            expect((yield* decide(id, what)).json).toMatchObject({ code: "withdrawal-not-allowed", reasons: [] })
            allowed = true
          })
        yield* eachIsRefused("approve")
        expect((yield* decide(id, "approve")).json).toMatchObject({ status: "approved" })
        yield* eachIsRefused("pay")
        const original = TransactionKey.once("fund", "alice")
        yield* wallet.post({ _tag: "deposit-reverse", ...own, key: of("reverse"), original, reason: "x" })
        const owed = yield* decide(id, "pay")
        expect([owed.status, owed.json]).toMatchObject([409, { reasons: [{ code: "debt-open" }] }])
        expect((yield* decide(id, "reject", { ...service, reason: "debt" })).json).toMatchObject({ status: "rejected" })
        expect(yield* wallet.balance(aurora, alice)).toMatchObject({ cash: 100_000_000n, held: 0n, debt: 100_000_000n })
      })
  )

  it.scopedLive("are not paid to an account that has changed since the approval, or was removed", () =>
    Effect.gen(function* () {
      let found: PayoutAccount | undefined = own
      const ports = Layer.succeed(PayoutAccounts, {
        find: () => Effect.sync(() => found),
        keepDepositor: () => Effect.succeed(undefined),
        depositor: () => Effect.succeed(undefined)
      })
      const { ask, decide } = yield* opened(Layer.merge(WithdrawalPolicy.allowAll, ports))
      const id = idOf(yield* ask("10"))
      found = undefined
      expect((yield* decide(id, "approve")).json).toMatchObject({ code: "payout-account-not-found" })
      found = own
      expect((yield* decide(id, "approve")).json).toMatchObject({ status: "approved" })
      found = { ...own, shared: true }
      const changed = yield* decide(id, "pay")
      expect([changed.status, changed.json]).toMatchObject([409, { code: "payout-account-changed" }])
      const second = idOf(yield* ask("10", "w2"))
      expect((yield* decide(second, "approve", service, "a2")).json).toMatchObject({ code: "operator-needed" })
    })
  )

  it.scopedLive("are their player's alone, listed newest first, and cancelled while they are not approved", () =>
    Effect.gen(function* () {
      const { as, ask, decide, internally } = yield* opened()
      const ids = [idOf(yield* ask("10", "w1")), idOf(yield* ask("11", "w2"))]
      const listed = yield* as(alice, "GET", `${path}?limit=1`)
      expect(listed.json).toMatchObject({ items: [{ amount: expect.any(String) }], nextCursor: expect.any(String) })
      const all = (yield* as(alice, "GET", path)).json as { items: ReadonlyArray<{ id: string }> }
      expect(all.items.map(({ id }) => id).sort()).toEqual([...ids].sort())
      expect((yield* as(bob, "GET", path)).json).toEqual({ items: [] })
      for (const method of ["GET", "DELETE"]) {
        expect((yield* as(bob, method, `${path}/${ids[0]}`)).json).toMatchObject({ code: "withdrawal-not-found" })
      }
      expect((yield* as(alice, "DELETE", `${path}/${ids[0]}`)).json).toMatchObject({ status: "cancelled" })
      yield* decide(ids[1]!, "approve")
      const late = yield* as(alice, "DELETE", `${path}/${ids[1]}`)
      expect([late.status, late.json]).toMatchObject([409, { state: "approved" }])
      const queue = yield* internally("GET", `/internal/wallet/brands/${aurora}/withdrawal-requests?status=approved`)
      expect(queue.json).toMatchObject({ items: [{ id: ids[1] }] })
      const foreign = yield* decide(ids[1]!, "pay", { ...service, brand: "borealis" })
      expect([foreign.status, foreign.json]).toMatchObject([404, { code: "withdrawal-not-found" }])
    })
  )
})

describe("receiving accounts over HTTP", () => {
  const route = `/internal/wallet/brands/${aurora}/receiving-accounts`

  it.scopedLive("are put, switched off in one call, and belong to one brand", () =>
    Effect.gen(function* () {
      const { as, internally } = yield* opened()
      const shut = { ...mainAccount, status: "closed", dailyCap: "500" }
      expect((yield* internally("PUT", route, shut)).status).toBe(204)
      const { accounts } = (yield* internally("GET", route)).json as { accounts: ReadonlyArray<unknown> }
      expect(accounts).toContainEqual(shut)
      const none = yield* as(alice, "POST", "/api/wallet/deposit-requests", { amount: "10" }, key("d1"))
      expect(none.json).toMatchObject({ code: "no-receiving-account" })
      const taken = yield* internally("PUT", route.replace(aurora, "borealis"), shut)
      expect([taken.status, taken.json]).toMatchObject([409, { code: "receiving-account-taken" }])
    })
  )

  it.scopedLive("money from another person than the registered holder is reviewed, from the holder it is not", () =>
    Effect.gen(function* () {
      const { as, internally } = yield* opened()
      for (const [depositorName, status] of [
        ["Mallory", "review"],
        ["Alice", "completed"]
      ] as const) {
        const asked = { amount: "10", depositorName }
        const made = yield* as(
          alice,
          "POST",
          "/api/wallet/deposit-requests",
          asked,
          key(`ask ${status}`.replace(" ", "-"))
        )
        const of = `/internal/wallet/deposit-requests/${idOf(made)}`
        const kept = yield* internally(
          "GET",
          `/internal/wallet/brands/${aurora}/deposit-requests/${idOf(made)}/depositor`
        )
        expect([kept.status, kept.json]).toEqual([200, { name: "Mallory" }])
        expect((yield* internally("POST", `${of}/complete`, service, key(`c-${status}`))).json).toMatchObject({
          status
        })
        yield* internally("POST", `${of}/reject`, { ...service, reason: "not the holder's" }, key(`r-${status}`))
      }
    })
  )
})
