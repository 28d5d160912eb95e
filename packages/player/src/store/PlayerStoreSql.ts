import * as Revocations from "@croupier/core/auth/Revocations"
import type { BrandKey, LicenceKey } from "@croupier/core/Brand"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, Layer, Option } from "effect"
import type { ExclusionView } from "../contract/Exclusion.js"
import type { PlayerRef } from "../contract/Players.js"
import * as BankAccountTable from "./BankAccountTable.js"
import { byteaArray } from "./ByteaArray.js"
import * as GateTables from "./GateTables.js"
import type { DecidePlayer } from "./PlayerRecord.js"
import { instant } from "./PlayerRow.js"
import { PlayerStore } from "./PlayerStore.js"
import * as PlayerTables from "./PlayerTables.js"
import * as SessionTable from "./SessionTable.js"
import { asUnavailable } from "./StoreFailure.js"
import { writeChange } from "./WriteChange.js"

type Needs = SqlClient.SqlClient | Revocations.Revocations

/** Players on Postgres: each method is one transaction that sees the rows of its own brand, or of one licence's brands. */
export const layer: Layer.Layer<PlayerStore, never, Needs> = Layer.effect(
  PlayerStore,
  Effect.gen(function* () {
    const needs = yield* Effect.context<Needs>()
    const run = <A>(effect: Effect.Effect<A, SqlError, Needs>) => asUnavailable(Effect.provide(effect, needs))
    const inBrand = <A>(brand: BrandKey | ReadonlyArray<BrandKey>, effect: Effect.Effect<A, SqlError, Needs>) =>
      run(withBrand(brand)(effect))
    return {
      now: run(PlayerTables.now),
      insert: (player) =>
        inBrand(
          player.brand,
          Effect.map(PlayerTables.insert(player), (inserted) => (inserted ? "inserted" : "username-taken"))
        ),
      find: (ref) => inBrand(ref.brand, Effect.flatMap(PlayerTables.read(ref), completed)),
      findByUsername: (brand, username) =>
        inBrand(brand, Effect.flatMap(PlayerTables.readByUsername(brand, username), completed)),
      change: (ref, decide) =>
        inBrand(
          ref.brand,
          Effect.map(changeAll([ref], decide), ([answer]) => answer)
        ),
      exclude: ({ identities, licence, prints, self }, decide) =>
        inBrand([...identities.keys()], excludeAll(licence, self, identities, prints, decide)),
      endExclusion: (exclusion, brands, decide) => inBrand(brands, endAll(exclusion, brands, decide)),
      isExcluded: (licence, prints) =>
        run(
          Effect.flatMap(SqlClient.SqlClient, (sql) =>
            Effect.map(
              sql<{
                excluded: boolean
              }>`SELECT croupier_player.is_excluded(${licence}, ${byteaArray(prints)}::bytea[]) AS excluded`,
              ([row]) => row!.excluded
            )
          )
        ),
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
      sessions: (ref) => inBrand(ref.brand, SessionTable.ofPlayer(ref)),
      bankAccounts: (ref) => inBrand(ref.brand, BankAccountTable.ofPlayer(ref)),
      addBankAccount: (account, most) =>
        inBrand(
          account.brand,
          Effect.gen(function* () {
            const ref = { brand: account.brand, player: account.player }
            if ((yield* PlayerTables.lock(ref)) === undefined) return "too-many"
            const present = yield* BankAccountTable.ofPlayer(ref)
            const isSame = present.some(({ numberIndex }) => Buffer.compare(numberIndex, account.numberIndex) === 0)
            if (isSame) return "already-added"
            if (present.length >= most) return "too-many"
            return (yield* BankAccountTable.insert(account)) ? "added" : "already-added"
          })
        ),
      removeBankAccount: (ref, account) => inBrand(ref.brand, BankAccountTable.remove(ref, account)),
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
 * Locks the players in the one order that everybody keeps, and decides at one time for all. The time is asked for under the
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
  licence: LicenceKey,
  self: PlayerRef,
  identities: ReadonlyMap<BrandKey, ReadonlyArray<Uint8Array>>,
  prints: ReadonlyArray<Uint8Array>,
  decide: DecidePlayer<ExclusionView>
) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const found = yield* Effect.forEach(identities, ([brand, hmacs]) => PlayerTables.findByIdentity(brand, hmacs))
    const others = found.flat().filter(({ brand, player }) => brand !== self.brand || player !== self.player)
    const [exclusion] = yield* changeAll([self, ...others], decide)
    if (exclusion === undefined) return undefined
    yield* sql`SELECT croupier_player.register_exclusion(${licence}, ${byteaArray(prints)}::bytea[], ${exclusion.id},
      ${instant(exclusion.endsAt)})`
    return { exclusion, players: [self, ...others] }
  })

const endAll = ({ endsAt, id }: ExclusionView, brands: ReadonlyArray<BrandKey>, decide: DecidePlayer<void>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql`SELECT croupier_player.end_exclusion(${id}, ${instant(endsAt)})`
    const found = yield* Effect.forEach(
      brands,
      (brand) => sql<PlayerRef>`SELECT brand_id AS brand, player_id AS player FROM croupier_player.exclusion
        WHERE brand_id = ${brand} AND id = ${id}`
    )
    const players = found.flat()
    yield* changeAll(players, decide)
    return players
  })

/** Everybody locks several players in the same order, so that two never wait for each other. */
const inLockOrder = (players: ReadonlyArray<PlayerRef>): ReadonlyArray<PlayerRef> =>
  [...players].sort((a, b) => (`${a.brand} ${a.player}` < `${b.brand} ${b.player}` ? -1 : 1))
