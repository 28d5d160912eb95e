import { makeUuid } from "@croupier/core/Ids"
import { compositeKey } from "@croupier/core/text/compositeKey"
import { Effect } from "effect"
import type { AgentId } from "../../contract/Agent.js"
import type { CommissionKind } from "../../contract/Terms.js"
import { type Chain, chainAt, type History } from "../../rules/chainAt.js"
import { isAny } from "../../rules/Limits.js"
import type { AgentTables } from "../store/AgentTables.js"
import { chainText } from "../store/Codecs.js"
import type { AccountKey, AccrualRow, ChainRow, PlayerRow, RoundKey, RoundRow } from "../store/Rows.js"

/** A player with an agent. */
export type Referred = PlayerRow & { readonly agent: AgentId }

/** What some facts are counted with: read once, and written once at the end. */
export interface Batch {
  readonly tables: AgentTables
  readonly history: History
  readonly rounds: Map<string, RoundRow>
  readonly changed: Map<string, RoundRow>
  readonly accruals: Array<Omit<AccrualRow, "seq">>
  readonly chains: Map<string, ChainRow>
  readonly byContent: Map<string, ChainRow>
}

/** Reads what stands of these players and rounds. */
export const begin = Effect.fnUntraced(function* (
  tables: AgentTables,
  players: ReadonlyArray<Referred>,
  keys: ReadonlyArray<RoundKey>
) {
  const rounds = yield* tables.rounds(keys)
  const chains = yield* tables.chains([...new Set(rounds.map(({ chain }) => chain))])
  const history = yield* tables.history(
    [...new Set(players.map(({ agent }) => agent))],
    players.map(({ id }) => id)
  )
  const batch: Batch = {
    tables,
    history,
    rounds: new Map(rounds.map((round) => [nameOf(round), round])),
    changed: new Map(),
    accruals: [],
    chains: new Map(chains.map((chain) => [chain.id, chain])),
    byContent: new Map()
  }
  return batch
})

/** Writes what was counted, and opens the accounts of all who earn by it. */
export const write = Effect.fnUntraced(function* ({ accruals, changed, chains, tables }: Batch) {
  if (accruals.length === 0) return
  yield* tables.putRounds([...changed.values()])
  yield* tables.insertAccruals(accruals)
  const accounts = new Map<string, AccountKey & { readonly openedAt: number }>()
  for (const { at, chain, currency } of accruals) {
    for (const key of accountsOf(chains.get(chain), currency)) {
      const name = compositeKey(key.earner.id, key.kind, currency)
      accounts.set(name, { ...key, openedAt: Math.min(at, accounts.get(name)?.openedAt ?? at) })
    }
  }
  yield* tables.openAccounts([...accounts.values()])
})

/** The round, as the facts before have left it. */
export const roundOf = ({ rounds }: Batch, key: RoundKey): RoundRow | undefined => rounds.get(nameOf(key))

/** Sets a round, to be written. */
export const putRound = ({ changed, rounds }: Batch, round: RoundRow): void => {
  rounds.set(nameOf(round), round)
  changed.set(nameOf(round), round)
}

/** The stored version of the player's chain at an instant. */
export const chainOf = Effect.fnUntraced(function* (batch: Batch, player: Referred, at: number) {
  const content: Chain = chainAt(batch.history, player.id, player.agent, at)
  const text = chainText(content)
  const known = batch.byContent.get(text)
  if (known !== undefined) return known
  const id = yield* batch.tables.putChain(yield* makeUuid, content)
  const chain = { ...content, id }
  batch.byContent.set(text, chain)
  batch.chains.set(id, chain)
  return chain
})

const accountsOf = (chain: ChainRow | undefined, currency: AccountKey["currency"]): ReadonlyArray<AccountKey> =>
  chain === undefined
    ? []
    : (["rolling", "losing"] as const satisfies ReadonlyArray<CommissionKind>).flatMap((kind) =>
        chain.members.some((member) => isAny(member[kind]))
          ? chain.members
              .filter(({ earner }) => earner.kind === "agent" || kind === "rolling")
              .map(({ earner }) => ({ earner, kind, currency }))
          : []
      )

const nameOf = ({ id, player, provider }: RoundKey): string => compositeKey(player, provider, id)
