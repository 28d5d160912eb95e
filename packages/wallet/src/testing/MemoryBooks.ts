import { Effect } from "effect"
import { emptyLedger, type MemoryLedger, make } from "../WalletMemory.js"
import { brands } from "./Commands.js"
import type { Subject } from "./Law.js"

/** A fresh wallet in memory, with its books. */
export const memorySubject: Effect.Effect<Subject> = Effect.sync(() => {
  const ledger = emptyLedger()
  return { wallet: make(ledger), brands, books: Effect.sync(() => violations(ledger)) }
})

/** The ledger's oracle over memory: O1 to O3 and O6, rounds against the house, and the order of events. */
export const violations = (ledger: MemoryLedger): ReadonlyArray<string> => {
  const found: Array<string> = []
  const sums = new Map<string, bigint>()
  const house = new Map<string, bigint>()
  const owner = new Map([...ledger.world.transactions.values()].map((row) => [row.id, row]))
  const add = (map: Map<string, bigint>, name: string, amount: bigint) => map.set(name, (map.get(name) ?? 0n) + amount)
  for (const entry of ledger.entries) {
    add(sums, `${entry.brand} ${entry.currency}`, entry.amount)
    add(sums, `transaction ${entry.transaction}`, entry.amount)
    if (entry.wallet) add(sums, `${entry.brand} ${entry.wallet} ${entry.kind}`, entry.amount)
    const row = owner.get(entry.transaction)
    if (row?.brand !== entry.brand) found.push(`entry of ${entry.transaction} is not of its brand`)
    if (entry.kind === "house" && row) add(house, `${row.brand} ${row.wallet} ${entry.sub}`, entry.amount)
  }
  for (const [name, sum] of sums) {
    const zero = name.startsWith("transaction ") || name.split(" ").length === 2
    if (zero && sum !== 0n) found.push(`${name} sums to ${sum}`)
  }
  for (const wallet of ledger.world.wallets.values()) {
    for (const kind of ["cash", "bonus", "held", "debt"] as const) {
      const sum = sums.get(`${wallet.brand} ${wallet.id} ${kind}`) ?? 0n
      const expected = kind === "debt" ? -sum : sum
      if (wallet[kind] !== expected)
        found.push(`${kind} of ${wallet.id} is ${wallet[kind]}, its entries say ${expected}`)
      if (wallet[kind] < 0n) found.push(`${kind} of ${wallet.id} is negative`)
    }
    if (wallet.grant === null && wallet.bonus !== 0n) found.push(`${wallet.id} has bonus money of no grant`)
    const versions = ledger.events.filter((event) => event.brand === wallet.brand && event.wallet === wallet.id)
    versions.forEach((event, index) => {
      if (event.version !== BigInt(index + 1)) found.push(`event ${index + 1} of ${wallet.id} is ${event.version}`)
    })
    if (wallet.eventVersion !== BigInt(versions.length)) found.push(`${wallet.id} counts ${wallet.eventVersion} events`)
  }
  const movement = new Map<string, bigint>()
  const open = new Map<string, number>()
  for (const round of ledger.world.rounds.values()) {
    const net = round.stakeCash + round.stakeBonus - round.payoutCash - round.payoutBonus
    add(movement, `${round.brand} ${round.wallet} ${round.provider}`, net)
    for (const total of ["stakeCash", "stakeBonus", "payoutCash", "payoutBonus"] as const) {
      if (round[total] < 0n) found.push(`${total} of round ${round.id} is negative`)
    }
    if (round.grant !== null && round.status === "open" && round.stakeBonus > 0n) {
      const name = `${round.brand} ${round.grant}`
      open.set(name, (open.get(name) ?? 0) + 1)
    }
  }
  for (const name of new Set([...movement.keys(), ...house.keys()])) {
    if ((movement.get(name) ?? 0n) !== (house.get(name) ?? 0n)) {
      found.push(`rounds of ${name} move ${movement.get(name)}, the house ${house.get(name)}`)
    }
  }
  const released = new Map<string, bigint>()
  for (const { brand, converted, grant, promo } of ledger.world.transactions.values()) {
    if (grant !== null) add(released, `${brand} ${grant}`, converted + promo)
  }
  for (const grant of ledger.world.grants.values()) {
    const counted = open.get(`${grant.brand} ${grant.id}`) ?? 0
    if (grant.openRounds !== counted) found.push(`grant ${grant.id} counts ${grant.openRounds} rounds, not ${counted}`)
    const cap = grant.terms.maxCashOut
    if (cap !== null && grant.converted > cap)
      found.push(`grant ${grant.id} gave ${grant.converted}, over its cap ${cap}`)
    if (grant.converted < 0n) found.push(`grant ${grant.id} converted a negative amount`)
    const moved = released.get(`${grant.brand} ${grant.id}`) ?? 0n
    if (grant.released !== (grant.status === "converted" ? moved : 0n))
      found.push(`grant ${grant.id} released ${grant.released}, its transactions ${moved}`)
  }
  return found
}
