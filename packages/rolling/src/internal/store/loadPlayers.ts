import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, HashMap } from "effect"
import type { PlayerRef } from "../../contract/Rolling.js"
import { type Player, roundKey } from "../../rules/State.js"
import { newPlayer } from "./newPlayer.js"
import { type RequirementRow, requirementColumns, toRequirement } from "./RequirementRow.js"
import type { Wanted } from "./RollingStore.js"
import { type RoundRow, toRound } from "./RoundRow.js"

interface PlayerRow {
  readonly brand_id: BrandKey
  readonly player_id: PlayerId
  readonly seen: bigint
  readonly events: bigint
  readonly cash: string
  readonly bonus: string
  readonly held: string
  readonly opened: number
  readonly grant_id: string | null
  readonly open_rounds: number
  readonly open_bonus_rounds: number
  readonly now: Date
}

/** What was loaded: the players under their keys, and the requirements that were named but are other players'. */
export interface Loaded {
  readonly now: number
  readonly players: ReadonlyMap<string, Player>
  readonly elsewhere: ReadonlySet<string>
}

/** The key of a player among those of several brands. */
export const playerKey = ({ brand, player }: PlayerRef): string => compositeKey(brand, player)

/**
 * Locks the players in one order, so that two transactions never wait for each other, and reads what a decision about them may
 * touch: the active requirements, those that are named, and the named rounds with their requirements.
 */
export const loadPlayers = (wanted: ReadonlyArray<Wanted>) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const refs = JSON.stringify(wanted.map(({ brand, player }) => ({ brand, player })))
    yield* sql`
      INSERT INTO croupier_rolling.player (brand_id, player_id)
      SELECT brand, player FROM jsonb_to_recordset(${refs}::jsonb) AS w (brand text, player uuid)
      ORDER BY brand COLLATE "C", player ON CONFLICT (brand_id, player_id) DO NOTHING`
    const rows = yield* sql<PlayerRow>`
      SELECT p.brand_id, p.player_id, p.seen, p.events, p.cash, p.bonus, p.held, p.opened, p.grant_id, p.open_rounds,
        p.open_bonus_rounds, croupier_core.now() AS now
      FROM jsonb_to_recordset(${refs}::jsonb) AS w (brand text, player uuid)
      JOIN croupier_rolling.player AS p ON p.brand_id = w.brand AND p.player_id = w.player
      ORDER BY p.brand_id, p.player_id FOR NO KEY UPDATE OF p`
    const rounds = yield* sql<RoundRow>`
      SELECT r.* FROM jsonb_to_recordset(${JSON.stringify(wanted.flatMap(roundsOf))}::jsonb)
        AS w (brand text, player uuid, provider text, id text)
      CROSS JOIN LATERAL (
        SELECT brand_id, player_id, provider, round_id, game, category, grant_id, is_open, stake_cash, stake_bonus,
          payout_cash, payout_bonus, requirement_id, weight, counted
        FROM croupier_rolling.round
        WHERE brand_id = w.brand AND player_id = w.player AND provider = w.provider AND round_id = w.id LIMIT 1) AS r`
    const named = JSON.stringify([
      ...wanted.flatMap(({ brand, requirements = [] }) => requirements.map((id) => ({ brand, id }))),
      ...rounds.flatMap(({ brand_id, requirement_id: id }) => (id === null ? [] : [{ brand: brand_id, id }]))
    ])
    const grants = JSON.stringify(
      wanted.flatMap(({ brand, grants = [] }) => grants.map((id) => ({ brand, id }))).concat(rows.flatMap(presentGrant))
    )
    const deposits = JSON.stringify(wanted.flatMap(({ brand, deposits = [] }) => deposits.map((id) => ({ brand, id }))))
    const requirements = yield* sql<RequirementRow>`
      WITH found AS (
        SELECT r.brand_id, r.id FROM jsonb_to_recordset(${refs}::jsonb) AS w (brand text, player uuid)
        JOIN croupier_rolling.requirement AS r
          ON r.brand_id = w.brand AND r.player_id = w.player AND r.state = 'active'
        UNION
        SELECT r.brand_id, r.id FROM jsonb_to_recordset(${named}::jsonb) AS w (brand text, id uuid)
        JOIN croupier_rolling.requirement AS r ON r.brand_id = w.brand AND r.id = w.id
        UNION
        SELECT r.brand_id, r.id FROM jsonb_to_recordset(${grants}::jsonb) AS w (brand text, id uuid)
        JOIN croupier_rolling.requirement AS r ON r.brand_id = w.brand AND r.grant_id = w.id
        UNION
        SELECT r.brand_id, r.id FROM jsonb_to_recordset(${deposits}::jsonb) AS w (brand text, id uuid)
        JOIN croupier_rolling.requirement AS r ON r.brand_id = w.brand AND r.deposit_id = w.id)
      SELECT ${sql.literal(requirementColumns)} FROM found JOIN croupier_rolling.requirement USING (brand_id, id)`
    return assemble(rows, rounds, requirements)
  })

