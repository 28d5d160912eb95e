import assert from "node:assert/strict"
import { administer } from "@croupier/core/postgres/Administrator"
import type { RoleName } from "@croupier/core/postgres/Roles"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { Client } from "pg"

const everyService: ReadonlyArray<RoleName> = [
  "croupier_app",
  "croupier_gateway",
  "croupier_game",
  "croupier_player",
  "croupier_player_worker",
  "croupier_wallet",
  "croupier_wallet_worker",
  "croupier_span"
]

/** What each login is refused, whatever statement its process was made to send. */
const refused: ReadonlyArray<
  readonly [what: string, logins: ReadonlyArray<RoleName>, statements: ReadonlyArray<string>]
> = [
  [
    "licences, brands and domains would be rewritten",
    everyService,
    [
      "UPDATE croupier_core.licence SET minimum_age = 16",
      "INSERT INTO croupier_core.licence VALUES ('mine', 'none', 18, '{}')",
      "UPDATE croupier_core.brand SET status = 'open'",
      "INSERT INTO croupier_core.brand_timezone VALUES ('aurora', now(), 'UTC')",
      "INSERT INTO croupier_core.domain VALUES ('evil.example', 'operator', NULL)",
      "UPDATE croupier_core.domain SET brand_key = 'mine'",
      "DELETE FROM croupier_core.domain"
    ]
  ],
  [
    "token keys would be deleted or replaced, and every session with them",
    everyService,
    ["DELETE FROM croupier_core.token_key", "UPDATE croupier_core.token_key SET private_key = ''"]
  ],
  [
    "token keys would be read where no token is made",
    [
      "croupier_gateway",
      "croupier_game",
      "croupier_wallet",
      "croupier_wallet_worker",
      "croupier_span",
      "croupier_config"
    ],
    ["SELECT FROM croupier_core.token_key", "INSERT INTO croupier_core.token_key VALUES ('player', 'k', '', now())"]
  ],
  [
    "days that are still to be kept would be dropped",
    ["croupier_app", "croupier_span", "croupier_player_worker"],
    [0, 1, 7].map((ago) => `SELECT croupier_player.drop_outbox_day((now() AT TIME ZONE 'UTC')::date - ${ago})`)
  ],
  [
    "days that are still to be kept would be dropped from the wallet's outbox",
    ["croupier_app", "croupier_span", "croupier_wallet_worker"],
    [-1, 0, 7].map((ago) => `SELECT croupier_wallet.drop_outbox_day((now() AT TIME ZONE 'UTC')::date - ${ago})`)
  ],
  [
    "services would drop days and restart batches, which is for workers and operators",
    ["croupier_gateway", "croupier_game", "croupier_player", "croupier_wallet"],
    ["player", "wallet"].flatMap((domain) => [
      `SELECT croupier_${domain}.drop_outbox_day('2020-01-01')`,
      `SELECT croupier_${domain}.purge_ticks(now(), 1)`,
      `SELECT croupier_${domain}.make_tick(1)`,
      `SELECT croupier_${domain}.rebase()`
    ])
  ],
  [
    "an app would restart batches",
    ["croupier_app"],
    ["SELECT croupier_player.rebase()", "SELECT croupier_wallet.rebase()"]
  ],
  [
    "outboxes would be filled with empty days",
    ["croupier_app", "croupier_span"],
    ["SELECT croupier_player.create_outbox_day('2050-01-01')", "SELECT croupier_wallet.create_outbox_day('1990-01-01')"]
  ],
  [
    "players would be read by a service that has none",
    [
      "croupier_gateway",
      "croupier_game",
      "croupier_wallet",
      "croupier_wallet_worker",
      "croupier_span",
      "croupier_config"
    ],
    [
      "SELECT FROM croupier_player.player",
      "SELECT FROM croupier_player.session",
      "SELECT FROM croupier_player.exclusion"
    ]
  ],
  [
    "the ledger would be read and written by a service that has none",
    ["croupier_gateway", "croupier_game", "croupier_player", "croupier_player_worker", "croupier_config"],
    [
      "SELECT FROM croupier_wallet.wallet",
      "SELECT FROM croupier_wallet.policy",
      "SELECT croupier_wallet.hold_wallet('a', NULL)"
    ]
  ],
  [
    "providers' credentials would be read by a service that has none",
    [
      "croupier_gateway",
      "croupier_player",
      "croupier_wallet",
      "croupier_player_worker",
      "croupier_span",
      "croupier_config"
    ],
    ["SELECT FROM croupier_game.credential", "UPDATE croupier_game.credential SET valid_until = NULL"]
  ],
  [
    "every brand would be seen at once",
    ["croupier_app", "croupier_wallet", "croupier_player", "croupier_player_worker", "croupier_game"],
    ["SET LOCAL croupier.brands = '*'; SELECT croupier_core.brands()"]
  ]
]

