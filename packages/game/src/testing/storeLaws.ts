import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import { type PlayerCode, type PlayerId, randomText, uuidv7 } from "@croupier/core/Ids"
import * as OutboundAccount from "@croupier/core/OutboundAccount"
import { TransactionKey } from "@croupier/wallet/contract"
import { Clock, Effect, FastCheck as fc, Redacted } from "effect"
import type { Game } from "../contract/Game.js"
import { CallStore } from "../internal/calls/CallStore.js"
import type { CallPlace, KeptCall } from "../internal/calls/StoredCall.js"
import { Catalogue } from "../internal/catalogue/Catalogue.js"
import { inOrder, placeOf, plain, searchable } from "../internal/catalogue/Place.js"
import { type Credential, makeId } from "../internal/credential/Credential.js"
import { Credentials } from "../internal/credential/Credentials.js"
import { FeedMatches } from "../internal/feed/FeedMatches.js"
import type { Difference, DifferenceKind } from "../internal/feed/Match.js"
import { makeToken } from "../internal/launch/PlaySession.js"
import { PlaySessions } from "../internal/launch/PlaySessions.js"
import { RoundReviews } from "../internal/sweep/RoundReviews.js"

/** The stores that the laws are about. */
export type Stores = CallStore | FeedMatches | RoundReviews | Catalogue | Credentials | PlaySessions

/** Two brands that no other run of a law uses. */
export interface Brands {
  readonly one: BrandKey
  readonly other: BrandKey
}

/** Something that holds for every store; the result is what was found wrong. */
export interface StoreLaw {
  readonly name: string
  readonly check: (brands: Brands, games: ReadonlyArray<Game>) => Effect.Effect<ReadonlyArray<string>, never, Stores>
}

/** Games with names in several scripts and cases, some of them equal. */
export const arbitraryGames: fc.Arbitrary<ReadonlyArray<Game>> = fc.array(
  fc.record({
    provider: fc.constantFrom("hub88", "softswiss"),
    code: fc.stringMatching(/^[a-z_]{1,3}$/),
    name: fc.oneof(
      fc.constantFrom("Äpfel", "apfel", "ＦＵＬＬ", "행운", "𝔊ame", "%_\\"),
      fc.stringMatching(/^[A-Za-z ]{1,6}$/)
    ),
    category: fc.constantFrom("slots", "live", "table", "sports", "minigame"),
    currencies: fc.subarray(["KRW", "EUR"] as Array<CurrencyCode>)
  }),
  { maxLength: 12 }
)

const farAhead = 4_102_444_800_000

