import { plainError } from "@croupier/core/promise/plainError"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { afterAll, beforeAll, describe, expect, it } from "@effect/vitest"
import { Cause, Effect, FiberId, ManagedRuntime, Redacted } from "effect"
import { Command, WalletUnavailable } from "../../src/contract.js"
import { commandsOf } from "../../src/internal/promise/commandsOf.js"
import {
  Closed,
  type CroupierError,
  InvalidInput,
  type LogEntry,
  migrate,
  NotReady,
  newId,
  openWallet,
  Refused,
  transactionKey,
  Unavailable,
  type WalletClient
} from "../../src/promise.js"

const runtime = ManagedRuntime.make(TestPostgres.layerDatabase([]))
afterAll(() => runtime.dispose())

const brand = { key: "mybrand", currencies: ["EUR", "USD"], timezone: "Europe/Malta" } as const
const bank = { kind: "bank", sub: "main" } as const
const round = { provider: "mygames", id: "round 1" }
const game = { code: "dice", category: "slots" } as const

const databaseUrl = () =>
  runtime.runPromise(Effect.map(TestPostgres.TestDatabase, ({ administratorUrl }) => Redacted.value(administratorUrl)))

/** How a promise fails. */
const failure = (promise: Promise<unknown>): Promise<CroupierError> =>
  promise.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: CroupierError) => error
  )

const stores: ReadonlyArray<
  readonly [string, () => Promise<{ readonly databaseUrl: string } | { readonly memory: true }>]
> = [
  ["memory", async () => ({ memory: true })],
  ["PostgreSQL", async () => ({ databaseUrl: await databaseUrl() })]
]

