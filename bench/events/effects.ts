import type { Consumer } from "@croupier/core/events/Consumer"
import type { MigrationSet } from "@croupier/core/postgres/MigrationSet"
import { grants, rowLevelSecurity } from "@croupier/core/postgres/rowLevelSecurity"
import { textArray } from "@croupier/core/postgres/textArray"
import { SqlClient } from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"

/** The table in which a consumer of any domain inserts a row for each event. */
export const effectMigrations: MigrationSet = {
  package: "bench",
  schema: "croupier_bench",
  migrations: [
    {
      id: 1,
      name: "effects",
      kind: "expand",
      oldestCode: "0.1.0",
      up: `
CREATE TABLE croupier_bench.effect (
  brand_id text COLLATE "C" NOT NULL,
  place bigint GENERATED ALWAYS AS IDENTITY,
  key uuid NOT NULL,
  key_version bigint NOT NULL,
  event_id uuid NOT NULL
);
${rowLevelSecurity("croupier_bench.effect")}
${grants("croupier_bench.effect", { app: ["SELECT", "INSERT"], span: ["SELECT"] })}`
    }
  ]
}

/** The players of the tally, by number, and `emit`, one event of a player's in a transaction. Run as administrator. */
export const setUpTally = `
INSERT INTO croupier_core.licence VALUES ('bench', 'none', 18, '{}');
INSERT INTO croupier_core.brand VALUES ('solo', 'bench', 'solo', '{EUR}', 'EUR', 'open');
CREATE FUNCTION croupier_bench.player(number integer) RETURNS uuid LANGUAGE sql IMMUTABLE
  RETURN ('00000000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid;
INSERT INTO croupier_tally.tally (brand_id, player_id)
  SELECT 'solo', croupier_bench.player(number) FROM generate_series(0, 1000) AS number;
CREATE FUNCTION croupier_bench.emit(number integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  next bigint;
BEGIN
  PERFORM set_config('croupier.brands', 'solo', true);
  UPDATE croupier_tally.tally SET events = events + 1
  WHERE brand_id = 'solo' AND player_id = croupier_bench.player(number) RETURNING events INTO next;
  INSERT INTO croupier_tally.outbox
    (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
  VALUES (number % 16, 'solo', croupier_bench.player(number), next,
    gen_random_uuid(), 'tally.added', 1, '{"points": 5, "total": 12}', clock_timestamp());
END $$;
GRANT EXECUTE ON FUNCTION croupier_bench.emit TO croupier_app`

/** Events of 1 000 players, one of each in a transaction. Run as administrator. */
export const insertEvents = (count: number): string => `
DO $$ BEGIN
  FOR thousand IN 1 .. ${Math.ceil(count / 1000)} LOOP
    WITH counted AS (
      UPDATE croupier_tally.tally SET events = events + 1
      WHERE brand_id = 'solo' AND player_id < croupier_bench.player(1000) RETURNING player_id, events
    )
    INSERT INTO croupier_tally.outbox
      (partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
    SELECT right(player_id::text, 12)::integer % 16, 'solo', player_id, events,
      gen_random_uuid(), 'tally.added', 1, '{"points": 5, "total": 12}', clock_timestamp()
    FROM counted;
    COMMIT;
  END LOOP;
END $$`

/** Writes a row for each event, in their order. */
export const effects = (domain: string): Consumer<SqlError, SqlClient> => ({
  consumer: "bench",
  domain,
  apply: (events) =>
    Effect.flatMap(
      SqlClient,
      (sql) => sql`
        INSERT INTO croupier_bench.effect (brand_id, key, key_version, event_id)
        SELECT b, k, v, e FROM unnest(
          ${textArray(events.map(({ brand }) => brand))}::text[],
          ${textArray(events.map(({ key }) => key))}::uuid[],
          ${`{${events.map(({ keyVersion }) => keyVersion).join()}}`}::bigint[],
          ${textArray(events.map(({ id }) => id))}::uuid[]
        ) AS given (b, k, v, e)`
    )
})

/** What is wrong with the effects of a domain's events: none is missing or there twice, and each key's are in order. */
export const wrongEffects = (domain: string): string => `
SELECT (SELECT count(*) FROM croupier_${domain}.outbox o
    WHERE NOT EXISTS (SELECT FROM croupier_bench.effect e WHERE e.event_id = o.event_id)) AS missing,
  (SELECT count(*) - count(DISTINCT event_id) FROM croupier_bench.effect) AS twice,
  (SELECT count(*) FROM (SELECT key_version, lag(key_version) OVER (PARTITION BY brand_id, key ORDER BY place) AS before
    FROM croupier_bench.effect) AS taken WHERE key_version <= before) AS disordered`

type Ask = (text: string) => Effect.Effect<ReadonlyArray<Record<string, string>>>

/** Waits until a table of effects has this many rows. Reading its sequence is cheap, so polling costs nothing. */
export const effectsReached = (ask: Ask, table: string, count: number): Effect.Effect<void> =>
  ask(`SELECT CASE WHEN (SELECT last_value FROM croupier_bench.${table}_place_seq) < ${count} THEN 'no'
    WHEN (SELECT count(*) FROM croupier_bench.${table}) < ${count} THEN 'no' ELSE 'yes' END AS reached`).pipe(
    Effect.flatMap(([row]) => (row?.reached === "yes" ? Effect.void : Effect.fail("not yet"))),
    Effect.delay("25 millis"),
    Effect.eventually
  )
