// Counts what a domain costs: its files, its lines, and those lines that name nothing of the domain.
//   node scripts/domain-lines.mjs FOLDER WORD…
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const [folder, ...words] = process.argv.slice(2)
if (folder === undefined || words.length === 0) {
  console.error("Usage: node scripts/domain-lines.mjs FOLDER WORD…, where a WORD is a noun or verb of the domain")
  process.exit(2)
}

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/node_modules|dist/.test(entry.parentPath))
  .map((entry) => join(entry.parentPath, entry.name))
const domain = new RegExp(words.join("|"), "i")
const lines = files
  .filter((file) => /\.(?:ts|json)$/.test(file))
  .flatMap((file) => readFileSync(file, "utf8").split("\n"))
  // Closing brackets and blank lines are no one's.
  .filter((line) => /\w/.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line))
const plumbing = lines.filter((line) => !domain.test(line))

if (process.env.SHOW !== undefined) console.log(plumbing.join("\n"))
console.log(`${files.length} files, ${lines.length} lines of code, ${plumbing.length} that name nothing of the domain`)
