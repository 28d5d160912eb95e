import { execFile } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Redacted } from "effect"

/**
 * The twin: one posting a call, decided in SQL, writing the very rows that the service writes, as one would do it by hand.
 * It checks the balance and the key, and nothing else; blocks, limits and policies are the service's alone.
 */
const twinSql = `
CREATE SCHEMA bench;
GRANT USAGE ON SCHEMA bench TO croupier_app;
CREATE FUNCTION bench.post(brand text, player uuid, tag text, number bigint, stake bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  w croupier_wallet.wallet%ROWTYPE;
  source text := 'hub' || number % 4;
  place text := 'twin-' || number;
  name text := source || '/money/twin-' || tag || '-' || number;
  transaction uuid := gen_random_uuid();
  moved bigint := CASE WHEN tag = 'bet' THEN -stake ELSE stake END;
  moment timestamptz := clock_timestamp();
  balance jsonb;
BEGIN
  PERFORM set_config('croupier.brands', brand, true);
  SELECT * INTO STRICT w FROM croupier_wallet.wallet AS o WHERE o.brand_id = brand AND o.id = player FOR NO KEY UPDATE;
  IF w.cash + moved < 0 THEN
    RETURN -1;
  END IF;
  INSERT INTO croupier_wallet.transaction (
    brand_id, key, id, tag, fingerprint, wallet_id, version, at, actor_kind, actor_id, cash, bonus, held, debt, promo,
    converted, currency, cash_after, bonus_after, held_after, debt_after, found, provider, round_id, game, counter_kind,
    counter_sub)
  VALUES (brand, name, transaction, tag, 'AAAAAAAAAAAAAAAAAAAAAA', player, w.version + 1, moment, 'provider', source,
    moved, 0, 0, 0, 0, 0, w.currency, w.cash + moved, w.bonus, w.held, w.debt, true, source, place, 'starlight',
    'house', source);
  UPDATE croupier_wallet.wallet AS o SET version = w.version + 1,
    event_version = w.event_version + CASE WHEN tag = 'bet' THEN 1 ELSE 2 END, cash = w.cash + moved,
    day_stake = w.day_stake + stake,
    week_stake = w.week_stake + stake, month_stake = w.month_stake + stake
  WHERE o.brand_id = brand AND o.id = player;
  INSERT INTO croupier_wallet.entry (
    brand_id, transaction_id, line, wallet_id, kind, sub, currency, amount, balance_after, version, at)
  VALUES
    (brand, transaction, 1, player, 'cash', '', w.currency, moved, w.cash + moved, w.version + 1, moment),
    (brand, transaction, 2, NULL, 'house', source, w.currency, -moved, NULL, w.version + 1, moment);
  IF tag = 'bet' THEN
    INSERT INTO croupier_wallet.round (
      brand_id, wallet_id, provider, id, currency, game, category, status, stake_cash, stake_bonus, payout_cash,
      payout_bonus, opened_at, review)
    VALUES (brand, player, source, place, w.currency, 'starlight', 'slots', 'open', stake, 0, 0, 0, moment, false);
  ELSE
    UPDATE croupier_wallet.round AS o SET payout_cash = o.payout_cash + stake, status = 'closed', closed_at = moment
    WHERE o.brand_id = brand AND o.wallet_id = player AND o.provider = source AND o.id = place;
  END IF;
  balance := jsonb_build_object('currency', w.currency, 'cash', (w.cash + moved)::text, 'bonus', '0', 'held', '0',
    'debt', '0');
  INSERT INTO croupier_wallet.outbox (
    partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
  SELECT hashtext(player::text) & 15, brand, player, w.event_version + e.nth, gen_random_uuid(), e.type, 1,
    jsonb_build_object('transaction', transaction, 'balance', balance, 'moved', jsonb_build_object('cash', moved::text,
      'bonus', '0', 'held', '0', 'debt', '0'), 'round', jsonb_build_object('provider', source, 'id', place), 'game',
      'starlight', 'category', 'slots'), moment
  FROM (VALUES (1, CASE WHEN tag = 'bet' THEN 'wallet.bet-placed' ELSE 'wallet.win-paid' END), (2, 'wallet.round-closed'))
    AS e (nth, type)
  WHERE e.nth = 1 OR tag = 'win';
  RETURN w.cash + moved;
END $$;
`

/** Puts the twin's function into the database. */
export const twin = Effect.flatMap(SqlClient, (sql) => sql.unsafe(twinSql))

/** How the ids of the players begin; their number follows, in twelve digits. */
export const playerIds = "00000000-0000-7000-8000-"

/** A bet and the win that closes its round, each a transaction of its own, on a random player. */
const script = (players: number, brand: string) => `
\\set place random(1, ${players})
\\set stake random(1, 1000)
\\set number random(1, 9000000000000000000)
SELECT bench.post('${brand}', ('${playerIds}' || lpad(:place::text, 12, '0'))::uuid, 'bet', :number, :stake);
SELECT bench.post('${brand}', ('${playerIds}' || lpad(:place::text, 12, '0'))::uuid, 'win', :number, :stake);
`

/** Postings a second of the twin under \`pgbench\` with 16 clients. */
export const runTwin = (options: {
  readonly url: Redacted.Redacted
  readonly directory: string
  readonly seconds: number
  readonly players: number
  readonly brand: string
}): Promise<number> =>
  new Promise((resolve, reject) => {
    const file = join(options.directory, "twin.sql")
    writeFileSync(file, script(options.players, options.brand))
    const args = ["-n", "-M", "prepared", "-c", "16", "-j", "2", "-T", String(options.seconds), "-f", file]
    const url = new URL(Redacted.value(options.url))
    // Not among the arguments, which every account of the machine can read.
    const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) }
    url.password = ""
    execFile("pgbench", [...args, url.href], { env }, (error, stdout, stderr) => {
      const scripts = /tps = ([\d.]+)/.exec(stdout)?.[1]
      if (error || scripts === undefined || /aborted|ERROR/.test(stderr))
        reject(new Error(stderr.slice(0, 1000) || stdout))
      else resolve(2 * Number(scripts))
    })
  })