describe.each(stores)("the wallet as promises, on %s", (_, store) => {
  let wallet: WalletClient
  const key = (id: string) => transactionKey("mygames", `${id} ${newId()}`)
  const player = async (cash = "20") => {
    const id = newId()
    await wallet.open({ wallet: id, key: key("open") })
    await wallet.deposit({ wallet: id, amount: cash, from: bank, key: key("in") })
    return id
  }
  beforeAll(async () => {
    wallet = await openWallet({ ...(await store()), brand })
  })
  afterAll(() => wallet.close())

  it("moves money in decimal strings, once for each key", async () => {
    const id = await player()
    const bet = { wallet: id, amount: "2.50", round, game, key: key("bet") }
    const first = await wallet.bet(bet)
    expect(first).toMatchObject({ replayed: false, balance: { currency: "EUR", cash: "17.5", debt: "0" } })
    expect(await wallet.bet(bet)).toEqual({ ...first, replayed: true })
    await wallet.win({ wallet: id, amount: "7", round, game, key: key("win"), bet: bet.key })
    expect(await wallet.balance(id)).toEqual({ currency: "EUR", cash: "24.5", bonus: "0", held: "0", debt: "0" })
    await wallet.rollback({ wallet: id, original: bet.key, key: key("back") })
    expect((await wallet.balance(id)).cash).toBe("27")
    expect(await wallet.round(id, round)).toMatchObject({ status: "open", stakeCash: "0", payoutCash: "7" })
  })

  it("refuses with the reason as the code, and says the true balance", async () => {
    const id = await player()
    const error = await failure(wallet.bet({ wallet: id, amount: "21", round, game, key: key("bet") }))
    expect(error).toBeInstanceOf(Refused)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ code: "insufficient-funds", outcome: "not-applied", balance: { cash: "20" } })
    expect(error.message).toBe(`insufficient-funds: ${error.detail}`)
    const unknown = await failure(wallet.deposit({ wallet: newId(), amount: "1", from: bank, key: key("in") }))
    expect(unknown.code).toBe("wallet-not-found")
    expect((await failure(wallet.balance(newId()))).code).toBe("wallet-not-found")
  })

  it("holds, approves, pays and settles a withdrawal, and releases another", async () => {
    const id = await player()
    const [withdrawal, other] = [newId(), newId()]
    await wallet.holdWithdrawal({ wallet: id, withdrawal, amount: "5", key: key("hold") })
    expect(await wallet.balance(id)).toMatchObject({ cash: "15", held: "5" })
    const operator = (name: string) => ({ kind: "operator", id: name }) as const
    await wallet.approveWithdrawal({ wallet: id, withdrawal, key: key("yes"), actor: operator("ann") })
    await wallet.payWithdrawal({ wallet: id, withdrawal, key: key("pay"), actor: operator("bob") })
    await wallet.settleWithdrawal({ wallet: id, withdrawal, bank: "main", key: key("settle") })
    await wallet.holdWithdrawal({ wallet: id, withdrawal: other, amount: "1", key: key("hold") })
    await wallet.releaseWithdrawal({ wallet: id, withdrawal: other, as: "rejected", reason: "x", key: key("no") })
    expect(await wallet.balance(id)).toMatchObject({ cash: "15", held: "0" })
    expect(await wallet.withdrawal(withdrawal)).toMatchObject({ status: "settled", amount: "5", wallet: id })
    const all = []
    for await (const one of wallet.withdrawals({ wallet: id, limit: 1 })) all.push(one.status)
    expect(all.sort()).toEqual(["rejected", "settled"])
  })

  it("reads a history of many pages, newest first, as an iterator", async () => {
    const id = await player("100")
    for (const n of [1, 2, 3, 4, 5]) await wallet.bet({ wallet: id, amount: `${n}`, round, game, key: key("bet") })
    const lines = []
    for await (const line of wallet.history(id, { limit: 2, kind: "bet" })) lines.push(line)
    expect(lines.map(({ cash }) => cash)).toEqual(["-5", "-4", "-3", "-2", "-1"])
    expect(lines[0]?.at).toBeInstanceOf(Date)
    const page = await wallet.historyPage(id, { limit: 4 })
    expect(page.items).toHaveLength(4)
    expect((await failure(wallet.historyPage(id, { cursor: "nonsense" }))).code).toBe("cursor-invalid")
    expect((await failure(wallet.historyPage(id, { limit: 201 }))).detail).toContain("1 to 200 items")
  })

  it("blocks, limits, freezes and unfreezes", async () => {
    const id = await player()
    const bet = () => wallet.bet({ wallet: id, amount: "1", round, game, key: key("bet") })
    await wallet.block({ wallet: id, scopes: ["bet"], reason: "asked", key: key("block") })
    expect((await failure(bet())).code).toBe("player-locked")
    await wallet.unblock({ wallet: id, scopes: ["bet"], key: key("unblock") })
    await bet()
    await wallet.setLimits({ wallet: id, limits: [{ kind: "stake", period: "day", amount: "1.5" }], key: key("limit") })
    expect((await wallet.gate(id)).limits).toEqual([{ kind: "stake", period: "day", amount: "1.5" }])
    expect((await failure(bet())).code).toBe("limit")
    const freeze = key("freeze")
    await wallet.freeze({ wallet: id, reason: "looks odd", key: freeze })
    const hold = { wallet: id, withdrawal: newId(), amount: "1", key: key("hold") }
    expect((await failure(wallet.holdWithdrawal(hold))).code).toMatch(/player-locked|frozen/)
    const [ann, bob] = [{ kind: "operator", id: "ann" } as const, { kind: "operator", id: "bob" } as const]
    await wallet.unfreeze({ wallet: id, freeze, askedBy: ann, actor: bob, reason: "is fine", key: key("thaw") })
    await wallet.holdWithdrawal(hold)
  })

  it("posts a group whole or not at all", async () => {
    const id = await player()
    const bet = { type: "bet", wallet: id, amount: "5", round, game, key: key("bet") } as const
    const win = { type: "win", wallet: id, amount: "1", round, game, key: key("win") } as const
    const done = await wallet.group([bet, win])
    expect(done.map(({ balance }) => balance?.cash)).toEqual(["15", "16"])
    const tooMuch = { ...bet, amount: "17", key: key("bet") }
    const error = await failure(wallet.group([{ ...win, key: key("win"), amount: "0.5" }, tooMuch]))
    expect(error.code).toBe("insufficient-funds")
    expect((await wallet.balance(id)).cash).toBe("16")
  })

  it("takes deposit requests, accounts, bonuses, adjustments, debts and transfers", async () => {
    const id = await player("1")
    await wallet.putReceivingAccount({
      id: "main",
      bank: "Valletta",
      accountNumber: "1234567",
      holder: "Mine Ltd",
      currency: "EUR",
      dailyCap: "1000000",
      status: "open",
      groups: []
    })
    expect((await wallet.receivingAccounts()).map(({ dailyCap }) => dailyCap)).toEqual(["1000000"])
    const request = newId()
    const expiresAt = new Date(Date.now() + 3_600_000)
    await wallet.requestDeposit({ wallet: id, amount: "30", request, expiresAt, key: key("ask") })
    expect(await wallet.depositRequest(request)).toMatchObject({ status: "pending", amount: "30", expiresAt })
    const done = await wallet.deposit({ wallet: id, amount: "30", request, from: bank, key: key("in") })
    expect(done).toMatchObject({ request, requestStatus: "completed", balance: { cash: "31" } })
    const grant = newId()
    await wallet.grantBonus({ wallet: id, grant, amount: "10", maxCashOut: "4", key: key("bonus") })
    expect((await wallet.convertBonus({ wallet: id, grant, key: key("convert") })).balance).toMatchObject({
      cash: "35",
      bonus: "0"
    })
    await wallet.adjust({ wallet: id, direction: "debit", amount: "5", reason: "mistake", key: key("adjust") })
    await wallet.payCommission({ wallet: id, amount: "1", key: key("commission") })
    expect((await wallet.balance(id)).cash).toBe("31")
    const from = { kind: "house", sub: "" } as const
    const transfer = { kind: "adjust", from, to: { kind: "adjustment", sub: "" }, reason: "x" } as const
    expect((await wallet.transfer({ ...transfer, amount: "1", key: key("move") })).balance).toBeNull()
    await wallet.setPlayState("no-new-bets", { provider: "closedone" })
    const closed = { provider: "closedone", id: "1" }
    expect((await failure(wallet.bet({ wallet: id, amount: "1", round: closed, game, key: key("b") }))).code).toBe(
      "no-new-bets"
    )
    expect((await wallet.policy()).providers).toMatchObject({ closedone: "no-new-bets" })
  })

  it.each([
    ["-1", "invalid-amount", "amount: an amount has no sign"],
    ["1e3", "invalid-amount", "amount: an amount has no exponent"],
    ["1,5", "invalid-amount", 'amount: an amount is a decimal string in main units, such as "12500" or "0.25"'],
    ["0.0000001", "invalid-amount", "amount: an amount in EUR has at most 6 decimals here"],
    [20 as unknown as string, "invalid-amount", "decimal string in main units"],
    [undefined as unknown as string, "invalid-amount", "amount"]
  ])("refuses the amount %s before anything is done", async (amount, code, line) => {
    const id = await player()
    const error = await failure(wallet.deposit({ wallet: id, amount, from: bank, key: key("in") }))
    expect(error).toBeInstanceOf(InvalidInput)
    expect(error).toMatchObject({ code, outcome: "not-applied" })
    expect(error.detail).toContain(line)
    expect((await wallet.balance(id)).cash).toBe("20")
  })

  it("names a currency that does not exist, one that the brand does not offer, and one that is not the wallet's", async () => {
    const id = await player()
    const deposit = (currency: string) =>
      wallet.deposit({ wallet: id, amount: "1", currency, from: bank, key: key("i") })
    expect(await failure(deposit("EURO"))).toMatchObject({
      code: "unknown-currency",
      detail: "currency: EURO is not a known currency"
    })
    expect((await failure(deposit("USD"))).code).toBe("wrong-currency")
    const open = await failure(wallet.open({ wallet: newId(), currency: "GBP", key: key("open") }))
    expect(open).toMatchObject({ code: "currency-not-offered" })
    expect(open.detail).toContain("offers EUR, USD, not GBP")
  })

  it("names the member of input that is wrong", async () => {
    const id = await player()
    const bad = await failure(wallet.open({ wallet: "me", key: key("open") }))
    expect(bad).toMatchObject({ code: "invalid-input", detail: "wallet: an id is a UUID in lower case" })
    expect(await failure(wallet.open({ wallet: id, key: "mine" }))).toMatchObject({
      code: "invalid-key",
      detail: "key: a transaction key is <source>/<class>/<id> in visible ASCII characters"
    })
    expect((await failure(wallet.bet(undefined as never))).code).toBe("invalid-input")
    const nul = await failure(wallet.freeze({ wallet: id, reason: "a\0b", key: key("f") }))
    expect(nul.detail).toContain("cannot be stored as text")
  })
})

