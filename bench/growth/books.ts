/** How large the books are: a number of players; the first has many rounds, each other two. */
export interface Size {
  readonly players: number
  readonly deepRounds: number
}

/** Ten entries for each player, and a player with a history as deep as a tenth of them. */
export const sizeOf = (players: number): Size => ({ players, deepRounds: Math.ceil(players / 10) })

export const brand = "grown"
export const provider = "hub88"
/** Milliseconds of the epoch at which the books begin; each transaction is one millisecond later than the one before. */
export const beginsAt = Date.UTC(2026, 0, 1)

export const walletId = (player: number): string => `01926d3c-7a1e-7000-8000-${player.toString(16).padStart(12, "0")}`

/** How many transactions a player has: the opening, a deposit, and a bet and a win for each round. */
const transactionsOf = (player: number, { deepRounds }: Size): number => (player === 1 ? 2 + 2 * deepRounds : 6)

/** The database's transactions that write the books, of about `atOnce` ledger transactions each. */
export const batches = (size: Size, atOnce = 2500): ReadonlyArray<string> => {
  const texts: Array<string> = []
  const deep = transactionsOf(1, size)
  for (let first = 1; first <= deep; first += atOnce)
    texts.push(batch([1, 1], [first, Math.min(deep, first + atOnce - 1)], size))
  const players = Math.floor(atOnce / 6)
  for (let first = 2; first <= size.players; first += players) {
    texts.push(batch([first, Math.min(size.players, first + players - 1)], [1, 6], size))
  }
  return texts
}

type Range = readonly [first: number, last: number]

const deposited = "1000000000"
const staked = "1000000"
const uuid = (milliseconds: string, number: string) =>
  `(lpad(to_hex(${milliseconds}), 12, '0') || '70008000' || lpad(to_hex(${number}), 12, '0'))::uuid`
const wallet = `('01926d3c7a1e70008000' || lpad(to_hex(p), 12, '0'))::uuid`

