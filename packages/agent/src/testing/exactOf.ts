/** An exact amount of a currency with the usual ledger scale: a decimal string in main units as twelve-digit units. */
export const exactOf = (text: string): bigint => {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".")
  const units = BigInt(whole + fraction.padEnd(12, "0"))
  return text.startsWith("-") ? -units : units
}
