import type { BrandKey } from "@croupier/core/Brand"
import { newEvents, publish } from "@croupier/core/events/publish"
import { textArray } from "@croupier/core/postgres/textArray"
import { brandTimezone } from "@croupier/core/schedule/brandTimezone"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect } from "effect"
import type { Earner } from "../../contract/Agreement.js"
import type { AgentTables } from "./AgentTables.js"
import { earnerOf } from "./accountTables.js"
import * as Codecs from "./Codecs.js"
import type * as Rows from "./Rows.js"

/** The part of the tables that holds the tree, agreements and policies. */
export type TreeTables = Pick<
  AgentTables,
  | "agent"
  | "agentByCode"
  | "agentByUsername"
  | "agreements"
  | "history"
  | "insertAgent"
  | "insertAgreement"
  | "insertPolicy"
  | "lockTree"
  | "now"
  | "path"
  | "place"
  | "policies"
  | "publish"
  | "subtree"
  | "timezoneAt"
>

const columns = `a.id, a.parent_id AS parent, a.status, a.username, a.password_hash AS "passwordHash",
  a.display_name AS "displayName", a.referral_code AS "referralCode", a.own_player AS "ownPlayer",
  a.registered_at AS "registeredAt"`

/** The same on PostgreSQL. */
export const treeTables = (sql: SqlClient, brand: BrandKey): TreeTables => {
  const agents = sql.literal(columns)
  const now = Effect.map(
    sql<{ now: Date }>`SELECT date_trunc('milliseconds', croupier_core.now()) AS now`,
    ([row]) => row?.now.getTime() ?? 0
  )
  const agreements = (earners: ReadonlyArray<string>) =>
    Effect.map(
      sql<StoredAgreement>`SELECT earner_kind AS kind, earner_id AS id, effective_from AS "from", terms
        FROM croupier_agent.agreement WHERE brand_id = ${brand} AND earner_id = ANY (${textArray(earners)}::uuid[])
        ORDER BY effective_from, seq`,
      (rows) => rows.map(toAgreement)
    )
  const policies = Effect.map(
    sql<{ from: Date; policy: unknown }>`SELECT effective_from AS "from", policy FROM croupier_agent.policy
      WHERE brand_id = ${brand} ORDER BY effective_from, seq`,
    (rows) => rows.map(({ from, policy }) => ({ from: from.getTime(), policy: Codecs.policy.decode(policy) }))
  )
  const insertPlacement = ({ agent, from, parent, status }: Rows.PlacementRow) =>
    sql`INSERT INTO croupier_agent.placement (brand_id, agent_id, effective_from, parent_id, status)
      VALUES (${brand}, ${agent}, ${new Date(from)}, ${parent}, ${status})`
  return {
    now,
    timezoneAt: (at) => Effect.provideService(brandTimezone(brand, at), SqlClient, sql),
    lockTree: (mode) =>
      mode === "change"
        ? Effect.asVoid(sql`INSERT INTO croupier_agent.tree AS t (brand_id) VALUES (${brand})
            ON CONFLICT (brand_id) DO UPDATE SET changes = t.changes + 1`)
        : Effect.zipRight(
            sql`INSERT INTO croupier_agent.tree (brand_id) VALUES (${brand}) ON CONFLICT DO NOTHING`,
            Effect.asVoid(sql`SELECT FROM croupier_agent.tree WHERE brand_id = ${brand} FOR SHARE`)
          ),
    publish: (earner, events) =>
      Effect.gen(function* () {
        const count = events.length
        const [row] = yield* sql<{ before: bigint }>`
          UPDATE ${sql.literal(`croupier_agent.${earner.kind}`)} SET event_version = event_version + ${count}
          WHERE brand_id = ${brand} AND id = ${earner.id} RETURNING event_version - ${count} AS before`
        if (row === undefined) return yield* Effect.dieMessage(`there is no ${earner.kind} ${earner.id} to publish of`)
        const of = { brand, key: earner.id, before: row.before, at: yield* now }
        yield* Effect.provideService(publish("agent", yield* newEvents(of, events)), SqlClient, sql)
      }),
    agent: (id) =>
      first(
        sql<StoredAgent>`SELECT ${agents} FROM croupier_agent.agent a WHERE a.brand_id = ${brand} AND a.id = ${id}`
      ),
    agentByUsername: (username) =>
      first(
        sql<StoredAgent>`SELECT ${agents} FROM croupier_agent.agent a
          WHERE a.brand_id = ${brand} AND a.username = ${username}`
      ),
    agentByCode: (code) =>
      first(
        sql<StoredAgent>`SELECT ${agents} FROM croupier_agent.agent a
          WHERE a.brand_id = ${brand} AND a.referral_code = ${code}`
      ),
    path: (id) =>
      all(
        sql<StoredAgent>`WITH RECURSIVE up AS (
          SELECT id, parent_id, 1 AS level FROM croupier_agent.agent WHERE brand_id = ${brand} AND id = ${id}
          UNION ALL
          SELECT a.id, a.parent_id, up.level + 1 FROM croupier_agent.agent a JOIN up ON a.id = up.parent_id
          WHERE a.brand_id = ${brand} AND up.level < 64)
          SELECT ${agents} FROM up JOIN croupier_agent.agent a ON a.brand_id = ${brand} AND a.id = up.id
          ORDER BY up.level DESC`
      ),
    subtree: (id) =>
      all(
        sql<StoredAgent>`WITH RECURSIVE down AS (
          SELECT id, ARRAY[registered_at::text, id::text] AS place, 1 AS level FROM croupier_agent.agent
          WHERE brand_id = ${brand} AND (id = ${id ?? null}::uuid OR ${id ?? null}::uuid IS NULL AND parent_id IS NULL)
          UNION ALL
          SELECT a.id, down.place || ARRAY[a.registered_at::text, a.id::text], down.level + 1
          FROM croupier_agent.agent a JOIN down ON a.parent_id = down.id
          WHERE a.brand_id = ${brand} AND down.level < 64)
          SELECT ${agents} FROM down JOIN croupier_agent.agent a ON a.brand_id = ${brand} AND a.id = down.id
          ORDER BY down.place`
      ),
    insertAgent: (agent) =>
      Effect.zipRight(
        sql`INSERT INTO croupier_agent.agent (brand_id, id, parent_id, status, username, password_hash, display_name,
            referral_code, own_player, registered_at)
          VALUES (${brand}, ${agent.id}, ${agent.parent}, ${agent.status}, ${agent.username}, ${agent.passwordHash},
            ${agent.displayName}, ${agent.referralCode}, ${agent.ownPlayer}, ${new Date(agent.registeredAt)})`,
        Effect.asVoid(
          insertPlacement({ agent: agent.id, from: agent.registeredAt, parent: agent.parent, status: agent.status })
        )
      ),
    place: (placement) =>
      Effect.zipRight(
        insertPlacement(placement),
        Effect.asVoid(sql`UPDATE croupier_agent.agent SET parent_id = ${placement.parent}, status = ${placement.status}
          WHERE brand_id = ${brand} AND id = ${placement.agent}`)
      ),
    agreements,
    insertAgreement: ({ earner, from, terms }) =>
      Effect.asVoid(sql`INSERT INTO croupier_agent.agreement (brand_id, earner_id, earner_kind, effective_from, terms)
        VALUES (${brand}, ${earner.id}, ${earner.kind}, ${new Date(from)}, ${json(Codecs.terms.encode(terms))}::jsonb)`),
    policies,
    insertPolicy: ({ from, policy }) =>
      Effect.asVoid(sql`INSERT INTO croupier_agent.policy (brand_id, effective_from, policy)
        VALUES (${brand}, ${new Date(from)}, ${json(Codecs.policy.encode(policy))}::jsonb)`),
    history: (agents, players) =>
      Effect.gen(function* () {
        const placements = yield* sql<Rows.PlacementRow & { readonly from: Date }>`WITH RECURSIVE up AS (
          SELECT id FROM unnest(${textArray(agents)}::uuid[]) AS of (id)
          UNION
          SELECT p.parent_id FROM croupier_agent.placement p JOIN up ON p.agent_id = up.id
          WHERE p.brand_id = ${brand} AND p.parent_id IS NOT NULL)
          SELECT p.agent_id AS agent, p.effective_from AS "from", p.parent_id AS parent, p.status
          FROM up JOIN croupier_agent.placement p ON p.brand_id = ${brand} AND p.agent_id = up.id
          ORDER BY p.effective_from, p.seq`
        const earners = [...new Set<string>([...placements.map(({ agent }) => agent), ...players])]
        return {
          placements: placements.map((row) => ({ ...row, from: row.from.getTime() })),
          agreements: yield* agreements(earners),
          policies: yield* policies
        }
      })
  }
}

type StoredAgent = Omit<Rows.AgentRow, "registeredAt"> & { readonly registeredAt: Date }

interface StoredAgreement {
  readonly kind: Earner["kind"]
  readonly id: string
  readonly from: Date
  readonly terms: unknown
}

const toAgent = (row: StoredAgent): Rows.AgentRow => ({ ...row, registeredAt: row.registeredAt.getTime() })

const toAgreement = ({ from, id, kind, terms }: StoredAgreement): Rows.AgreementRow => ({
  earner: earnerOf(kind, id),
  from: from.getTime(),
  terms: Codecs.terms.decode(terms)
})

const first = <E, R>(rows: Effect.Effect<ReadonlyArray<StoredAgent>, E, R>) =>
  Effect.map(rows, ([row]) => (row === undefined ? undefined : toAgent(row)))

const all = <E, R>(rows: Effect.Effect<ReadonlyArray<StoredAgent>, E, R>) =>
  Effect.map(rows, (found) => found.map(toAgent))

const json = (value: unknown): string => JSON.stringify(value)
