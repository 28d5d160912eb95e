import type { BrandKey } from "@croupier/core/Brand"
import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect } from "effect"
import type { Head } from "../../seal/Head.js"
import type { Snapshot } from "../fold/Snapshot.js"
import type { LedgerFault } from "../verify/LedgerReport.js"
import { nothing, pageOfLinks, unsealed } from "./ChainQueries.js"
import { linkHash, noHash } from "./LinkText.js"

/** What was found along a chain. */
export interface Chain {
  readonly links: number
  readonly faults: ReadonlyArray<LedgerFault>
}

/** More faults than these are not listed. */
const most = 100

/**
 * Walks a brand's chain from its first link, in the caller's transaction, and makes every hash again out of the entries as
 * they are now. A head that was kept elsewhere also shows whether the end of the chain, and its entries, were cut off.
 */
export const verifySeal = (
  brand: BrandKey,
  heads: ReadonlyArray<Head>
): Effect.Effect<Chain, SqlError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    yield* sql.unsafe("SET LOCAL enable_seqscan = off")
    const faults: Array<LedgerFault> = []
    const fault = (account: string, expected: string, found: string, firstDiverging: string | null = null) =>
      faults.push({ check: "seal", brand, account, expected, found, firstDiverging })
    let last: Last = { number: 0n, hash: noHash, history: 0, snapshot: nothing }
    while (true) {
      const page = yield* sql.unsafe<Link>(pageOfLinks, [brand, last.number, last.snapshot, last.history])
      if (page.length === 0) break
      for (const link of page) {
        const name = `link ${link.number}`
        if (link.number !== last.number + 1n) fault(name, `link ${last.number + 1n} before it`, "none: it is missing")
        const made = linkHash(brand, link.number, last.hash, link.lines ?? "")
        if (made !== link.hash)
          fault(name, `${link.hash} of ${link.entries} entries`, `${made} of ${link.held}`, link.seqs)
        for (const head of heads) {
          if (head.number === link.number && head.hash !== link.hash) fault(name, `the head ${head.hash}`, link.hash)
        }
        last = link
      }
      if (faults.length >= most) break
    }
    for (const { number } of heads.filter((head) => head.number > last.number)) {
      fault("the chain", `link ${number}, of which there is a head`, `its end at link ${last.number}: the tail is cut`)
    }
    const [loose] = yield* sql.unsafe<{ count: bigint; seqs: string | null }>(unsealed, [
      brand,
      last.snapshot,
      last.history
    ])
    if (loose!.count > 0n) fault("the chain", "a link for every entry", `${loose!.count} in none`, loose!.seqs)
    return { links: Number(last.number), faults: faults.slice(0, most) }
  })

type Last = Pick<Link, "number" | "hash" | "history" | "snapshot">

interface Link {
  readonly number: bigint
  readonly hash: string
  readonly history: number
  readonly snapshot: Snapshot
  /** How many were sealed, and how many there are. */
  readonly entries: number
  readonly held: bigint
  readonly lines: string | null
  readonly seqs: string | null
}
