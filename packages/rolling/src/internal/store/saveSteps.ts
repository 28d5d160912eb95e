import { publish } from "@croupier/core/events/publish"
import type { DomainEvent } from "@croupier/core/events/StreamEvent"
import { instant } from "@croupier/core/postgres/instant"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, HashMap, Option } from "effect"
import type { Player, Requirement, Round, Step } from "../../rules/State.js"
import { contributionJson } from "./ContributionRow.js"
import { eventsOf, withEvents } from "./eventsOf.js"
import { requirementJson } from "./RequirementRow.js"
import { roundJson } from "./RoundRow.js"

/** A step with the player that was loaded before it. */
export interface Saving {
  readonly before: Player
  readonly step: Step
}

/** Writes what steps change and add, and publishes their events; what did not change is not written. */
export const saveSteps = (savings: ReadonlyArray<Saving>, now: number) =>
  Effect.gen(function* () {
    const sql = yield* SqlClient
    const events: Array<DomainEvent> = []
    const players: Array<ReturnType<typeof playerJson>> = []
    for (const { before, step } of savings) {
      const made = yield* eventsOf(step, now)
      events.push(...made)
      const { player } = withEvents(step, made.length)
      if (player !== before) players.push(playerJson(player))
    }
    yield* sql`
      UPDATE croupier_rolling.player AS p SET seen = n.seen, events = n.events, cash = n.cash, bonus = n.bonus,
        held = n.held, opened = n.opened, grant_id = n.grant_id, open_rounds = n.open_rounds, open_bonus_rounds = n.open_bonus_rounds
      FROM jsonb_to_recordset(${JSON.stringify(players)}::jsonb) AS n (brand_id text, player_id uuid, seen bigint,
        events bigint, cash numeric, bonus numeric, held numeric, opened integer, grant_id uuid, open_rounds integer,
        open_bonus_rounds integer)
      WHERE p.brand_id = n.brand_id AND p.player_id = n.player_id`
    const requirements = savings.flatMap(changedRequirements)
    if (requirements.length > 0) {
      yield* sql`
        INSERT INTO croupier_rolling.requirement AS r
        SELECT n.* FROM jsonb_populate_recordset(NULL::croupier_rolling.requirement, ${JSON.stringify(requirements)}::jsonb) AS n
        ON CONFLICT (brand_id, id) DO UPDATE SET progress = excluded.progress, contributions = excluded.contributions,
          expires_at = excluded.expires_at, runs_since = excluded.runs_since, expiry_check_at = excluded.expiry_check_at,
          state = excluded.state, reason = excluded.reason, ended_at = excluded.ended_at, converted = excluded.converted,
          task = excluded.task, task_due_at = excluded.task_due_at, task_tries = excluded.task_tries`
    }
    const { kept, removed } = changedRounds(savings)
    if (kept.length > 0) {
      yield* sql`
        INSERT INTO croupier_rolling.round AS r
        SELECT n.* FROM jsonb_populate_recordset(NULL::croupier_rolling.round, ${JSON.stringify(kept)}::jsonb) AS n
        ON CONFLICT (brand_id, player_id, provider, round_id) DO UPDATE SET grant_id = excluded.grant_id,
          is_open = excluded.is_open, stake_cash = excluded.stake_cash, stake_bonus = excluded.stake_bonus,
          payout_cash = excluded.payout_cash, payout_bonus = excluded.payout_bonus,
          requirement_id = excluded.requirement_id, weight = excluded.weight, counted = excluded.counted`
    }
    if (removed.length > 0) {
      yield* sql`
        DELETE FROM croupier_rolling.round AS r
        USING jsonb_to_recordset(${JSON.stringify(removed)}::jsonb)
          AS n (brand_id text, player_id uuid, provider text, round_id text)
        WHERE r.brand_id = n.brand_id AND r.player_id = n.player_id AND r.provider = n.provider
          AND r.round_id = n.round_id`
    }
    const contributions = savings.flatMap(({ before, step }) =>
      step.contributions.map((each) => contributionJson(before.brand, each))
    )
    if (contributions.length > 0) {
      yield* sql`
        INSERT INTO croupier_rolling.contribution
        SELECT n.* FROM jsonb_populate_recordset(NULL::croupier_rolling.contribution, ${JSON.stringify(contributions)}::jsonb) AS n`
    }
    const reviews = savings.flatMap(reviewsJson)
    for (const review of reviews) {
      yield* sql`
        INSERT INTO croupier_rolling.review (brand_id, requirement_id, kind, player_id, detail, opened_at)
        VALUES (${review.brand}, ${review.requirement}, ${review.kind}, ${review.player}, ${review.detail}, ${review.at})
        ON CONFLICT (brand_id, requirement_id, kind) DO UPDATE
          SET detail = excluded.detail, opened_at = excluded.opened_at, resolved_at = NULL, resolved_by = NULL, note = NULL`
    }
    yield* publish("rolling", events)
  })

const playerJson = ({ balance, brand, events, grant, openBonusRounds, opened, openRounds, player, seen }: Player) => ({
  brand_id: brand,
  player_id: player,
  seen: String(seen),
  events: String(events),
  cash: String(balance.cash),
  bonus: String(balance.bonus),
  held: String(balance.held),
  opened,
  grant_id: grant,
  open_rounds: openRounds,
  open_bonus_rounds: openBonusRounds
})

/** What has a new form: a value that did not change is the same object. */
const changed = <A>(before: HashMap.HashMap<string, A>, after: HashMap.HashMap<string, A>): ReadonlyArray<A> =>
  [...after].flatMap(([key, value]) => (Option.getOrUndefined(HashMap.get(before, key)) === value ? [] : [value]))

const changedRequirements = ({ before, step }: Saving) =>
  changed<Requirement>(before.requirements, step.player.requirements).map((each) => requirementJson(before, each))

const changedRounds = (savings: ReadonlyArray<Saving>) => ({
  kept: savings.flatMap(({ before, step }) =>
    changed<Round>(before.rounds, step.player.rounds).map((each) => roundJson(before, each))
  ),
  removed: savings.flatMap(({ before, step }) =>
    [...HashMap.entries(before.rounds)].flatMap(([key, round]) =>
      HashMap.has(step.player.rounds, key)
        ? []
        : [{ brand_id: before.brand, player_id: before.player, provider: round.provider, round_id: round.id }]
    )
  )
})

const reviewsJson = ({ before, step }: Saving) =>
  step.reviews.map(({ at, ...review }) => ({
    ...review,
    brand: before.brand,
    player: before.player,
    at: instant(at)
  }))
