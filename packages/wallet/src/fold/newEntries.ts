/**
 * The entries that snapshot `b` shows and `a` does not, both expressions, as a sub-select: begun after `a`, or open in it.
 * From the oldest open transaction on, one long writer would have everything since read again.
 */
export const entriesBetween = (a: string, b: string): string => `(
  SELECT e.* FROM croupier_wallet.entry AS e
  WHERE e.xid >= pg_snapshot_xmax(${a}) AND e.xid < pg_snapshot_xmax(${b}) AND pg_visible_in_snapshot(e.xid, ${b})
  UNION ALL
  SELECT e.* FROM pg_snapshot_xip(${a}) AS open (xid) JOIN croupier_wallet.entry AS e ON e.xid = open.xid
  WHERE pg_visible_in_snapshot(e.xid, ${b})
)`

/** The same between the parameters `$1` and `$2`. */
export const newEntries = entriesBetween("$1::pg_snapshot", "$2::pg_snapshot")

/** The entries that the statement sees and snapshot `a`, an expression, does not show. */
export const laterEntries = (a: string): string => `(
  SELECT e.* FROM croupier_wallet.entry AS e WHERE e.xid >= pg_snapshot_xmax(${a})
  UNION ALL
  SELECT e.* FROM pg_snapshot_xip(${a}) AS open (xid) JOIN croupier_wallet.entry AS e ON e.xid = open.xid
)`
