/**
 * The entries that snapshot `$2` shows and `$1` does not, as a sub-select: begun after `$1`, or open in it. From the oldest
 * open transaction on, one long writer would have everything since read again.
 */
export const newEntries = `(
  SELECT e.* FROM croupier_wallet.entry AS e
  WHERE e.xid >= pg_snapshot_xmax($1::pg_snapshot) AND e.xid < pg_snapshot_xmax($2::pg_snapshot)
    AND pg_visible_in_snapshot(e.xid, $2::pg_snapshot)
  UNION ALL
  SELECT e.* FROM pg_snapshot_xip($1::pg_snapshot) AS open (xid) JOIN croupier_wallet.entry AS e ON e.xid = open.xid
  WHERE pg_visible_in_snapshot(e.xid, $2::pg_snapshot)
)`

/** The entries that the statement sees and snapshot `a`, an expression, does not show. */
export const laterEntries = (a: string): string => `(
  SELECT e.* FROM croupier_wallet.entry AS e WHERE e.xid >= pg_snapshot_xmax(${a})
  UNION ALL
  SELECT e.* FROM pg_snapshot_xip(${a}) AS open (xid) JOIN croupier_wallet.entry AS e ON e.xid = open.xid
)`