describe("the wallet as promises", () => {
  it("two instances in one process have ledgers of their own, or share the one of their database", async () => {
    const url = await databaseUrl()
    const [mine, yours] = await Promise.all([openWallet({ memory: true, brand }), openWallet({ memory: true, brand })])
    const [one, two] = await Promise.all([
      openWallet({ databaseUrl: url, brand: { key: "onebrand", currencies: ["EUR"] } }),
      openWallet({ databaseUrl: url, brand: { key: "twobrand", currencies: ["KRW"] } })
    ])
    const id = newId()
    const [open, deposit] = [transactionKey("app", `open ${id}`), transactionKey("app", `in ${id}`)]
    await Promise.all([mine, one, two].map((wallet) => wallet.open({ wallet: id, key: open })))
    await Promise.all(
      [mine, one, two].map((wallet) => wallet.deposit({ wallet: id, amount: "3", from: bank, key: deposit }))
    )
    expect((await failure(yours.balance(id))).code).toBe("wallet-not-found")
    expect(await one.balance(id)).toMatchObject({ currency: "EUR", cash: "3" })
    expect(await two.balance(id)).toMatchObject({ currency: "KRW", cash: "3" })
    await one.close()
    await two.bet({ wallet: id, amount: "1", round, game, key: transactionKey("app", `bet ${id}`) })
    expect((await two.balance(id)).cash).toBe("2")
    await Promise.all([mine, yours, two].map((wallet) => wallet.close()))
  })

  it("rejects calls after the close with the code wallet-closed, and closes twice without harm", async () => {
    const wallet = await openWallet({ memory: true, brand })
    await Promise.all([wallet.close(), wallet.close()])
    const error = await failure(wallet.balance(newId()))
    expect(error).toBeInstanceOf(Closed)
    expect(error).toMatchObject({ code: "wallet-closed", outcome: "not-applied" })
    await expect(wallet.history(newId()).next()).rejects.toBeInstanceOf(Closed)
  })

  it("answers the calls that are in flight when it is closed", async () => {
    const wallet = await openWallet({ databaseUrl: await databaseUrl(), brand })
    const id = newId()
    const opened = wallet.open({ wallet: id, key: transactionKey("app", id) })
    await wallet.close()
    expect((await opened).replayed).toBe(false)
  })

  it("names an unknown brand, and what would register it; finds one that is registered", async () => {
    const url = await databaseUrl()
    await (await openWallet({ databaseUrl: url, brand })).close()
    const error = await failure(openWallet({ databaseUrl: url, brand: "other" }))
    expect(error).toMatchObject({ code: "unknown-brand" })
    expect(error.detail).toContain("the brand other is not registered")
    expect(error.detail).toContain("mybrand")
    expect((await failure(openWallet({ databaseUrl: url, brand: "Other!" }))).detail).toContain("a brand key is")
    const wallet = await openWallet({ databaseUrl: url, brand: "mybrand" })
    expect(wallet.brand).toBe("mybrand")
    expect((await wallet.policy()).version).toBeTypeOf("number")
    await wallet.close()
  })

  it("rejects with what is missing when it cannot start, and keeps nothing open", async () => {
    const error = await failure(openWallet({ databaseUrl: process.env.NOT_SET as string, brand }))
    expect(error).toBeInstanceOf(NotReady)
    expect(error.code).toBe("invalid-database-url")
    const blank = ManagedRuntime.make(TestPostgres.layerDatabase([]))
    const { administratorUrl } = await blank.runPromise(TestPostgres.TestDatabase)
    const url = Redacted.value(administratorUrl)
    const old = await failure(openWallet({ databaseUrl: url, brand, migrate: false }))
    expect(old.code).toBe("schema-mismatch")
    await migrate({ databaseUrl: url })
    await (await openWallet({ databaseUrl: url, brand, migrate: false })).close()
    await blank.dispose()
  })

  it("gives its warnings to the app, and shows them in its health", async () => {
    const entries: Array<LogEntry> = []
    const blank = ManagedRuntime.make(TestPostgres.layerDatabase([]))
    const { administratorUrl } = await blank.runPromise(TestPostgres.TestDatabase)
    const wallet = await openWallet({
      databaseUrl: Redacted.value(administratorUrl),
      brand,
      relay: false,
      maintenance: false,
      log: (entry) => entries.push(entry)
    })
    expect(entries.map(({ level, message }) => [level, message.split(":")[0]])).toEqual([
      ["warning", "@croupier/wallet"],
      ["warning", "@croupier/wallet"]
    ])
    const { problems, status } = await wallet.health()
    expect(status).toBe("degraded")
    expect(problems.map(({ code }) => code)).toEqual(["relay-not-running", "maintenance-not-running"])
    await wallet.close()
    await blank.dispose()
  })

  it("says of a call without an answer whether it may have taken effect", () => {
    const errorOf = (cause: Cause.Cause<unknown>) => plainError("wallet", cause)
    for (const outcome of ["unknown", "not-applied"] as const) {
      const error = errorOf(Cause.fail(new WalletUnavailable({ outcome })))
      expect(error).toBeInstanceOf(Unavailable)
      expect(error).toMatchObject({ code: "wallet-unavailable", outcome })
    }
    const defect = new Error("broken")
    expect(errorOf(Cause.die(defect))).toMatchObject({ code: "unexpected", outcome: "unknown", cause: defect })
    expect(errorOf(Cause.interrupt(FiberId.none))).toMatchObject({ code: "wallet-closed", outcome: "unknown" })
  })

  it("has a method for every command of the contract", () => {
    const commands = commandsOf({ brand: "x", actor: { kind: "system", id: "x" }, currency: "EUR" })
    const input = { limits: [], scopes: [], expiresAt: new Date() }
    const made = new Set(Object.values(commands).map((command) => Reflect.apply(command, undefined, [input])._tag))
    expect(made.size).toBe(Command.members.length)
  })
})
