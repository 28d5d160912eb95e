import type { Entry } from "../../../rules/State.js"
import { orEmpty, text } from "../Composite.js"

/**
 * One line of a posting as `entry_row`; `posting` is the place, from 1, of its transaction among those taken. An empty
 * `sub` goes as NULL, which needs no quotes.
 */
export const entryLine = (posting: number, line: number, entry: Entry): string =>
  `(${posting},${line},${entry.wallet !== null},${entry.kind},${entry.sub === "" ? "" : text(entry.sub)},` +
  `${entry.currency},${entry.amount},${orEmpty(entry.balanceAfter)})`