/** `p` is the player, `k` the version of the wallet, `n` the number of the transaction in the books, `j` the round. */
const batch = ([p0, p1]: Range, [k0, k1]: Range, size: Size): string => {
  const deep = transactionsOf(1, size)
  const number = `CASE WHEN p = 1 THEN k ELSE ${deep} + (p - 2) * 6 + k END`
  const lines = `(SELECT *, ${beginsAt}::bigint + n AS ms, to_timestamp((${beginsAt}::bigint + n) / 1000.0) AS at,
      CASE k WHEN 1 THEN 'open' WHEN 2 THEN 'deposit' ELSE CASE k % 2 WHEN 1 THEN 'bet' ELSE 'win' END END AS tag,
      CASE k WHEN 1 THEN 0 WHEN 2 THEN ${deposited} ELSE CASE k % 2 WHEN 1 THEN -${staked} ELSE ${staked} END END AS moved,
      CASE k WHEN 1 THEN 0 ELSE CASE WHEN k > 2 AND k % 2 = 1 THEN ${deposited} - ${staked} ELSE ${deposited} END END AS after,
      CASE WHEN k > 2 THEN 'r' || (k - 1) / 2 END AS round_id
    FROM (SELECT p::bigint, k::bigint, (${number})::bigint AS n
      FROM generate_series(${p0}, ${p1}) AS p, generate_series(${k0}, ${k1}) AS k) AS l) AS l`
  return `BEGIN;
SET LOCAL synchronous_commit = off;
SELECT set_config('croupier.brands', '*', true);
INSERT INTO croupier_wallet.transaction (brand_id, key, id, tag, fingerprint, wallet_id, version, at, actor_kind, actor_id,
  cash, bonus, held, debt, promo, converted, currency, cash_after, bonus_after, held_after, debt_after, found, provider,
  round_id, game, round_closed, round_review, state, counter_kind, counter_sub)
SELECT '${brand}', '${provider}/money/' || p || '-' || k, ${uuid("ms", "n")}, tag, 'AAAAAAAAAAAAAAAAAAAAAA', ${wallet}, k, at,
  'provider', '${provider}', moved, 0, 0, 0, 0, 0, 'EUR', after, 0, 0, 0, true,
  CASE WHEN k > 2 THEN '${provider}' END, round_id, CASE WHEN k > 2 THEN 'starlight' END,
  CASE WHEN k > 2 THEN k % 2 = 0 END, CASE WHEN k > 2 THEN false END,
  CASE k WHEN 1 THEN '{"kind":"player","periods":[0,1,0,1,0,1]}'::jsonb END,
  CASE k WHEN 1 THEN NULL WHEN 2 THEN 'bank' ELSE 'house' END, CASE k WHEN 1 THEN NULL WHEN 2 THEN 'main' ELSE '${provider}' END
FROM ${lines};
INSERT INTO croupier_wallet.entry (brand_id, transaction_id, line, wallet_id, kind, sub, currency, amount, balance_after, version, at)
SELECT '${brand}', ${uuid("ms", "n")}, line, CASE line WHEN 1 THEN ${wallet} END,
  CASE line WHEN 1 THEN 'cash' ELSE CASE k WHEN 2 THEN 'bank' ELSE 'house' END END,
  CASE line WHEN 1 THEN '' ELSE CASE k WHEN 2 THEN 'main' ELSE '${provider}' END END,
  'EUR', CASE line WHEN 1 THEN moved ELSE -moved END, CASE line WHEN 1 THEN after END, k, at
FROM ${lines}, generate_series(1, 2) AS line WHERE k > 1 ORDER BY n, line;
INSERT INTO croupier_wallet.round (brand_id, wallet_id, provider, id, currency, game, category, status, stake_cash, stake_bonus,
  payout_cash, payout_bonus, opened_at, closed_at, review)
SELECT '${brand}', ${wallet}, '${provider}', round_id, 'EUR', 'starlight', 'slots', 'closed', ${staked}, 0, ${staked}, 0, at,
  to_timestamp((${beginsAt}::bigint + n + 1) / 1000.0), false
FROM ${lines} WHERE k > 2 AND k % 2 = 1;
${k0 === 1 ? wallets([p0, p1], deep) : ""}
COMMIT`
}

const period = (name: string) => `${name}_from, ${name}_until, ${name}_deposit, ${name}_stake, ${name}_loss`

const wallets = ([p0, p1]: Range, deep: number): string => {
  const counted = `0, 1, ${deposited}, (CASE p WHEN 1 THEN ${(deep - 2) / 2} ELSE 2 END) * ${staked}::bigint, 0`
  return `
INSERT INTO croupier_wallet.wallet (brand_id, id, kind, currency, version, event_version, cash, bonus, held, debt, blocks, limits,
  ${["day", "week", "month"].map(period).join(", ")})
SELECT '${brand}', ${wallet}, 'player', 'EUR', CASE p WHEN 1 THEN ${deep} ELSE 6 END, 0, ${deposited}, 0, 0, 0, '[]', '[]',
  ${["day", "week", "month"].map(() => counted).join(", ")}
FROM generate_series(${p0}::bigint, ${p1}) AS p;`
}

/** Withdrawals for the lists, one for each player; without transactions of theirs, so after the books were verified. */
export const withdrawals = (size: Size): string => `
INSERT INTO croupier_wallet.withdrawal (brand_id, id, wallet_id, currency, amount, status, holder, reviews, two_people, requested_at)
SELECT '${brand}', ${uuid(`${beginsAt}::bigint + p`, "p")}, ${wallet}, 'EUR', ${staked},
  CASE p % 1000 WHEN 0 THEN 'requested' ELSE 'rejected' END, 'player', '[]', false, to_timestamp((${beginsAt}::bigint + p) / 1000.0)
FROM generate_series(1::bigint, ${size.players}) AS p`
