import { instant, millis } from "./Epoch.js"

/**
 * The one way to write the ledger. It knows no rule: it writes what was decided, if that was decided over what still
 * holds. `stale`: a wallet, a policy or what a receiving account takes today has changed since it was read, and nothing was
 * written. A key that another transaction has taken fails with 23505 and so undoes the whole call; both mean: read and
 * decide again. A caller that has not read gives its assumed time (`believed`, milliseconds; NULL when it
 * was read).
 *
 * Locks are taken in one order everywhere, wallets, then receiving accounts, then keys, so that two of these never wait for
 * each other; the caller sorts wallets and keys. A deposit request is written as pending only once, when it is made: that
 * locks its receiving account, so that two requests count each other against the account's cap. Each statement of a
 * volatile function sees what was committed before it: what is compared under the locks is the present. Entries and events
 * name their posting by its place in `taken` and take brand, wallet, version and time from it, so they cannot refer to
 * another's.
 */
export const applyBatchFunction = `
CREATE FUNCTION croupier_wallet.apply_batch(
  brands text[], policies bigint[], opened croupier_wallet.wallet_row[], changed croupier_wallet.wallet_row[],
  taken croupier_wallet.transaction_row[], reversals croupier_wallet.reversal_row[],
  entries croupier_wallet.entry_row[], new_rounds croupier_wallet.round_row[],
  old_rounds croupier_wallet.round_row[], grants croupier_wallet.grant_row[],
  requests croupier_wallet.deposit_request_row[], withdrawals croupier_wallet.withdrawal_row[],
  events croupier_wallet.event_row[], payloads jsonb[], believed bigint
) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '1500ms' AS $$
DECLARE
  rows bigint;
BEGIN
  PERFORM set_config('croupier.brands', array_to_string(brands, ','), true);

  IF abs(believed - ${millis("croupier_core.now()")}) > 500 THEN
    RETURN 'stale';
  END IF;
  IF cardinality(changed) > 0 THEN
    SELECT count(*) INTO rows FROM unnest(changed) AS x
    CROSS JOIN LATERAL (
      SELECT o.version FROM croupier_wallet.wallet AS o WHERE o.brand_id = x.brand_id AND o.id = x.id
      FOR NO KEY UPDATE) AS w
    WHERE w.version = x.read_version;
    IF rows <> cardinality(changed) THEN
      RETURN 'stale';
    END IF;
  END IF;
  IF EXISTS (
    SELECT FROM unnest(brands, policies) AS x (brand_id, version)
    WHERE x.version <> coalesce((SELECT p.version FROM croupier_wallet.policy AS p WHERE p.brand_id = x.brand_id), 0)
  ) THEN
    RETURN 'stale';
  END IF;

  IF EXISTS (SELECT FROM unnest(requests) AS x WHERE x.status = 'pending') THEN
    PERFORM FROM croupier_wallet.receiving_account AS a
    WHERE (a.brand_id, a.id) IN (
      SELECT x.brand_id, x.pay_to->>'account' FROM unnest(requests) AS x WHERE x.status = 'pending')
    ORDER BY a.brand_id, a.id FOR NO KEY UPDATE;
    IF EXISTS (
      SELECT FROM (
        SELECT x.brand_id, x.pay_to->>'account' AS id, sum(x.amount) AS amount FROM unnest(requests) AS x
        WHERE x.status = 'pending' GROUP BY 1, 2) AS x
      LEFT JOIN croupier_wallet.receiving_account AS a ON a.brand_id = x.brand_id AND a.id = x.id
      WHERE a.status IS DISTINCT FROM 'open'
        OR x.amount + croupier_wallet.announced_today(x.brand_id, x.id) > a.daily_cap
    ) THEN
      RETURN 'stale';
    END IF;
  END IF;

  INSERT INTO croupier_wallet.transaction (
    brand_id, key, id, tag, fingerprint, wallet_id, version, at, actor_kind, actor_id, cash, bonus, held, debt, promo,
    converted, currency, cash_after, bonus_after, held_after, debt_after, found, provider, round_id, game, grant_id,
    request_id, request_status, counter_kind, counter_sub, reason, reversed_by, original, round_closed,
    round_review, state)
  SELECT
    t.brand_id, t.key, t.id, t.tag, t.fingerprint, t.wallet_id, t.version, ${instant("t.at")}, t.actor_kind,
    t.actor_id, t.cash, t.bonus, t.held, t.debt, t.promo, t.converted, t.currency, t.cash_after, t.bonus_after,
    t.held_after, t.debt_after, t.found, t.provider, t.round_id, t.game, t.grant_id, t.request_id, t.request_status,
    t.counter_kind, t.counter_sub, t.reason, t.reversed_by, t.original, t.round_closed, t.round_review,
    t.state
  FROM unnest(taken) AS t;

  IF cardinality(reversals) > 0 THEN
    UPDATE croupier_wallet.transaction AS o SET reversed_by = x.reversed_by
    FROM unnest(reversals) AS x
    WHERE o.brand_id = x.brand_id AND o.key = x.key AND o.reversed_by IS NULL;
    GET DIAGNOSTICS rows = ROW_COUNT;
    IF rows <> cardinality(reversals) THEN
      RAISE EXCEPTION 'a transaction was reversed twice';
    END IF;
  END IF;

  IF cardinality(opened) > 0 THEN
    INSERT INTO croupier_wallet.wallet (
      brand_id, id, kind, currency, version, event_version, cash, bonus, held, debt, grant_id, request_id, blocks,
      limits,
      day_from, day_until, day_deposit, day_stake, day_loss,
      week_from, week_until, week_deposit, week_stake, week_loss,
      month_from, month_until, month_deposit, month_stake, month_loss)
    SELECT
      x.brand_id, x.id, x.kind, x.currency, x.version, x.event_version, x.cash, x.bonus, x.held, x.debt, x.grant_id,
      x.request_id, x.blocks, x.limits,
      x.day_from, x.day_until, x.day_deposit, x.day_stake, x.day_loss,
      x.week_from, x.week_until, x.week_deposit, x.week_stake, x.week_loss,
      x.month_from, x.month_until, x.month_deposit, x.month_stake, x.month_loss
    FROM unnest(opened) AS x;
  END IF;
  IF cardinality(changed) > 0 THEN
    UPDATE croupier_wallet.wallet AS o SET
      version = x.version, event_version = x.event_version, cash = x.cash, bonus = x.bonus, held = x.held,
      debt = x.debt, grant_id = x.grant_id, request_id = x.request_id, blocks = x.blocks, limits = x.limits,
      day_from = x.day_from, day_until = x.day_until, day_deposit = x.day_deposit, day_stake = x.day_stake,
      day_loss = x.day_loss, week_from = x.week_from, week_until = x.week_until, week_deposit = x.week_deposit,
      week_stake = x.week_stake, week_loss = x.week_loss, month_from = x.month_from, month_until = x.month_until,
      month_deposit = x.month_deposit, month_stake = x.month_stake, month_loss = x.month_loss
    FROM unnest(changed) AS x
    WHERE o.brand_id = x.brand_id AND o.id = x.id;
  END IF;

  IF cardinality(entries) > 0 THEN
    INSERT INTO croupier_wallet.entry (
      brand_id, transaction_id, line, wallet_id, kind, sub, currency, amount, balance_after, version, at, key)
    SELECT
      (p.t).brand_id, (p.t).id, e.line, CASE WHEN e.of_wallet THEN (p.t).wallet_id END, e.kind, coalesce(e.sub, ''), e.currency,
      e.amount, e.balance_after, (p.t).version, ${instant("(p.t).at")},
      CASE WHEN (p.t).wallet_id IS NULL THEN (p.t).key END
    FROM unnest(entries) AS e
    CROSS JOIN LATERAL (SELECT taken[e.posting] AS t OFFSET 0) AS p;
    IF EXISTS (
      SELECT FROM unnest(entries) AS e GROUP BY e.posting, e.currency HAVING sum(e.amount) <> 0
    ) THEN
      RAISE EXCEPTION 'a posting does not sum to zero';
    END IF;
  END IF;

  IF cardinality(new_rounds) > 0 THEN
    INSERT INTO croupier_wallet.round (
      brand_id, wallet_id, provider, id, currency, game, category, status, stake_cash, stake_bonus, payout_cash,
      payout_bonus, grant_id, opened_at, closed_at, review)
    SELECT
      x.brand_id, x.wallet_id, x.provider, x.id, x.currency, x.game, x.category, x.status, x.stake_cash, x.stake_bonus,
      x.payout_cash, x.payout_bonus, x.grant_id, ${instant("x.opened_at")},
      ${instant("x.closed_at")}, x.review
    FROM unnest(new_rounds) AS x;
  END IF;
  IF cardinality(old_rounds) > 0 THEN
    UPDATE croupier_wallet.round AS o SET
      status = x.status, stake_cash = x.stake_cash, stake_bonus = x.stake_bonus, payout_cash = x.payout_cash,
      payout_bonus = x.payout_bonus, grant_id = x.grant_id, closed_at = ${instant("x.closed_at")},
      review = x.review
    FROM unnest(old_rounds) AS x
    WHERE o.brand_id = x.brand_id AND o.wallet_id = x.wallet_id AND o.provider = x.provider AND o.id = x.id;
  END IF;

  IF cardinality(grants) > 0 THEN
    INSERT INTO croupier_wallet.bonus_grant (
      brand_id, id, wallet_id, currency, status, amount, max_bet, max_cash_out, expires_at, excluded_games, released,
      converted, open_rounds)
    SELECT
      x.brand_id, x.id, x.wallet_id, x.currency, x.status, x.amount, x.max_bet, x.max_cash_out,
      ${instant("x.expires_at")}, x.excluded_games, x.released, x.converted, x.open_rounds
    FROM unnest(grants) AS x
    ON CONFLICT (brand_id, id) DO UPDATE SET
      status = excluded.status, released = excluded.released, converted = excluded.converted,
      open_rounds = excluded.open_rounds
    WHERE bonus_grant.wallet_id = excluded.wallet_id;
    GET DIAGNOSTICS rows = ROW_COUNT;
    IF rows <> cardinality(grants) THEN
      RETURN croupier_wallet.taken_meanwhile('grant');
    END IF;
  END IF;
  IF cardinality(requests) > 0 THEN
    INSERT INTO croupier_wallet.deposit_request (
      brand_id, id, wallet_id, currency, amount, reference, pay_to, status, created_at, expires_at,
      review)
    SELECT
      x.brand_id, x.id, x.wallet_id, x.currency, x.amount, x.reference, x.pay_to, x.status,
      ${instant("x.created_at")}, ${instant("x.expires_at")}, x.review
    FROM unnest(requests) AS x
    ON CONFLICT (brand_id, id) DO UPDATE SET status = excluded.status, review = excluded.review
    WHERE deposit_request.wallet_id = excluded.wallet_id;
    GET DIAGNOSTICS rows = ROW_COUNT;
    IF rows <> cardinality(requests) THEN
      RETURN croupier_wallet.taken_meanwhile('deposit request');
    END IF;
  END IF;
  IF cardinality(withdrawals) > 0 THEN
    INSERT INTO croupier_wallet.withdrawal (
      brand_id, id, wallet_id, holder, currency, amount, status, pay_to, reviews, two_people, approved_by, seconded_by,
      payout, payer, bank, reason, requested_at)
    SELECT
      x.brand_id, x.id, x.wallet_id, x.holder, x.currency, x.amount, x.status, x.pay_to, x.reviews, x.two_people,
      x.approved_by, x.seconded_by, x.payout, x.payer, x.bank, x.reason, ${instant("x.requested_at")}
    FROM unnest(withdrawals) AS x
    ON CONFLICT (brand_id, id) DO UPDATE SET
      status = excluded.status, reviews = excluded.reviews, two_people = excluded.two_people,
      approved_by = excluded.approved_by, seconded_by = excluded.seconded_by,
      payout = excluded.payout, payer = excluded.payer, bank = excluded.bank, reason = excluded.reason
    WHERE withdrawal.wallet_id = excluded.wallet_id;
    GET DIAGNOSTICS rows = ROW_COUNT;
    IF rows <> cardinality(withdrawals) THEN
      RETURN croupier_wallet.taken_meanwhile('withdrawal');
    END IF;
  END IF;

  IF cardinality(events) > 0 THEN
    INSERT INTO croupier_wallet.outbox (
      partition, brand_id, key, key_version, event_id, type, version, payload, occurred_at)
    SELECT
      e.partition, (p.t).brand_id, (p.t).wallet_id, e.key_version, e.event_id, e.type, e.version, e.payload,
      ${instant("(p.t).at")}
    FROM unnest(events, payloads) AS e (posting, partition, key_version, event_id, type, version, payload)
    CROSS JOIN LATERAL (SELECT taken[e.posting] AS t OFFSET 0) AS p;
  END IF;

  IF EXISTS (
    SELECT FROM (
      SELECT t.brand_id, t.wallet_id FROM unnest(taken) AS t WHERE t.wallet_id IS NOT NULL
      UNION ALL SELECT r.brand_id, r.wallet_id FROM unnest(new_rounds) AS r
      UNION ALL SELECT r.brand_id, r.wallet_id FROM unnest(old_rounds) AS r
      UNION ALL SELECT g.brand_id, g.wallet_id FROM unnest(grants) AS g
      UNION ALL SELECT q.brand_id, q.wallet_id FROM unnest(requests) AS q
      UNION ALL SELECT d.brand_id, d.wallet_id FROM unnest(withdrawals) AS d
    ) AS x
    WHERE (x.brand_id, x.wallet_id) NOT IN (SELECT w.brand_id, w.id FROM unnest(opened || changed) AS w)
  ) THEN
    RAISE EXCEPTION 'a row refers to a wallet that the batch has not locked';
  END IF;
  RETURN 'applied';
END $$;
`
