/** A `pg_snapshot` as PostgreSQL writes it: `xmin:xmax:xip,…`. Shows what was committed before it and nothing else. */
export type Snapshot = string

/**
 * The snapshot without anything from transaction `before` on. What it shows is shown by the whole one too, and it never
 * changes: of the transactions before, those that were open stay out.
 */
export const cutAt = (snapshot: Snapshot, before: bigint): Snapshot => {
  const [xmin = "", xmax = "", open = ""] = snapshot.split(":")
  if (before >= BigInt(xmax)) return snapshot
  const kept = open.split(",").filter((xid) => xid !== "" && BigInt(xid) < before)
  const oldest = BigInt(xmin) < before ? xmin : before
  return `${oldest}:${before}:${kept.join()}`
}
