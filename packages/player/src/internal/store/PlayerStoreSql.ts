import * as Revocations from "@croupier/core/auth/Revocations"
import type { BrandKey } from "@croupier/core/Brand"
import { committed, Notifier } from "@croupier/core/events/Notifier"
import * as Store from "@croupier/core/postgres/Store"
import { compositeKey } from "@croupier/core/text/compositeKey"
import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Layer, Option } from "effect"
import type { ExclusionView } from "../../contract/Exclusion.js"
import type { PlayerRef } from "../../contract/Players.js"
import { PlayersUnavailable } from "../../contract/Problems.js"
import { days as knownAddressDays } from "../../rules/KnownAddress.js"
import * as BankAccountTable from "./BankAccountTable.js"
import * as DepositorTable from "./DepositorTable.js"
import * as ExclusionTable from "./ExclusionTable.js"
import * as GateTables from "./GateTables.js"
import type { DecidePlayer } from "./PlayerRecord.js"
import { type PersonOfLicence, PlayerStore } from "./PlayerStore.js"
import * as PlayerTables from "./PlayerTables.js"
import * as ReviewTable from "./ReviewTable.js"
import * as SessionTable from "./SessionTable.js"
import { writeChange } from "./writeChange.js"

type Needs = SqlClient.SqlClient | Revocations.Revocations

/**
 * Players on Postgres: each method is one transaction that sees the rows of its own brand, or of one licence's brands. After
 * one that may have published something, a relay in this process is notified.
 */
export const layerSql: Layer.Layer<PlayerStore, never, Needs | Notifier> = Layer.effect(
  PlayerStore,
  Effect.gen(function* () {
    const { inBrand, outside } = yield* Store.make<PlayersUnavailable, Needs>({
      name: "players",
      unavailable: () => new PlayersUnavailable({ outcome: "unknown" })
    })
    const hint = (yield* Notifier).wake(committed("player"))
    const publishing = <A>(brand: BrandKey | ReadonlyArray<BrandKey>, effect: Effect.Effect<A, SqlError, Needs>) =>
      Effect.zipLeft(inBrand(brand, effect), hint)
    return {
      now: outside(PlayerTables.now),
      insert: (player, registered) =>
        publishing(
          player.brand,
          Effect.map(PlayerTables.insert(player, registered), (inserted) => (inserted ? "inserted" : "username-taken"))
        ),
      find: (ref) => inBrand(ref.brand, Effect.flatMap(PlayerTables.read(ref), completed)),
      findByUsername: (brand, username) =>
        inBrand(brand, Effect.flatMap(PlayerTables.readByUsername(brand, username), completed)),
      change: (ref, decide) =>
        publishing(
          ref.brand,
          Effect.map(changeAll([ref], decide), ([answer]) => answer)
        ),
      exclude: (person, pass, decide, review) =>
        publishing([...person.identities.keys()], excludeAll(person, pass, decide, review)),
      spreading: (brand, most) => inBrand(brand, ExclusionTable.spreading(brand, most)),
      endExclusion: (exclusion, brands, decide) => publishing(brands, endAll(exclusion, brands, decide)),
      matchingExclusions: (licence, prints, since) => outside(ExclusionTable.matching(licence, prints, since)),
      exclusionsOfPerson: (identities) =>
        inBrand(
          [...identities.keys()],
          Effect.map(
            Effect.forEach(identities, ([brand, hmacs]) => ExclusionTable.ofVerified(brand, hmacs)),
            (found) => [...new Map(found.flat().map((exclusion) => [exclusion.id, exclusion])).values()]
          )
        ),
      findExclusion: (id, brands) =>
        inBrand(
          brands,
          Effect.map(
            Effect.forEach(brands, (brand) => ExclusionTable.byId(brand, id)),
            (found) => found.find((exclusion) => exclusion !== undefined)
          )
        ),
      openReviews: (brand, most) => inBrand(brand, ReviewTable.open(brand, most)),
      changeSession: (brand, id, decide) =>
        inBrand(
          brand,
          Effect.gen(function* () {
            const session = yield* SessionTable.lock(brand, id)
            if (session === undefined) return undefined
            const change = decide(session, yield* PlayerTables.now)
            if (change.session !== undefined) yield* SessionTable.update(change.session)
            if (session.endedAt === null && typeof change.session?.endedAt === "number") {
              yield* (yield* Revocations.Revocations).revoke({ _tag: "session", session: id })
            }
            return change.answer
          })
        ),
      isKnownAddress: (brand, username, indexes) =>
        inBrand(brand, SessionTable.isKnownAddress(brand, username, indexes, knownAddressDays)),
      sessions: (ref) => inBrand(ref.brand, SessionTable.ofPlayer(ref)),
      bankAccounts: (ref) => inBrand(ref.brand, BankAccountTable.ofPlayer(ref)),
      addBankAccount: (account, most) =>
        inBrand(
          account.brand,
          Effect.gen(function* () {
            const ref = { brand: account.brand, player: account.player }
            const player = yield* PlayerTables.lock(ref)
            // What was sealed under a key that is destroyed by now must not be written.
            if (player === undefined || player.data_key === null) return "forgotten"
            const present = yield* BankAccountTable.ofPlayer(ref)
            const isSame = present.some(({ numberIndex }) => Buffer.compare(numberIndex, account.numberIndex) === 0)
            if (isSame) return "already-added"
            if (present.length >= most) return "too-many"
            return (yield* BankAccountTable.insert(account)) ? "added" : "already-added"
          })
        ),
      removeBankAccount: (ref, account) => inBrand(ref.brand, BankAccountTable.remove(ref, account)),
      hasNumberElsewhere: (ref, indexes) => inBrand(ref.brand, BankAccountTable.hasNumberElsewhere(ref, indexes)),
      keepDepositor: (ref, request, name) =>
        inBrand(
          ref.brand,
          Effect.gen(function* () {
            const player = yield* PlayerTables.lock(ref)
            // What was sealed under a key that is destroyed by now must not be written.
            if (player === undefined || player.data_key === null) return false
            yield* DepositorTable.insert(ref, request, name)
            return true
          })
        ),
      depositor: (ref, request) => inBrand(ref.brand, DepositorTable.read(ref, request)),
      forget: (ref) => inBrand(ref.brand, PlayerTables.forget(ref)),
      pendingGate: (ref) => inBrand(ref.brand, GateTables.pending(ref)),
      gateConfirmed: (ref, done) => inBrand(ref.brand, GateTables.confirm(ref, done)),
      unconfirmed: (brand, most) => inBrand(brand, GateTables.unconfirmed(brand, most)),
      limitsDue: (brand, most) => inBrand(brand, GateTables.limitsDue(brand, most))
    }
  })
)

