import { randomUUID } from "node:crypto"
import type { FeedItem } from "@croupier/sandbox/hub88/Hub88Books"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeSoftswissWorld } from "./support/SoftswissWorld.js"
import { makeUpkeep } from "./support/upkeep.js"
import { aurora, makeWorld } from "./support/World.js"

/** A day's play over hub88 of everything that a day has, matched as often as one likes. */
const played = Effect.gen(function* () {
  const world = yield* makeWorld
  yield* world.connect(aurora)
  const upkeep = yield* makeUpkeep(world)
  const session = yield* world.sit(yield* world.newPlayer(aurora, "100"))
  const bet = yield* session.bet({ amount: "10" })
  const win = yield* session.win({ amount: "25.5", bet: bet.id, round: bet.round, closesRound: true })
  yield* session.repeat(win)
  yield* session.bet({ amount: "1", free: true })
  yield* session.bet({ amount: "1000" })
  const undone = yield* session.bet({ amount: "3" })
  yield* session.rollback({ of: undone.id, round: undone.round })
  yield* session.rollback({ of: undone.id, round: undone.round })
  const [late, round] = [randomUUID(), randomUUID()]
  yield* session.rollback({ of: late, round })
  yield* session.bet({ amount: "2", id: late, round })
  const match = Effect.gen(function* () {
    yield* upkeep.run("feed-match")
    const found = yield* upkeep.matches.differences({ brand: aurora, provider: "hub88", from: upkeep.from })
    return found.map(({ key, kind }) => `${kind} ${key}`)
  })
  return { world, upkeep, bet, win, undone, match }
})

const lines = (change: (item: FeedItem) => FeedItem | undefined) => (all: ReadonlyArray<FeedItem>) =>
  all.flatMap((item) => change(item) ?? [])

describe("the match of a provider's books, our transactions and the ledger", () => {
  it.scopedLive("finds nothing where nothing differs: repeats, refusals, free bets, rollbacks in any order", () =>
    Effect.gen(function* () {
      const { match, upkeep } = yield* played
      expect(yield* match).toEqual([])
      expect(yield* upkeep.matches.list(aurora, 0, Date.now())).toMatchObject([
        { provider: "hub88", from: upkeep.from, theirs: 9, ours: 4, differences: 0 }
      ])
    })
  )

  it.scopedLive(
    "finds each kind of difference once, however often the match runs, and removes it when it is resolved",
    () =>
      Effect.gen(function* () {
        const { bet, match, undone, win, world } = yield* played
        const { books } = world.provider
        const all = (yield* books.page(0, 100)).items
        const one = all.find(({ transaction_uuid }) => transaction_uuid === win.id)!
        const invented = randomUUID()
        const cases: ReadonlyArray<readonly [(all: ReadonlyArray<FeedItem>) => ReadonlyArray<FeedItem>, string]> = [
          [(items) => [...items, { ...one, transaction_uuid: invented }], `missing-here hub88/money/${invented}`],
          [
            lines((item) => (item.transaction_uuid === bet.id ? undefined : item)),
            `missing-there hub88/money/${bet.id}`
          ],
          [
            lines((item) => (item.transaction_uuid === win.id ? { ...item, amount: "2550001" } : item)),
            `amount hub88/money/${win.id}`
          ],
          [
            lines((item) => (item.transaction_uuid === bet.id ? { ...item, transaction_status: "TS_DECLINED" } : item)),
            `status hub88/money/${bet.id}`
          ],
          [
            lines((item) =>
              item.transaction_uuid === undone.id ? { ...item, transaction_status: "TS_SUCCESS" } : item
            ),
            `status hub88/money/${undone.id}`
          ]
        ]
        for (const [change, expected] of cases) {
          yield* books.change(() => change(all))
          expect(yield* match).toEqual([expected])
          expect(yield* match).toEqual([expected])
        }
        yield* books.change(() => all)
        expect(yield* match).toEqual([])
      })
  )

  it.scopedLive("sees an entry that does not say what its transaction does, with a provider's books and without", () =>
    Effect.gen(function* () {
      const { bet, match, world } = yield* played
      const entry = world.ledger.entries.findIndex(({ amount, kind }) => kind === "house" && amount === 10_000_000n)
      world.ledger.entries[entry] = { ...world.ledger.entries[entry]!, amount: 9_000_000n }
      expect(yield* match).toEqual([`amount hub88/money/${bet.id}`])

      const other = yield* makeSoftswissWorld
      yield* other.connect(aurora)
      const { session } = yield* other.sit(aurora, "10")
      const { ids } = yield* session.betwin({ transactions: [{ type: "bet", amount: "2.00" }] })
      const upkeep = yield* makeUpkeep(other)
      const softswiss = { brand: aurora, provider: "softswiss", from: upkeep.from }
      yield* upkeep.run("feed-match")
      expect(yield* upkeep.matches.differences(softswiss)).toEqual([])
      expect(yield* upkeep.matches.list(aurora, 0, Date.now())).toMatchObject([{ theirs: null, ours: 1 }])
      const house = other.ledger.entries.findIndex(({ kind }) => kind === "house")
      other.ledger.entries[house] = { ...other.ledger.entries[house]!, amount: 1n }
      yield* upkeep.run("feed-match")
      expect(yield* upkeep.matches.differences(softswiss)).toMatchObject([
        { kind: "amount", key: `softswiss/money/${ids[0]}`, ours: "moved -2000000, entered -1" }
      ])
    })
  )

  it.scopedLive("fails, to be tried again, where the provider shows no books", () =>
    Effect.gen(function* () {
      const { match, upkeep, world } = yield* played
      yield* world.provider.books.change((all) => all.map((item) => ({ ...item, inserted_at: "yesterday" })))
      expect(yield* match).toEqual(expect.arrayContaining([expect.stringMatching(/^missing-there/)]))
      yield* world.provider.books.change((all) =>
        all.map((item) => ({ ...item, amount: "1e3", inserted_at: new Date().toISOString() }))
      )
      expect((yield* Effect.exit(upkeep.run("feed-match")))._tag).toBe("Failure")
    })
  )
})
