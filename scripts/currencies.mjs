// Writes packages/core/src/internal/iso4217.ts from the list that `currency-codes` keeps; with --check it only says whether it is current.
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import list from "currency-codes/data.js"

const target = fileURLToPath(new URL("../packages/core/src/internal/iso4217.ts", import.meta.url))
// Amendments of ISO 4217 after the package's list of 2024-06-25.
const amendments = { XCG: 2 }
// Minor unit "N.A.": precious metals, bond market units, units of account, the code for tests.
const withoutMinorUnit = ["XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA"]

const digits = { ...Object.fromEntries(list.map((each) => [each.code, each.digits])), ...amendments, XXX: 2 }
const lines = Object.keys(digits)
  .filter((code) => !withoutMinorUnit.includes(code))
  .sort()
  .map((code) => `  ${code}: ${digits[code]}`)
const text = `/**
 * Minor digits of every currency of ISO 4217 that has any, and of XXX, "no currency", which is used for play money. Written
 * by \`npm run currencies\`.
 */
export const iso4217: Readonly<Record<string, number>> = {
${lines.join(",\n")}
}
`

if (!process.argv.includes("--check")) writeFileSync(target, text)
else if (readFileSync(target, "utf8") !== text) {
  console.error("packages/core/src/internal/iso4217.ts is stale: npm run currencies")
  process.exitCode = 1
}