const completed = (row: Parameters<typeof PlayerTables.complete>[0] | undefined) =>
  Effect.transposeMapOption(Option.fromNullable(row), PlayerTables.complete).pipe(Effect.map(Option.getOrUndefined))

/**
 * Locks the players in one global order, and decides at one time for all. The time is asked for under the
 * locks: a decision that had waited with an older one would be overruled by those it has waited for.
 */
const changeAll = <A>(refs: ReadonlyArray<PlayerRef>, decide: DecidePlayer<A>) =>
  Effect.gen(function* () {
    const rows = yield* Effect.forEach(inLockOrder(refs), PlayerTables.lock)
    const now = yield* PlayerTables.now
    const answers: Array<A> = []
    for (const row of rows) {
      if (row === undefined) continue
      const player = yield* PlayerTables.complete(row)
      const change = decide(player, now)
      yield* writeChange(player, change, now)
      answers.push(change.answer)
    }
    return answers
  })

const excludeAll = (
  { identities, licence, prints, self, since }: PersonOfLicence,
  pass: "first" | "last",
  decide: DecidePlayer<ExclusionView>,
  review: DecidePlayer<ExclusionView>
) =>
  Effect.gen(function* () {
    const verified = yield* Effect.forEach(identities, ([brand, marks]) =>
      PlayerTables.findVerified(brand, marks.verified)
    )
    const claiming = yield* Effect.forEach(identities, ([brand, marks]) =>
      PlayerTables.findClaimants(brand, marks, since)
    )
    const same = new Map([self, ...verified.flat()].map((ref) => [keyOf(ref), ref]))
    const claimants = new Map(
      claiming.flat().flatMap((ref) => (same.has(keyOf(ref)) ? [] : [[keyOf(ref), ref] as const]))
    )
    const players = [...same.values(), ...claimants.values()]
    const [exclusion] = yield* changeAll(players, (player, now) =>
      (same.has(keyOf({ brand: player.brand, player: player.id })) ? decide : review)(player, now)
    )
    if (exclusion === undefined) return undefined
    yield* ExclusionTable.register(licence, prints, since, exclusion)
    yield* ExclusionTable.mark(self, exclusion, pass === "first")
    return { exclusion, players }
  })

const keyOf = ({ brand, player }: PlayerRef): string => compositeKey(brand, player)

const endAll = (exclusion: ExclusionView, brands: ReadonlyArray<BrandKey>, decide: DecidePlayer<void>) =>
  Effect.gen(function* () {
    yield* ExclusionTable.end(exclusion)
    const players = yield* ExclusionTable.holders(exclusion, brands)
    yield* changeAll(players, decide)
    return players
  })

/** Several players are always locked in the same order, so that two never wait for each other. */
const inLockOrder = (players: ReadonlyArray<PlayerRef>): ReadonlyArray<PlayerRef> =>
  [...players].sort((a, b) => (`${a.brand} ${a.player}` < `${b.brand} ${b.player}` ? -1 : 1))