/** What must hold of each store in memory and on PostgreSQL alike. */
export const storeLaws: ReadonlyArray<StoreLaw> = [
  {
    name: "a list gives every game of its brand once, as last put, in order, whatever the size of its pages",
    check: ({ one, other }, games) =>
      Effect.gen(function* () {
        const catalogue = yield* Catalogue
        yield* catalogue.put(other, [{ provider: "hub88", code: "x", name: "x", category: "slots", currencies: [] }])
        yield* catalogue.put(one, games)
        const wanted = [...latest(games).values()].sort((a, b) => inOrder(placeOf(a), placeOf(b)))
        const found: Array<Game> = []
        while (true) {
          const after = found.length === 0 ? undefined : placeOf(found.at(-1)!)
          const page = yield* catalogue.list(one, { category: undefined, text: "", after, limit: 2 })
          found.push(...page)
          if (page.length < 2) break
        }
        return differences("list", wanted, found)
      })
  },
  {
    name: "a search finds what has the text in name or code, and a category keeps its own",
    check: ({ one }, games) =>
      Effect.gen(function* () {
        const catalogue = yield* Catalogue
        yield* catalogue.put(one, games)
        const lines: Array<string> = []
        for (const text of ["A", "ＦＵＬＬ", "full", "%", "_", "행", "\\"].map(plain)) {
          const found = yield* catalogue.list(one, { category: "slots", text, after: undefined, limit: 100 })
          const wanted = [...latest(games).values()]
            .filter((game) => game.category === "slots" && searchable(game).includes(text))
            .sort((a, b) => inOrder(placeOf(a), placeOf(b)))
          lines.push(...differences(`search ${text}`, wanted, found))
        }
        return lines
      })
  },
  {
    name: "a game is found under its own brand only",
    check: ({ one, other }, games) =>
      Effect.gen(function* () {
        const catalogue = yield* Catalogue
        yield* catalogue.put(one, games)
        const lines: Array<string> = []
        for (const game of latest(games).values()) {
          lines.push(...differences("find", [game], [yield* catalogue.find(one, game.provider, game.code)]))
          lines.push(...differences("elsewhere", [undefined], [yield* catalogue.find(other, game.provider, game.code)]))
        }
        return lines
      })
  },
  {
    name: "an account keeps its first player, and a token finds its session; neither is found under another brand's name",
    check: ({ one, other }) =>
      Effect.gen(function* () {
        const sessions = yield* PlaySessions
        const code = "abcdefgh01" as PlayerCode
        const player = "01890000-0000-7000-8000-000000000001" as PlayerId
        const currency = "KRW" as CurrencyCode
        const parent = "01890000-0000-7000-8000-000000000009"
        const session = {
          brand: one,
          player,
          currency,
          provider: "hub88",
          game: "g",
          parent,
          openedAt: 1_799_900_000_000,
          expiresAt: 1_800_000_000_000
        }
        const read = { ...session, endsAt: null }
        const tokens = [makeToken(one), makeToken(one)] as const
        const account = OutboundAccount.make(one, code)
        const before = yield* sessions.account(account)
        for (const token of tokens) yield* sessions.open(code, token, session)
        return [
          ...differences("before", [undefined], [before]),
          ...differences("account", [{ player, currency }], [yield* sessions.account(account)]),
          ...differences("other account", [undefined], [yield* sessions.account(OutboundAccount.make(other, code))]),
          ...differences("session", [read, read], yield* Effect.forEach(tokens, sessions.session)),
          ...differences("other session", [undefined], [yield* sessions.session(tokens[0].replace(one, other))]),
          ...differences("nonsense", [undefined], [yield* sessions.session("nonsense")])
        ]
      })
  },
  {
    name: "launches and reviews are pruned by their age, some at a time, under their own brand only",
    check: ({ one, other }) =>
      Effect.gen(function* () {
        const [sessions, reviews] = [yield* PlaySessions, yield* RoundReviews]
        const now = yield* Clock.currentTimeMillis
        for (const brand of [one, other]) {
          for (const age of [1, 2, 3]) {
            const expiresAt = now - age * 1000
            yield* sessions.open(randomText(10) as PlayerCode, makeToken(brand), {
              brand,
              player: uuidv7(now) as PlayerId,
              currency: "KRW" as CurrencyCode,
              provider: "hub88",
              game: "a",
              parent: uuidv7(now),
              openedAt: expiresAt - 1000,
              expiresAt
            })
            yield* reviews.add({
              brand,
              provider: "hub88",
              player: uuidv7(now) as PlayerId,
              round: `r-${age}`,
              reason: "no-feed"
            })
          }
        }
        const pruned = [
          yield* sessions.prune(one, now - 1500, 1),
          yield* sessions.prune(one, now - 1500, 10),
          yield* sessions.prune(one, now - 1500, 10),
          // Reviews are listed at the store's own time.
          yield* reviews.prune(one, now - 60_000, 10),
          yield* reviews.prune(one, farAhead, 2),
          yield* reviews.prune(one, farAhead, 10),
          (yield* reviews.list(other, 10)).length,
          yield* sessions.prune(other, now, 10)
        ]
        return differences("pruned", [1, 1, 0, 0, 2, 1, 3, 3], pruned)
      })
  },
  {
    name: "a credential comes back whole, only under its own path, and only between its instants",
    check: ({ one, other }) =>
      Effect.gen(function* () {
        const credentials = yield* Credentials
        const now = yield* Clock.currentTimeMillis
        const past = credentialOf(one, now - 3000, null)
        const ended = credentialOf(one, now - 2000, now)
        const future = credentialOf(one, now + 1_000_000, null)
        for (const credential of [past, ended, future]) yield* credentials.add(credential)
        const valid = (id: string) => Effect.map(credentials.valid("hub88", id), (found) => found && shown(found))
        const listed = yield* credentials.list(one)
        const lines = [
          ...differences("list", [future, ended, past].map(shown), listed.map(shown)),
          ...differences("other brand", [], (yield* credentials.list(other)).map(shown)),
          ...differences(
            "valid",
            [shown(past), undefined, undefined],
            [yield* valid(past.id), yield* valid(ended.id), yield* valid(future.id)]
          ),
          ...differences("other path", [undefined], [yield* valid(past.id.replace(one, other))]),
          ...differences("nonsense", [undefined, undefined], [yield* valid("nonsense"), yield* valid("")]),
          ...differences("current", [shown(past)], [shown((yield* credentials.current(one, "hub88"))!)])
        ]
        const ends = [
          yield* credentials.end(one, "hub88", past.id, now),
          yield* credentials.end(other, "hub88", past.id, now),
          // Neither by its own name, nor by one that ended by itself.
          yield* credentials.end(one, "hub88", past.id, now + 1_000_000),
          yield* credentials.end(one, "hub88", ended.id, now + 1_000_000)
        ]
        return [
          ...lines,
          ...differences("end", ["set", "unknown", "ended-before", "ended-before"], ends),
          ...differences("ended", [undefined], [yield* credentials.current(one, "hub88")])
        ]
      })
  },
  {
    name: "kept calls are listed once each, newest first, by what is asked for, under their own brand",
    check: ({ one, other }, games) =>
      Effect.gen(function* () {
        const store = yield* CallStore
        // As many as there are games, several of them in one instant.
        const calls = games.map((game, n) => callOf(one, game.code, 1_800_000_000_000 + (n >> 1)))
        yield* store.add(calls)
        yield* store.add([...calls, callOf(other, "a", 1_800_000_000_000)])
        const found: Array<KeptCall> = []
        let after: CallPlace | undefined
        while (true) {
          const page = yield* store.list(one, { after, limit: 2 })
          found.push(...page)
          const last = page.at(-1)
          if (page.length < 2 || last === undefined) break
          after = [last.at, last.id]
        }
        const wanted = calls.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
        const lines = [...differences("list", wanted, found)]
        for (const filter of [{ round: "a" }, { transaction: "t-a" }, { player }, { provider: "hub88" }]) {
          const some = yield* store.list(one, { ...filter, after: undefined, limit: 100 })
          const matching =
            "round" in filter || "transaction" in filter ? wanted.filter(({ round }) => round === "a") : wanted
          lines.push(...differences(JSON.stringify(filter), matching, some))
        }
        const strange = { transaction: "'; --\\ {}" }
        lines.push(...differences("strange", [], yield* store.list(one, { ...strange, after: undefined, limit: 9 })))
        for (const call of calls) {
          lines.push(...differences("find", [call], [yield* store.find(one, call.id)]))
          lines.push(...differences("elsewhere", [undefined], [yield* store.find(other, call.id)]))
        }
        const old = calls.filter(({ at }) => at < 1_800_000_000_001).length
        lines.push(
          ...differences("prune", [Math.min(old, 1)], [yield* store.prune(one, 1_800_000_000_001, 1)]),
          ...differences("prune", [Math.max(old - 1, 0)], [yield* store.prune(one, 1_800_000_000_001, 100)]),
          ...differences("other brand", [1], [(yield* store.list(other, { after: undefined, limit: 9 })).length])
        )
        return lines
      })
  },
  {
    name: "a match is kept in the place of an earlier one of its period, with its differences and no others",
    check: ({ one, other }, games) =>
      Effect.gen(function* () {
        const matches = yield* FeedMatches
        const [from, to] = [1_800_000_000_000, 1_800_086_400_000]
        const period = { brand: one, provider: "hub88", from, to }
        const some = [...new Set(games.map(({ code }) => code))].toSorted().map((code) => differenceOf("status", code))
        yield* matches.keep(period, { theirs: 7, ours: 5, differences: [differenceOf("amount", "gone"), ...some] })
        yield* matches.keep(period, { theirs: 7, ours: 5, differences: some })
        yield* matches.keep({ ...period, provider: "softswiss" }, { theirs: null, ours: 1, differences: [] })
        yield* matches.keep({ ...period, from: to, to: to + 1 }, { theirs: 0, ours: 0, differences: [] })
        return [
          ...differences("differences", some, yield* matches.differences(period)),
          ...differences("elsewhere", [], yield* matches.differences({ ...period, brand: other })),
          ...differences(
            "list",
            [
              { ...period, theirs: 7, ours: 5, differences: some.length },
              { ...period, provider: "softswiss", theirs: null, ours: 1, differences: 0 }
            ],
            yield* matches.list(one, from, to)
          )
        ]
      })
  },
  {
    name: "a round for a person is listed once, with its first reason, and as the brand's own",
    check: ({ one, other }) =>
      Effect.gen(function* () {
        const reviews = yield* RoundReviews
        const review = { brand: one, provider: "hub88", player, round: "r'1", reason: "differs" } as const
        yield* reviews.add(review)
        yield* reviews.add({ ...review, reason: "no-feed" })
        return [
          ...differences("list", [review], yield* reviews.list(one, 9)),
          ...differences("elsewhere", [], yield* reviews.list(other, 9))
        ]
      })
  }
]

