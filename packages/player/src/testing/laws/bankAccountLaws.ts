import assert from "node:assert/strict"
import { Effect } from "effect"
import { Players } from "../../contract/Players.js"
import { law } from "../Law.js"
import { aurora, borealis } from "../World.js"
import { refused, registered } from "./Expect.js"

const account = (number: string) => ({ bank: "Kookmin", holder: "Kim Minsu", number })

/** Bank accounts for payout. */
export const bankAccountLaws = [
  law(
    "an account is listed with its number masked, once, and only to its player",
    Effect.gen(function* () {
      const players = yield* Players
      const [one, two] = [yield* registered(aurora), yield* registered(aurora)]
      const added = yield* players.addBankAccount({ ...one, ...account("110220330445566") })
      assert.equal(added.number, "••••5566")
      assert.deepEqual(yield* players.bankAccounts(one), [added])
      assert.deepEqual(yield* players.bankAccounts(two), [])
      const again = players.addBankAccount({ ...one, ...account("110220330445566") })
      assert.equal((yield* refused(again, "BankAccountRefused")).reason, "already-added")
      yield* players.addBankAccount({ ...two, ...account("110220330445566") })
      yield* refused(players.removeBankAccount({ ...two, account: added.id }), "BankAccountNotFound")
      yield* players.removeBankAccount({ ...one, account: added.id })
      yield* refused(players.removeBankAccount({ ...one, account: added.id }), "BankAccountNotFound")
      assert.deepEqual(yield* players.bankAccounts(one), [])
    })
  ),
  law(
    "the payout side learns the holder of an account and other holders of its number, and nothing personal",
    Effect.gen(function* () {
      const players = yield* Players
      const [one, two, elsewhere] = [yield* registered(aurora), yield* registered(aurora), yield* registered(borealis)]
      const { person } = yield* players.me(one)
      const name = person.name ?? ""
      const added = yield* players.addBankAccount({ ...one, bank: "Kookmin", holder: name, number: "22033044556600" })
      const ask = players.payoutAccount({ ...one, account: added.id })
      yield* players.addBankAccount({ ...elsewhere, ...account("22033044556600") })
      const facts = { bank: "Kookmin", number: "••••6600", addedAt: added.addedAt, holderIsPlayer: true, shared: false }
      assert.deepEqual(yield* ask, facts)
      const theirs = yield* players.addBankAccount({ ...two, ...account("22033044556600"), holder: "Another Person" })
      assert.deepEqual(yield* ask, { ...facts, shared: true })
      const other = yield* players.payoutAccount({ ...two, account: theirs.id })
      assert.deepEqual([other.holderIsPlayer, other.shared], [false, true])
      yield* refused(players.payoutAccount({ ...two, account: added.id }), "BankAccountNotFound")
      const check = (given: string) =>
        Effect.map(players.checkName({ ...one, name: given }), ({ isHolder }) => isHolder)
      assert.deepEqual(
        [yield* check(name), yield* check(` ${name.toUpperCase()} `), yield* check("Another Person")],
        [true, true, false]
      )
    })
  ),
  law(
    "the same number at another bank is another account, and an IBAN names its bank itself",
    Effect.gen(function* () {
      const players = yield* Players
      const [one, two] = [yield* registered(aurora), yield* registered(aurora)]
      const at = (bank: string, number: string) => ({ bank, holder: "Kim Minsu", number })
      yield* players.addBankAccount({ ...one, ...at("Kookmin Bank", "5501044990011") })
      const second = yield* players.addBankAccount({ ...one, ...at("Shinhan", "5501044990011") })
      const spelled = at("KOOKMIN  bank", "5501044990011")
      assert.equal(
        (yield* refused(players.addBankAccount({ ...one, ...spelled }), "BankAccountRefused")).reason,
        "already-added"
      )
      yield* players.addBankAccount({ ...two, ...at("Kookmin Bank", "5501044990011") })
      assert.equal((yield* players.payoutAccount({ ...one, account: second.id })).shared, false)
      const iban = yield* players.addBankAccount({ ...one, ...at("Deutsche Bank", "DE89370400440532013000") })
      const again = at("Commerzbank", "DE89370400440532013000")
      assert.equal(
        (yield* refused(players.addBankAccount({ ...one, ...again }), "BankAccountRefused")).reason,
        "already-added"
      )
      yield* players.addBankAccount({ ...two, ...again })
      assert.equal((yield* players.payoutAccount({ ...one, account: iban.id })).shared, true)
    })
  ),
  law(
    "a player has at most five, in parallel too",
    Effect.gen(function* () {
      const players = yield* Players
      const one = yield* registered(aurora)
      const outcomes = yield* Effect.all(
        Array.from({ length: 8 }, (_, index) =>
          Effect.either(players.addBankAccount({ ...one, ...account(`1000000000${index}`) }))
        ),
        { concurrency: "unbounded" }
      )
      assert.equal(outcomes.filter(({ _tag }) => _tag === "Right").length, 5)
      assert.equal((yield* players.bankAccounts(one)).length, 5)
    })
  )
]
