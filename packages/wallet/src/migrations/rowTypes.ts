/**
 * Rows as they travel between the service and the posting functions. Types of their own and not the tables' row types, so
 * that a column may be added to a table while older code still runs: only the order of fields here, which is that of the
 * lines in `internal/sql/rows`, has a meaning, and no table's order of columns. Times are milliseconds of the epoch.
 */
export const rowTypes = `
CREATE TYPE croupier_wallet.id_name AS (brand_id text COLLATE "C", id uuid);
CREATE TYPE croupier_wallet.key_name AS (brand_id text COLLATE "C", key text COLLATE "C");
CREATE TYPE croupier_wallet.round_name AS (
  brand_id text COLLATE "C", wallet_id uuid, provider text COLLATE "C", id text COLLATE "C");

CREATE TYPE croupier_wallet.wallet_row AS (
  read_version bigint, brand_id text COLLATE "C", id uuid, kind text, currency text, version bigint,
  event_version bigint, cash numeric, bonus numeric, held numeric, debt numeric, grant_id uuid, request_id uuid,
  blocks jsonb, limits jsonb,
  day_from bigint, day_until bigint, day_deposit numeric, day_stake numeric, day_loss numeric,
  week_from bigint, week_until bigint, week_deposit numeric, week_stake numeric, week_loss numeric,
  month_from bigint, month_until bigint, month_deposit numeric, month_stake numeric, month_loss numeric);
CREATE TYPE croupier_wallet.transaction_row AS (
  brand_id text COLLATE "C", key text COLLATE "C", id uuid, tag text, fingerprint text, wallet_id uuid,
  version bigint, at bigint, actor_kind text, actor_id text, cash numeric, bonus numeric, held numeric, debt numeric,
  promo numeric, converted numeric, currency text, cash_after numeric, bonus_after numeric, held_after numeric,
  debt_after numeric, found boolean, provider text, round_id text, game text, grant_id uuid, request_id uuid,
  request_status text, counter_kind text, counter_sub text, reason text, reversed_by text,
  original text, round_closed boolean, round_review boolean, state jsonb);
CREATE TYPE croupier_wallet.reversal_row AS (brand_id text COLLATE "C", key text COLLATE "C", reversed_by text);
CREATE TYPE croupier_wallet.entry_row AS (
  posting integer, line smallint, of_wallet boolean, kind text, sub text, currency text, amount numeric,
  balance_after numeric);
CREATE TYPE croupier_wallet.round_row AS (
  brand_id text COLLATE "C", wallet_id uuid, provider text COLLATE "C", id text COLLATE "C", currency text,
  game text, category text, status text, stake_cash numeric, stake_bonus numeric, payout_cash numeric,
  payout_bonus numeric, grant_id uuid, opened_at bigint, closed_at bigint, review boolean);
CREATE TYPE croupier_wallet.grant_row AS (
  brand_id text COLLATE "C", id uuid, wallet_id uuid, currency text, status text, amount bigint, max_bet bigint,
  max_cash_out bigint, expires_at bigint, excluded_games jsonb, released numeric, converted numeric,
  open_rounds integer);
CREATE TYPE croupier_wallet.deposit_request_row AS (
  brand_id text COLLATE "C", id uuid, wallet_id uuid, currency text, amount bigint, reference text,
  pay_to jsonb, status text, created_at bigint, expires_at bigint, review text);
CREATE TYPE croupier_wallet.withdrawal_row AS (
  brand_id text COLLATE "C", id uuid, wallet_id uuid, holder text, currency text, amount bigint, status text,
  pay_to jsonb, reviews jsonb, two_people boolean, approved_by text, seconded_by text, payout uuid, payer text,
  bank text, reason text, requested_at bigint);
CREATE TYPE croupier_wallet.event_row AS (
  posting integer, partition smallint, key_version bigint, event_id uuid, type text, version integer);
`
