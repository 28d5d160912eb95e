import type { EventKind } from "./EventKind.js"

/** The reference of events as a Markdown page, one section for each kind, ordered by type. */
export const render = (kinds: ReadonlyMap<string, EventKind<unknown, unknown>>): string =>
  [head, ...[...kinds.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1)).map(section)].join("\n")

const head = `# Events

What the domains publish. An event comes with the brand and the player (\`key\`) that it is about, a \`keyVersion\` that counts that
player's events of its domain without a gap, an id, its \`type\`, the \`version\` of its payload's shape, and the instant at which it
happened. Consumers get each player's events in the order of their versions. Amounts are decimal strings in main units of the
payload's currency, instants milliseconds of the epoch. Payloads hold ids and never personal data; a consumer ignores
members that it does not know. The schemas stand in the contracts of the packages: \`EventKind.read\` reads an event by one.
\`npm run docs:config\` prints this page from the code.
`

const section = ({ about, example, type, version }: EventKind<unknown, unknown>): string => `## ${type}

Version ${version}. ${about}

\`\`\`json
${JSON.stringify(example, null, 2)}
\`\`\`
`
