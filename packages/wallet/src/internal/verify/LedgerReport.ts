/** One thing that is wrong with the books. Amounts are ledger units. */
export interface LedgerFault {
  /** The rule that is broken, as in `O2 balance`. */
  readonly check: string
  readonly brand: string
  /** The account, transaction or row that it concerns. */
  readonly account: string
  readonly expected: string
  readonly found: string
  /** The first entry, in the account's own order, from which books and entries part; null where none can be named. */
  readonly firstDiverging: string | null
}

/** What the oracle saw, all of it at one moment. */
export interface LedgerReport {
  readonly brands: number
  readonly wallets: number
  readonly transactions: number
  readonly entries: number
  /** Of the chains that seal the entries. */
  readonly links: number
  /** At most 100 of each check. */
  readonly faults: ReadonlyArray<LedgerFault>
}

/** One line for each fault, or one that says how much was found in order. */
export const renderReport = (report: LedgerReport): string => {
  const { brands, entries, links, transactions, wallets } = report
  const seen = [
    count(brands, "brand"),
    count(wallets, "wallet"),
    count(transactions, "transaction"),
    count(entries, "entry", "entries"),
    count(links, "link of the seal", "links of the seal")
  ].join(", ")
  if (report.faults.length === 0) return `the ledger balances: ${seen}`
  return [
    `the ledger does NOT balance: ${report.faults.length} faults in ${seen}`,
    ...report.faults.map(renderFault)
  ].join("\n")
}

/** A fault as one line. */
export const renderFault = ({ account, brand, check, expected, firstDiverging, found }: LedgerFault): string =>
  `${check}: ${brand} ${account}: expected ${expected}, found ${found}` +
  (firstDiverging === null ? "" : `; first diverging: ${firstDiverging}`)

/** The exit code of a process that verified: 0 when the books balance, 1 when they do not. */
export const exitCode = (report: LedgerReport): 0 | 1 => (report.faults.length === 0 ? 0 : 1)

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`