const differenceOf = (kind: DifferenceKind, id: string): Difference => ({
  kind,
  key: TransactionKey.provider("hub88", "money", id),
  round: kind === "amount" ? null : `round of "${id}"`,
  theirs: "taken, -5",
  ours: "absent"
})

const player = "01890000-0000-7000-8000-000000000002" as PlayerId

const callOf = (brand: BrandKey, round: string, at: number): KeptCall => ({
  id: uuidv7(at),
  brand,
  provider: "hub88",
  credential: `${brand}-credential`,
  at,
  took: 3,
  path: "transaction/bet",
  body: '{"user":"x","amount":1e3}',
  status: 200,
  answer: '{"status":"RS_OK"}',
  player,
  round,
  transactions: [`t-${round}`, 'a "quoted", {b} one']
})

const latest = (games: ReadonlyArray<Game>): ReadonlyMap<string, Game> =>
  new Map(games.map((game) => [`${game.provider} ${game.code}`, game]))

const credentialOf = (brand: BrandKey, validFrom: number, validUntil: number | null): Credential => ({
  brand,
  provider: "hub88",
  id: makeId(brand),
  operatorId: "operator",
  baseUrl: "https://provider.example",
  country: "KR",
  depositUrl: validUntil === null ? null : "https://brand.example/pay",
  secret: Redacted.make(`secret of ${validFrom}`),
  providerPublicKey: "a public key",
  validFrom,
  validUntil
})

const shown = (credential: Credential) => ({ ...credential, secret: Redacted.value(credential.secret) })

const differences = (
  what: string,
  wanted: ReadonlyArray<unknown>,
  found: ReadonlyArray<unknown>
): ReadonlyArray<string> => {
  const [expected, actual] = [JSON.stringify(wanted), JSON.stringify(found)]
  return expected === actual ? [] : [`${what}: expected ${expected}, found ${actual}`]
}
