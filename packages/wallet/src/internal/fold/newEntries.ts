/**
 * The entries of a history from `first` (a seq) on that snapshot `b` shows and `a` does not, all three expressions, as a
 * sub-select: begun after `a`, or open in it. Starting at the oldest open transaction instead, one long writer would have
 * everything since read again.
 */
export const entriesBetween = (a: string, b: string, first: string): string => `(
  SELECT e.* FROM croupier_wallet.entry AS e
  WHERE e.xid >= pg_snapshot_xmax(${a}) AND e.xid < pg_snapshot_xmax(${b}) AND pg_visible_in_snapshot(e.xid, ${b})
    AND e.seq >= ${first}
  UNION ALL
  SELECT e.* FROM ${ofOpen(a, first)} AS e WHERE pg_visible_in_snapshot(e.xid, ${b})
)`

/** The entries of transactions that were open in a snapshot. `OFFSET 0` has them looked up, not searched for among all. */
function ofOpen(snapshot: string, first: string): string {
  return `(
    SELECT e.* FROM pg_snapshot_xip(${snapshot}) AS open (xid)
    CROSS JOIN LATERAL (
      SELECT * FROM croupier_wallet.entry AS o WHERE o.xid = open.xid AND o.seq >= ${first} OFFSET 0) AS e
  )`
}

/** The same between the parameters `$1` and `$2`, from the seq `$3` on. */
export const newEntries = entriesBetween("$1::pg_snapshot", "$2::pg_snapshot", "$3::bigint")

/** The entries from the seq `first` on that the statement sees and snapshot `a` does not show; both are expressions. */
export const laterEntries = (a: string, first: string): string => `(
  SELECT e.* FROM croupier_wallet.entry AS e WHERE e.xid >= pg_snapshot_xmax(${a}) AND e.seq >= ${first}
  UNION ALL
  SELECT e.* FROM ${ofOpen(a, first)} AS e
)`

/**
 * The entries of a closed history, from the seq `first` up to before the seq `end`, that a follower had not taken when the
 * history ended: written after the newest seq that it had seen, or not shown by its snapshot. All four are expressions.
 */
export const entriesLeft = (snapshot: string, seen: string, first: string, end: string): string => `(
  SELECT e.* FROM croupier_wallet.entry AS e
  WHERE e.seq >= ${first} AND e.seq < ${end} AND (e.seq > ${seen} OR NOT pg_visible_in_snapshot(e.xid, ${snapshot}))
)`
