import { millis } from "./Epoch.js"

/**
 * Everything that deciding a batch may read, in one statement and so of one moment, without a lock. Names come in, rows
 * go out, each with the name of its kind; a brand's policy only when it is not the version that the caller knows. Behind a
 * key come its round, its grant and its deposit request, behind a round its grant, behind a wallet its active grant and its
 * pending request. `LATERAL … LIMIT 1` pins each look-up to its key, whatever the statistics say.
 */
export const readBatchFunction = `
CREATE FUNCTION croupier_wallet.read_batch(
  brands text[], known_policies bigint[], wallets croupier_wallet.id_name[], keys croupier_wallet.key_name[],
  rounds croupier_wallet.round_name[], grants croupier_wallet.id_name[], requests croupier_wallet.id_name[],
  withdrawals croupier_wallet.id_name[],
  held_references croupier_wallet.key_name[], receiving text[], today croupier_wallet.id_name[]
) RETURNS TABLE (kind text, line text)
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('croupier.brands', array_to_string(brands, ','), true);
  RETURN QUERY
  WITH w AS MATERIALIZED (
    SELECT f.* FROM unnest(wallets) AS x
    CROSS JOIN LATERAL (
      SELECT * FROM croupier_wallet.wallet AS o WHERE o.brand_id = x.brand_id AND o.id = x.id LIMIT 1) AS f
  ), t AS MATERIALIZED (
    SELECT f.* FROM unnest(keys) AS x
    CROSS JOIN LATERAL (
      SELECT * FROM croupier_wallet.transaction AS o WHERE o.brand_id = x.brand_id AND o.key = x.key LIMIT 1) AS f
  ), r AS MATERIALIZED (
    SELECT f.* FROM (
      SELECT x.brand_id, x.wallet_id, x.provider, x.id FROM unnest(rounds) AS x
      UNION ALL
      SELECT t.brand_id, t.wallet_id, t.provider, t.round_id FROM t WHERE t.round_id IS NOT NULL
    ) AS x
    CROSS JOIN LATERAL (
      SELECT * FROM croupier_wallet.round AS o
      WHERE o.brand_id = x.brand_id AND o.wallet_id = x.wallet_id AND o.provider = x.provider AND o.id = x.id
      LIMIT 1) AS f
  )
  SELECT 'clock'::text, ROW(${millis("croupier_core.now()")}, pg_backend_pid())::text
  UNION ALL
  SELECT 'policy', ROW(p.brand_id, p.version, p.policy, p.running)::text
  FROM unnest(brands, known_policies) AS x (brand_id, version)
  CROSS JOIN LATERAL (SELECT * FROM croupier_wallet.policy AS o WHERE o.brand_id = x.brand_id LIMIT 1) AS p
  WHERE p.version <> x.version
  UNION ALL
  SELECT 'wallet', ROW(
    w.version, w.brand_id, w.id, w.kind, w.currency, w.version, w.event_version, w.cash, w.bonus, w.held, w.debt,
    w.grant_id, w.request_id, w.blocks, w.limits,
    w.day_from, w.day_until, w.day_deposit, w.day_stake, w.day_loss,
    w.week_from, w.week_until, w.week_deposit, w.week_stake, w.week_loss,
    w.month_from, w.month_until, w.month_deposit, w.month_stake, w.month_loss)::text
  FROM w
  UNION ALL
  SELECT 'transaction', ROW(
    t.brand_id, t.key, t.id, t.tag, t.fingerprint, t.wallet_id, t.version, ${millis("t.at")}, t.actor_kind,
    t.actor_id, t.cash, t.bonus, t.held, t.debt, t.promo, t.converted, t.currency, t.cash_after, t.bonus_after,
    t.held_after, t.debt_after, t.found, t.provider, t.round_id, t.game, t.grant_id, t.request_id, t.request_status,
    t.counter_kind, t.counter_sub, t.reason, coalesce(t.reversed_by, (
      SELECT o.key FROM croupier_wallet.transaction AS o
      WHERE o.original = t.key AND o.brand_id = t.brand_id AND t.tag IN ('bet', 'win', 'deposit') LIMIT 1)),
    t.original)::text
  FROM t
  UNION ALL
  SELECT 'round', ROW(
    r.brand_id, r.wallet_id, r.provider, r.id, r.currency, r.game, r.category, r.status, r.stake_cash, r.stake_bonus,
    r.payout_cash, r.payout_bonus, r.grant_id, ${millis("r.opened_at")}, ${millis("r.closed_at")},
    r.review)::text
  FROM r
  UNION ALL
  SELECT 'grant', ROW(
    g.brand_id, g.id, g.wallet_id, g.currency, g.status, g.amount, g.max_bet, g.max_cash_out,
    ${millis("g.expires_at")}, g.excluded_games, g.released, g.converted, g.open_rounds)::text
  FROM (
    SELECT x.brand_id, x.id FROM unnest(grants) AS x
    UNION SELECT w.brand_id, w.grant_id FROM w WHERE w.grant_id IS NOT NULL
    UNION SELECT t.brand_id, t.grant_id FROM t WHERE t.grant_id IS NOT NULL
    UNION SELECT r.brand_id, r.grant_id FROM r WHERE r.grant_id IS NOT NULL
  ) AS x
  CROSS JOIN LATERAL (
    SELECT * FROM croupier_wallet.bonus_grant AS o WHERE o.brand_id = x.brand_id AND o.id = x.id LIMIT 1) AS g
  UNION ALL
  SELECT 'request', ROW(
    q.brand_id, q.id, q.wallet_id, q.currency, q.amount, q.reference, q.pay_to,
    q.status, ${millis("q.created_at")}, ${millis("q.expires_at")}, q.review)::text
  FROM (
    SELECT x.brand_id, x.id FROM unnest(requests) AS x
    UNION SELECT w.brand_id, w.request_id FROM w WHERE w.request_id IS NOT NULL
    UNION SELECT t.brand_id, t.request_id FROM t WHERE t.request_id IS NOT NULL AND t.tag = 'deposit'
  ) AS x
  CROSS JOIN LATERAL (
    SELECT * FROM croupier_wallet.deposit_request AS o WHERE o.brand_id = x.brand_id AND o.id = x.id LIMIT 1) AS q
  UNION ALL
  SELECT 'withdrawal', ROW(
    d.brand_id, d.id, d.wallet_id, d.holder, d.currency, d.amount, d.status, d.pay_to, d.reviews, d.two_people,
    d.approved_by, d.seconded_by, d.payout, d.payer, d.bank, d.reason, ${millis("d.requested_at")})::text
  FROM unnest(withdrawals) AS x
  CROSS JOIN LATERAL (
    SELECT * FROM croupier_wallet.withdrawal AS o WHERE o.brand_id = x.brand_id AND o.id = x.id LIMIT 1) AS d
  UNION ALL
  SELECT 'withdrawal', ROW(
    d.brand_id, d.id, d.wallet_id, d.holder, d.currency, d.amount, d.status, d.pay_to, d.reviews, d.two_people,
    d.approved_by, d.seconded_by, d.payout, d.payer, d.bank, d.reason, ${millis("d.requested_at")})::text
  FROM unnest(today) AS x
  CROSS JOIN LATERAL (
    SELECT * FROM croupier_wallet.withdrawal AS o
    WHERE o.wallet_id = x.id AND o.brand_id = x.brand_id
      AND o.requested_at >= croupier_wallet.day_start(x.brand_id)) AS d
  UNION ALL
  SELECT 'reference', ROW(x.brand_id, x.key)::text
  FROM unnest(held_references) AS x
  WHERE EXISTS (
    SELECT FROM croupier_wallet.deposit_request AS q
    WHERE q.reference = x.key AND q.brand_id = x.brand_id AND q.status = 'pending')
  UNION ALL
  SELECT 'receiving', ROW(
    a.brand_id, a.id, a.bank, a.account_number, a.holder, a.currency, a.daily_cap, a.status, a.groups,
    CASE WHEN a.daily_cap IS NULL THEN 0 ELSE croupier_wallet.announced_today(a.brand_id, a.id) END)::text
  FROM croupier_wallet.receiving_account AS a WHERE a.brand_id = ANY (receiving);
END $$;
`
