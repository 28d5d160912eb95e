import { KeyRing, keyIdOf } from "@croupier/core/auth/KeyRing"
import { ConfigError, Effect } from "effect"
import { ringOfStart } from "../../development/ringOfStart.js"
import type { Ask } from "./Catalogue.js"
import { each, type Finding, fault, ok, warning } from "./Finding.js"

/** The keys that wrap secrets, against what the database holds. */
export interface KeyFacts {
  /** Whether a ring is given, given and wrong, or not given. */
  readonly ring: "given" | "absent"
  /** Tables with secrets that this login may not read. */
  readonly unread: ReadonlyArray<string>
  /** Secrets that the ring does not open: their table, and the id of the key that sealed them. */
  readonly closed: ReadonlyArray<{ readonly table: string; readonly key: string; readonly rows: number }>
}

/** Where secrets are stored, with the place that each was sealed for. */
const places = {
  "croupier_core.token_key": {
    secret: "private_key",
    place: "'croupier_core.token_key/' || issuer || '/' || kid"
  },
  "croupier_game.credential": {
    secret: "secret",
    place: "'croupier_game.credential.secret/' || brand_id || '/' || provider || '/' || id"
  }
} as const

/** Opens every stored secret that the login may read; only whether it opens leaves this function. */
export const keyFacts = (ask: Ask): Effect.Effect<KeyFacts, unknown> =>
  Effect.gen(function* () {
    yield* ask(
      "SELECT set_config('croupier.brands', coalesce(string_agg(key, ','), '-'), false) FROM croupier_core.brand"
    )
    const unread: Array<string> = []
    const closed: Array<{ table: string; key: string; rows: number }> = []
    const ring = yield* KeyRing
    for (const [table, { place, secret }] of Object.entries(places)) {
      const [may] = yield* ask<{ may: boolean }>(
        "SELECT has_schema_privilege(split_part($1, '.', 1), 'USAGE') AND has_table_privilege($1, 'SELECT') AS may",
        [table]
      )
      if (may?.may !== true) {
        unread.push(table)
        continue
      }
      const rows = yield* ask<{ place: string; secret: Uint8Array }>(
        `SELECT ${place} AS place, ${secret} AS secret FROM ${table}`
      )
      const opened = yield* Effect.forEach(rows, (row) => Effect.isSuccess(ring.open(row.secret, row.place)))
      const failed = rows.filter((_, index) => opened[index] === false).map((row) => keyIdOf(row.secret))
      for (const key of new Set(failed)) closed.push({ table, key, rows: failed.filter((one) => one === key).length })
    }
    return { ring: "given" as const, unread, closed }
  }).pipe(
    Effect.provide(ringOfStart),
    // A missing or malformed ring is reported by the check of the environment.
    Effect.catchIf(ConfigError.isConfigError, () =>
      Effect.succeed<KeyFacts>({ ring: "absent", unread: [], closed: [] })
    )
  )

/** Secrets that these keys do not open cannot be read by a process that runs with them. */
export const keyFindings = ({ closed, ring, unread }: KeyFacts): ReadonlyArray<Finding> =>
  ring === "absent"
    ? [
        warning(
          "keys.open",
          "CROUPIER_KEYS is not set, so it was not tested on the secrets of the database",
          "set CROUPIER_KEYS_FILE=<file>, as for player_service, player_worker and game_service"
        )
      ]
    : [
        ...each(
          closed,
          ({ key, rows, table }) =>
            fault(
              "keys.open",
              `CROUPIER_KEYS cannot decrypt ${rows} ${rows === 1 ? "secret" : "secrets"} of ${table}, encrypted with the key "${key}"`,
              `add the key "${key}" to CROUPIER_KEYS again, after the first one`
            ),
          ok("keys.open", "CROUPIER_KEYS decrypts every tested secret")
        ),
        ...unread.map((table) =>
          warning(
            "keys.unread",
            `this login cannot read ${table}`,
            "set DATABASE_URL to the login croupier_owner to test the keys on it"
          )
        )
      ]
