import type { EventKind } from "./EventKind.js"

/** The reference of events as a Markdown page, one section for each kind, ordered by type. */
export const render = (kinds: ReadonlyMap<string, EventKind<unknown, unknown>>): string =>
  [head, ...[...kinds.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1)).map(section)].join("\n")

const head = `# Events

The events that the domains publish. An event has a brand and a player (\`key\`), a \`keyVersion\` that numbers that
player's events of its domain without gaps, an id, a \`type\`, the \`version\` of its payload schema, and the time at which it
occurred. Consumers receive each player's events in version order. Amounts are decimal strings in main units of the
payload's currency; times are epoch milliseconds. Payloads contain ids and never personal data; consumers must ignore
unknown members. The schemas are in the contracts of the packages; \`EventKind.read\` decodes an event with one.
\`npm run docs:config\` generates this page from the code.
`

const section = ({ about, example, type, version }: EventKind<unknown, unknown>): string => `## ${type}

Version ${version}. ${about}

\`\`\`json
${JSON.stringify(example, null, 2)}
\`\`\`
`
