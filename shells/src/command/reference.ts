import { type Part, partsOf } from "./parts.js"
import { leaves } from "./tree.js"

/** The reference of the command as a Markdown page: each command from its own parser and description. */
export const reference = (): string => [head, ...leaves.map(section)].join("\n\n").concat("\n")

const head = `# The command

Manual tasks of operators and developers; generated from the command (\`npm run docs:config\`).

| where | how |
|---|---|
| in a checkout | \`npx croupier …\`, or \`npm run --silent croupier -- …\` |
| in the containers | \`node croupier.js …\` in any of them: \`dc exec wallet_worker node croupier.js doctor\`, \`dc --profile tools run --rm croupier croupier.js brand list\` |

Every command has \`--help\`. With \`--json\` its result is one JSON document on standard output; logs and errors are on standard
error, an error as one line. Exit codes: 0 success, 1 refused or faults found, 2 invalid usage or a database that cannot be reached. A
command that needs a database uses \`DATABASE_URL\`, or else the database of \`npm start\`; the
variables are described in [Configuration](configuration.md). \`croupier --version\` prints the version,
\`croupier --completions bash\` (or \`fish\`, \`zsh\`) a completion script.

| command | description |
|---|---|
${leaves.map(({ about }) => `| [\`${about.path.join(" ")}\`](#croupier-${about.path.join("-")}) | ${cell(about.summary)} |`).join("\n")}`

const section = (leaf: (typeof leaves)[number]): string => {
  const { about } = leaf
  const { args, options, usage } = partsOf(leaf)
  return [
    `## croupier ${about.path.join(" ")}`,
    `${about.summary.slice(0, 1).toUpperCase()}${about.summary.slice(1)}.`,
    ...(about.details ?? []),
    ["```text", usage, "```"].join("\n"),
    [
      "| argument or option | description |",
      "|---|---|",
      ...[...args, ...options].map(({ form, meaning }: Part) => `| \`${cell(form)}\` | ${cell(meaning)} |`)
    ].join("\n"),
    ["```sh", ...about.examples, "```"].join("\n").replaceAll("```sh", "```text"),
    [
      "| exit code | meaning |",
      "|---|---|",
      ...Object.entries(about.codes).map(([code, text]) => `| ${code} | ${text} |`)
    ].join("\n"),
    ...(about.variables.length === 0 ? [] : [`Variables: ${about.variables.map((name) => `\`${name}\``).join(", ")}.`])
  ].join("\n\n")
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|")
}
