import type { Declaration } from "./Declaration.js"

/** The reference of configuration as a Markdown page: every variable by name, from its own declaration. */
export const render = (declarations: ReadonlyMap<string, ReadonlyArray<Declaration>>): string => {
  const rows = [...declarations.values()]
    .toSorted((a, b) => (a[0]!.name < b[0]!.name ? -1 : 1))
    .map((same) =>
      row(same[0]!, [...new Set(same.map((one) => one.description))].toSorted().join("; "), defaultsOf(same))
    )
  return `${head}\n${rows.join("\n")}\n`
}

/** Variables that two places read differently: no value could be right for both. */
export const contradictions = (declarations: ReadonlyMap<string, ReadonlyArray<Declaration>>): ReadonlyArray<string> =>
  [...declarations].flatMap(([name, [first, ...others]]) =>
    others.some((other) => other.expected !== first!.expected) ? [name] : []
  )

const head = `# Configuration

All environment variables of the Croupier processes, generated from the code (\`npm run docs:config\`).
A process with an invalid or missing variable exits at startup with an error that names the variable. An empty value counts
as not set. If *file* is yes, \`NAME_FILE\` can name a file that contains the value.

| variable | description | expected | default | file |
|---|---|---|---|---|`

const defaultsOf = (same: ReadonlyArray<Declaration>): string => {
  const defaults = [...new Set(same.map((one) => one.default))].toSorted()
  if (defaults.length > 1)
    return `by process: ${defaults.map((value) => (value === undefined ? "none" : `\`${value}\``)).join(", ")}`
  if (defaults[0] !== undefined) return `\`${defaults[0]}\``
  return same.some((one) => one.required) ? "**required**" : "not set"
}

const row = ({ name, expected, unit, file }: Declaration, description: string, defaults: string): string =>
  `| \`${name}\` | ${cell(description)} | ${cell(expected)}${unit === undefined ? "" : `, in ${unit}`} | ${defaults} | ${file ? "yes" : ""} |`

const cell = (text: string): string => text.replaceAll("|", "\\|")
