import { Effect } from "effect"
import { accrual, nothing, plus } from "../../rules/RoundCount.js"
import { spreadBonus } from "../../rules/spreadBonus.js"
import type { AgentTables } from "../store/AgentTables.js"
import type { AccrualRow, ChainRow, PendingRow, PlayerRow, RoundRow } from "../store/Rows.js"
import * as Batch from "./Batch.js"
import * as Fact from "./Fact.js"

/**
 * Counts facts of the wallet, in their order; those of a player who is not known yet wait. The tree does not change in between,
 * so that each fact counts for the chain of its own time.
 */
export const record = Effect.fnUntraced(function* (tables: AgentTables, facts: ReadonlyArray<PendingRow>) {
  if (facts.length === 0) return
  yield* tables.lockTree("read")
  const players = yield* tables.lockPlayers([...new Set(facts.map(({ player }) => player))])
  const known = new Set(players.filter((player) => player.known).map(({ id }) => id))
  yield* tables.insertPending(facts.filter(({ player }) => !known.has(player)))
  yield* count(
    tables,
    players.filter((player) => player.known),
    facts.filter(({ player }) => known.has(player))
  )
})

/** Counts facts of players who are known and locked. */
export const count = Effect.fnUntraced(function* (
  tables: AgentTables,
  players: ReadonlyArray<PlayerRow>,
  facts: ReadonlyArray<PendingRow>
) {
  const referred = new Map(players.filter(isReferred).map((player) => [player.id, player]))
  const ours = facts.flatMap((row) => {
    const player = referred.get(row.player)
    return player === undefined ? [] : [{ player, row }]
  })
  if (ours.length === 0) return
  const read = yield* Effect.forEach(ours, ({ player, row }) =>
    Effect.map(Fact.read(row), (fact) => ({ player, row, fact }))
  )
  const keys = read.flatMap(({ fact }) => (fact._tag === "converted" ? [] : [fact.key]))
  const batch = yield* Batch.begin(tables, [...referred.values()], keys)
  for (const { fact, player, row } of read) {
    if (fact._tag === "converted") yield* converted(batch, player, row, fact)
    else if (fact._tag === "closed") yield* closed(batch, player, row, fact)
    else changed(batch, row, fact)
  }
  yield* Batch.write(batch)
})

const isReferred = (player: PlayerRow): player is Batch.Referred => player.agent !== null

/** What a house account plays earns nothing; what it played before still changes. */
const closed = Effect.fnUntraced(function* (
  batch: Batch.Batch,
  player: Batch.Referred,
  row: PendingRow,
  { category, currency, grant, key, totals }: Fact.RoundFact
) {
  if (player.house) return
  const chain = yield* Batch.chainOf(batch, player, row.at)
  Batch.putRound(batch, { ...key, category, currency, grant, chain: chain.id, totals })
  add(batch, row, chain, { round: key, category, currency, ...accrual(category, chain.counts, nothing, totals) })
})

/** A change counts for the chain for which the round counted first; one of a round that never counted does not either. */
const changed = (batch: Batch.Batch, row: PendingRow, fact: Fact.RoundFact): void => {
  const round = Batch.roundOf(batch, fact.key)
  const chain = batch.chains.get(round?.chain ?? "")
  if (round === undefined || chain === undefined) return
  const { category, currency } = round
  Batch.putRound(batch, { ...round, totals: plus(round.totals, fact.totals) })
  const difference = accrual(category, chain.counts, round.totals, fact.totals)
  add(batch, row, chain, { round: fact.key, category, currency, ...difference })
}

const converted = Effect.fnUntraced(function* (
  batch: Batch.Batch,
  player: Batch.Referred,
  row: PendingRow,
  { amount, currency, grant }: Fact.ConversionFact
) {
  if (player.house || amount === 0n) return
  const chain = yield* Batch.chainOf(batch, player, row.at)
  const stored = yield* batch.tables.roundsOfGrant(player.id, grant)
  const rounds = new Map([
    ...stored.map(named),
    ...[...batch.rounds.values()].filter(isOf(player.id, grant)).map(named)
  ])
  const stakes = new Map<RoundRow["category"], bigint>()
  for (const { category, totals } of rounds.values()) {
    stakes.set(category, (stakes.get(category) ?? 0n) + totals.stakeBonus)
  }
  for (const [category, part] of spreadBonus(amount, stakes)) {
    add(batch, row, chain, { round: null, category, currency, valid: 0n, net: -part })
  }
})

const named = (round: RoundRow) => [`${round.provider} ${round.id}`, round] as const

const isOf = (player: string, grant: string) => (round: RoundRow) => round.player === player && round.grant === grant

const add = (
  { accruals }: Batch.Batch,
  { at, event, player }: PendingRow,
  { agent, id }: ChainRow,
  counted: Pick<AccrualRow, "category" | "currency" | "net" | "round" | "valid">
): void => {
  const round = counted.round && { provider: counted.round.provider, id: counted.round.id }
  accruals.push({ ...counted, round, event, player, agent, chain: id, at })
}
