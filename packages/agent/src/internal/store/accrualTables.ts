import type { BrandKey } from "@croupier/core/Brand"
import { textArray } from "@croupier/core/postgres/textArray"
import type { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { AgentTables } from "./AgentTables.js"
import * as Codecs from "./Codecs.js"
import { instant, recordset } from "./Parameters.js"
import type * as Rows from "./Rows.js"

/** The part of the tables that holds rounds, chains and accruals. */
export type AccrualTables = Pick<
  AgentTables,
  | "accruals"
  | "chains"
  | "insertAccruals"
  | "lastAccrual"
  | "putChain"
  | "putRounds"
  | "rounds"
  | "roundsOfGrant"
  | "sums"
>

const roundColumns = `player_id AS player, provider, id, category, currency, chain_id AS chain, grant_id AS "grant",
  stake_cash AS "stakeCash", stake_bonus AS "stakeBonus", payout_cash AS "payoutCash", payout_bonus AS "payoutBonus"`

/** The same on PostgreSQL. */
export const accrualTables = (sql: SqlClient, brand: BrandKey): AccrualTables => {
  const ofRound = sql.literal(roundColumns)
  const chains = (ids: ReadonlyArray<string>) =>
    Effect.map(
      sql<{ id: string; content: unknown }>`SELECT id, content FROM croupier_agent.chain
        WHERE brand_id = ${brand} AND id = ANY (${textArray(ids)}::uuid[])`,
      (rows) => rows.map(({ content, id }): Rows.ChainRow => ({ ...Codecs.chain.decode(content), id }))
    )
  /** Accruals after some bounds and within others. */
  const within = (before: Rows.Bounds | null, bounds: Rows.Bounds | undefined) => sql`
    a.seq <= ${bounds?.seq ?? lastSeq}
    AND (a.at >= ${instant(before?.to, "-infinity")}::timestamptz AND a.at < ${instant(bounds?.to, "infinity")}::timestamptz
      OR a.at < ${instant(before?.to, "-infinity")}::timestamptz AND a.seq > ${before?.seq ?? 0n})`
  return {
    rounds: (keys) =>
      Effect.map(
        sql<StoredRound>`SELECT ${ofRound} FROM croupier_agent.round
          WHERE brand_id = ${brand} AND (player_id, provider, id) IN (
            SELECT player, provider, id FROM jsonb_to_recordset(${JSON.stringify(keys)}::jsonb)
              AS k (player uuid, provider text, id text))`,
        (rows) => rows.map(toRound)
      ),
    roundsOfGrant: (player, grant) =>
      Effect.map(
        sql<StoredRound>`SELECT ${ofRound} FROM croupier_agent.round
          WHERE brand_id = ${brand} AND player_id = ${player} AND grant_id = ${grant}`,
        (rows) => rows.map(toRound)
      ),
    putRounds: (rounds) =>
      rounds.length === 0
        ? Effect.void
        : Effect.asVoid(sql`INSERT INTO croupier_agent.round (brand_id, player_id, provider, id, category, currency,
              chain_id, grant_id, stake_cash, stake_bonus, payout_cash, payout_bonus)
            SELECT ${brand}, player, provider, id, category, currency, chain, "grant", "stakeCash", "stakeBonus",
              "payoutCash", "payoutBonus"
            FROM jsonb_to_recordset(${JSON.stringify(rounds.map(fromRound))}::jsonb)
              AS r (player uuid, provider text, id text, category text, currency text, chain uuid, "grant" uuid,
                "stakeCash" numeric, "stakeBonus" numeric, "payoutCash" numeric, "payoutBonus" numeric)
            ON CONFLICT (brand_id, player_id, provider, id) DO UPDATE SET stake_cash = excluded.stake_cash,
              stake_bonus = excluded.stake_bonus, payout_cash = excluded.payout_cash,
              payout_bonus = excluded.payout_bonus`),
    putChain: (id, chain) =>
      Effect.gen(function* () {
        const text = Codecs.chainText(chain)
        const digest = sql`sha256(convert_to(${text}, 'UTF8'))`
        const [made] = yield* sql<{ id: string }>`INSERT INTO croupier_agent.chain (brand_id, id, digest, content)
          VALUES (${brand}, ${id}, ${digest}, ${text}::jsonb) ON CONFLICT (brand_id, digest) DO NOTHING RETURNING id`
        if (made === undefined) {
          const [same] = yield* sql<{ id: string }>`SELECT id FROM croupier_agent.chain
            WHERE brand_id = ${brand} AND digest = ${digest}`
          return same?.id ?? id
        }
        yield* sql`INSERT INTO croupier_agent.chain_member (brand_id, chain_id, earner_id)
          SELECT ${brand}, ${id}, earner FROM unnest(${textArray(chain.members.map(({ earner }) => earner.id))}::uuid[])
            AS m (earner)`
        return id
      }),
    chains,
    insertAccruals: (rows) =>
      Effect.asVoid(sql`INSERT INTO croupier_agent.accrual (brand_id, event_id, category, player_id, agent_id, chain_id,
          provider, round_id, currency, at, valid, net)
        SELECT ${brand}, event, category, player, agent, chain, provider, round, currency, at, valid, net
        FROM jsonb_to_recordset(${recordset(rows.map(({ round, ...row }) => ({ ...row, provider: round?.provider ?? null, round: round?.id ?? null })))}::jsonb)
          AS a (event uuid, category text, player uuid, agent uuid, chain uuid, provider text, round text,
            currency text, at timestamptz, valid numeric, net numeric)`),
    accruals: (earner, statement, { after, limit }) =>
      Effect.map(
        sql<StoredAccrual>`SELECT a.seq, a.event_id AS event, a.player_id AS player, a.agent_id AS agent,
            a.chain_id AS chain, a.provider, a.round_id AS "roundId", a.category, a.currency, a.at, a.valid, a.net
          FROM croupier_agent.chain_member m
          JOIN croupier_agent.accrual a ON a.brand_id = m.brand_id AND a.chain_id = m.chain_id
          WHERE m.brand_id = ${brand} AND m.earner_id = ${earner} AND a.seq < ${after ?? lastSeq}
            AND (${statement?.currency ?? null}::text IS NULL OR a.currency = ${statement?.currency ?? null}::text)
            AND ${within(statement?.before ?? null, statement?.bounds)}
          ORDER BY a.seq DESC LIMIT ${limit}`,
        (rows) => rows.map(toAccrual)
      ),
    lastAccrual: Effect.map(
      sql<{ seq: bigint | null }>`SELECT max(seq) AS seq FROM croupier_agent.accrual WHERE brand_id = ${brand}`,
      ([row]) => row?.seq ?? 0n
    ),
    sums: ({ currency, earner }, before, bounds, byPlayer) =>
      Effect.gen(function* () {
        const rows = yield* sql<StoredSum>`
          SELECT a.chain_id AS chain, a.category, CASE WHEN ${byPlayer} THEN a.player_id END AS player,
            sum(a.valid) AS valid, sum(a.net) AS net
          FROM croupier_agent.chain_member m
          JOIN croupier_agent.accrual a ON a.brand_id = m.brand_id AND a.chain_id = m.chain_id
          WHERE m.brand_id = ${brand} AND m.earner_id = ${earner.id} AND a.currency = ${currency}
            AND ${within(before, bounds)}
          GROUP BY 1, 2, 3`
        const found = yield* chains([...new Set(rows.map(({ chain }) => chain))])
        const byId = new Map(found.map((chain) => [chain.id, chain]))
        return rows.flatMap(({ chain: id, net, valid, ...row }): ReadonlyArray<Rows.SumRow> => {
          const chain = byId.get(id)
          return chain === undefined ? [] : [{ ...row, chain, valid: BigInt(valid), net: BigInt(net) }]
        })
      })
  }
}

/** Over every `seq`. */
const lastSeq = 9_223_372_036_854_775_807n

type StoredRound = Omit<Rows.RoundRow, "totals"> & Readonly<Record<keyof Rows.RoundRow["totals"], string>>
type StoredSum = Omit<Rows.SumRow, "chain" | "net" | "valid"> & {
  readonly chain: string
  readonly valid: string
  readonly net: string
}
type StoredAccrual = Omit<Rows.AccrualRow, "at" | "net" | "round" | "valid"> & {
  readonly at: Date
  readonly valid: string
  readonly net: string
  readonly provider: string | null
  readonly roundId: string | null
}

const toRound = ({ payoutBonus, payoutCash, stakeBonus, stakeCash, ...round }: StoredRound): Rows.RoundRow => ({
  ...round,
  totals: {
    stakeCash: BigInt(stakeCash),
    stakeBonus: BigInt(stakeBonus),
    payoutCash: BigInt(payoutCash),
    payoutBonus: BigInt(payoutBonus)
  }
})

const fromRound = ({ totals, ...round }: Rows.RoundRow) => ({
  ...round,
  stakeCash: String(totals.stakeCash),
  stakeBonus: String(totals.stakeBonus),
  payoutCash: String(totals.payoutCash),
  payoutBonus: String(totals.payoutBonus)
})

const toAccrual = ({ at, net, provider, roundId, valid, ...row }: StoredAccrual): Rows.AccrualRow => ({
  ...row,
  round: provider === null || roundId === null ? null : { provider, id: roundId },
  at: at.getTime(),
  valid: BigInt(valid),
  net: BigInt(net)
})