layer(TestPostgres.layerDatabase(migrationSets), { excludeTestServices: true, timeout: "120 seconds" })(
  "an intruder with the login of a service",
  (it) => {
    for (const [what, logins, statements] of refused) {
      it.effect(what, () =>
        Effect.forEach(logins, (login) =>
          asLogin(login, async (client) => {
            for (const statement of statements) {
              await client.query("BEGIN")
              await assert.rejects(client.query(statement), { code: "42501" }, `${login}: ${statement}`)
              await client.query("ROLLBACK")
            }
          })
        )
      )
    }

    it.effect("a token key that still verifies would be retired", () =>
      asLogin("croupier_player", async (client) => {
        const insert = "INSERT INTO croupier_core.token_key VALUES ('player', $1, '', now() - $2::interval)"
        for (const [kid, age] of [
          ["old", "1 day"],
          ["current", "20 minutes"],
          ["new", "5 minutes"]
        ] as const) {
          await client.query(insert, [kid, age])
        }
        for (const kid of ["old", "current", "new"]) {
          await client.query("SELECT croupier_core.retire_token_key('player', $1)", [kid])
        }
        const { rows } = await client.query("SELECT kid FROM croupier_core.token_key ORDER BY kid")
        assert.deepEqual(rows, [{ kid: "current" }, { kid: "new" }])
      })
    )

    it.effect("an exclusion would end before its time, or a permanent one", () =>
      Effect.gen(function* () {
        yield* excluded
        yield* asLogin("croupier_app", async (client) => {
          await client.query("SET croupier.brands = 'aurora'")
          const refusedBy = (statement: string) => assert.rejects(client.query(statement), { code: "42501" }, statement)
          const end = (id: string, ends: string) => `SELECT croupier_player.end_exclusion('${id}', ${ends})`
          for (const id of [forEver, halfAYear]) {
            await refusedBy(end(id, "now()"))
            await refusedBy(end(id, "now() + interval '2 days'"))
            for (const change of [
              "until = now()",
              "ends_at = now()",
              "ends_at = now() + interval '2 days'",
              "length = '24-hours'"
            ]) {
              await refusedBy(`UPDATE croupier_player.exclusion SET ${change} WHERE id = '${id}'`)
            }
          }
          // A row that the intruder inserted in another brand does not replace the exclusion's.
          await client.query("SET croupier.brands = 'borealis'")
          await client.query(`INSERT INTO croupier_player.exclusion VALUES
            ('borealis', '${player}', '${forEver}', '24-hours', now() - interval '9 days', now() - interval '8 days', NULL)`)
          await refusedBy(end(forEver, "now() + interval '2 days'"))
          await client.query("SET croupier.brands = 'aurora'")
          await refusedBy(end(over, "now()"))
          await client.query(end(over, "now() + interval '1 day'"))
        })
      })
    )
  }
)

const player = "0197a000-0000-7000-8000-000000000001"
const [forEver, halfAYear, over] = [1, 2, 3].map((n) => `0197a000-0000-7000-8000-0000000000a${n}`) as [
  string,
  string,
  string
]

/** A player of two brands with exclusions, as the owner writes them. */
const excluded = Effect.flatMap(TestPostgres.TestDatabase, ({ administratorUrl }) =>
  administer(administratorUrl, (query) =>
    query(`
      INSERT INTO croupier_core.licence VALUES ('one', 'MT', 18, '{}');
      INSERT INTO croupier_core.brand
        SELECT key, 'one', key, '{EUR}', 'EUR', 'open' FROM unnest('{aurora,borealis}'::text[]) AS key;
      INSERT INTO croupier_player.player (brand_id, id, code, username, password_hash, currency, status, registered_at)
        SELECT key, '${player}', key, key, '', 'EUR', 'active', now() FROM unnest('{aurora,borealis}'::text[]) AS key;
      INSERT INTO croupier_player.exclusion (brand_id, player_id, id, length, begins_at, until) VALUES
        ('aurora', '${player}', '${forEver}', 'for-ever', now(), NULL),
        ('aurora', '${player}', '${halfAYear}', '6-months', now(), now() + interval '6 months'),
        ('aurora', '${player}', '${over}', '6-months', now() - interval '7 months', now() - interval '1 month');
      INSERT INTO croupier_player.excluded_person (licence_key, hmac, exclusion_id, verified, claimed_at)
        SELECT 'one', '\\x00', id::uuid, true, now() FROM unnest('{${forEver},${halfAYear},${over}}'::text[]) AS id`)
  )
)

const asLogin = (login: RoleName, use: (client: Client) => Promise<void>) =>
  Effect.flatMap(TestPostgres.TestDatabase, ({ url }) =>
    Effect.promise(async () => {
      const client = new Client({ connectionString: Redacted.value(url(login)) })
      await client.connect()
      try {
        await use(client)
      } finally {
        await client.end()
      }
    })
  )