/** A player as it is, without a lock; of one without a row nothing is known yet. */
export const readPlayer = (ref: PlayerRef) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const { brand, player } = ref
    const rows = yield* sql<PlayerRow>`
      SELECT brand_id, player_id, seen, events, cash, bonus, held, opened, grant_id, open_rounds, open_bonus_rounds,
        croupier_core.now() AS now
      FROM croupier_rolling.player WHERE brand_id = ${brand} AND player_id = ${player}`
    const requirements = yield* sql<RequirementRow>`
      SELECT ${sql.literal(requirementColumns)} FROM croupier_rolling.requirement
      WHERE brand_id = ${brand} AND player_id = ${player} AND state = 'active'
      UNION
      SELECT ${sql.literal(requirementColumns)} FROM croupier_rolling.requirement
      WHERE brand_id = ${brand} AND grant_id = ${rows[0]?.grant_id ?? null}`
    return assemble(rows, [], requirements).players.get(playerKey(ref)) ?? newPlayer(ref)
  })

const roundsOf = ({ brand, player, rounds = [] }: Wanted) =>
  rounds.map(({ id, provider }) => ({ brand, player, provider, id }))

const presentGrant = ({ brand_id, grant_id: id }: PlayerRow) => (id === null ? [] : [{ brand: brand_id, id }])

const assemble = (
  rows: ReadonlyArray<PlayerRow>,
  rounds: ReadonlyArray<RoundRow>,
  requirements: ReadonlyArray<RequirementRow>
): Loaded => {
  const players = new Map(rows.map((row) => [compositeKey(row.brand_id, row.player_id), toPlayer(row)]))
  const elsewhere = new Set<string>()
  for (const row of requirements) {
    const key = compositeKey(row.brand_id, row.player_id)
    const player = players.get(key)
    if (player === undefined) {
      elsewhere.add(compositeKey(row.brand_id, row.id))
      if (row.grant_id !== null) elsewhere.add(compositeKey(row.brand_id, row.grant_id))
    } else {
      players.set(key, { ...player, requirements: HashMap.set(player.requirements, row.id, toRequirement(row)) })
    }
  }
  for (const row of rounds) {
    const key = compositeKey(row.brand_id, row.player_id)
    const player = players.get(key)
    const round = toRound(row)
    if (player !== undefined) {
      players.set(key, { ...player, rounds: HashMap.set(player.rounds, roundKey(round), round) })
    }
  }
  return { now: rows[0]?.now.getTime() ?? 0, players, elsewhere }
}

const toPlayer = (row: PlayerRow): Player => ({
  ...newPlayer({ brand: row.brand_id, player: row.player_id }),
  seen: row.seen,
  events: row.events,
  balance: { cash: BigInt(row.cash), bonus: BigInt(row.bonus), held: BigInt(row.held) },
  opened: row.opened,
  grant: row.grant_id,
  openRounds: row.open_rounds,
  openBonusRounds: row.open_bonus_rounds
})
