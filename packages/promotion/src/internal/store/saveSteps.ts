import { publish } from "@croupier/core/events/publish"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { instant } from "@croupier/core/postgres/instant"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, HashMap, Option } from "effect"
import type { Claim, Fact, Player, Step } from "../../rules/State.js"
import * as CampaignTable from "./CampaignTable.js"
import { claimJson } from "./ClaimRow.js"
import { eventsOf, withEvents } from "./eventsOf.js"
import type { Loaded } from "./loadPlayers.js"
import { playerKey } from "./loadPlayers.js"

/** Writes what steps change and add, and publishes their events; what did not change is not written. */
export const saveSteps = (loaded: Loaded, steps: ReadonlyArray<Step>, now: number) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const events: Array<DomainEvent> = []
    const players: Array<ReturnType<typeof playerJson>> = []
    const claims: Array<ReturnType<typeof claimJson>> = []
    for (const step of steps) {
      const made = yield* eventsOf(step, now)
      events.push(...made)
      const before = loaded.get(playerKey(step.player))
      const { player } = withEvents(step, made.length)
      if (player !== before) players.push(playerJson(player))
      claims.push(...changedClaims(before, step.player).map((claim) => claimJson(player, claim)))
    }
    if (players.length > 0) {
      yield* sql`
        UPDATE croupier_promotion.player AS p
        SET seen = n.seen, events = n.events, deposits = n.deposits, claimed = n.claimed
        FROM jsonb_to_recordset(${JSON.stringify(players)}::jsonb)
          AS n (brand_id text, player_id uuid, seen bigint, events bigint, deposits integer, claimed integer)
        WHERE p.brand_id = n.brand_id AND p.player_id = n.player_id`
    }
    if (claims.length > 0) {
      yield* sql`
        INSERT INTO croupier_promotion.claim AS c
        SELECT n.* FROM jsonb_populate_recordset(NULL::croupier_promotion.claim, ${JSON.stringify(claims)}::jsonb) AS n
        ON CONFLICT (brand_id, id) DO UPDATE SET state = excluded.state, undoing = excluded.undoing,
          reason = excluded.reason, refused = excluded.refused, expires_at = excluded.expires_at, ended_at = excluded.ended_at,
          due_at = excluded.due_at, tries = excluded.tries`
    }
    const facts = steps.flatMap(({ facts, player }) => facts.map((fact) => factJson(player, fact)))
    if (facts.length > 0) {
      yield* sql`
        INSERT INTO croupier_promotion.fact (brand_id, player_id, version, at, kind, currency, transaction_id, category,
          number, stake, payout, deposit, withdrawal, converted, cash, held)
        SELECT n.brand_id, n.player_id, n.version, n.at, n.kind, n.currency, n.transaction_id, n.category,
          n.number, n.stake, n.payout, n.deposit, n.withdrawal, n.converted, n.cash, n.held
        FROM jsonb_populate_recordset(NULL::croupier_promotion.fact, ${JSON.stringify(facts)}::jsonb) AS n`
    }
    for (const { campaign } of steps) {
      if (campaign !== undefined) yield* CampaignTable.saveFigures(campaign)
    }
    yield* publish("promotion", events)
  })

const playerJson = ({ brand, claimed, deposits, events, player, seen }: Player) => ({
  brand_id: brand,
  player_id: player,
  seen: String(seen),
  events: String(events),
  deposits,
  claimed
})

const factJson = ({ brand, player }: Player, { at, transaction, ...fact }: Fact) => ({
  ...fact,
  brand_id: brand,
  player_id: player,
  version: String(fact.version),
  at: instant(at),
  transaction_id: transaction,
  stake: String(fact.stake),
  payout: String(fact.payout),
  deposit: String(fact.deposit),
  withdrawal: String(fact.withdrawal),
  converted: String(fact.converted),
  cash: String(fact.cash),
  held: String(fact.held)
})

/** Claims in a new form: one that did not change is the same object. */
const changedClaims = (before: Player | undefined, { claims }: Player): ReadonlyArray<Claim> =>
  [...claims].flatMap(([id, claim]) =>
    before !== undefined && Option.getOrUndefined(HashMap.get(before.claims, id)) === claim ? [] : [claim]
  )
