import type { Kind } from "./Problem.js"

/** The reference of problems as a Markdown page, one section for each kind, ordered by code. */
export const render = (kinds: ReadonlyMap<string, Kind>): string =>
  [head, ...[...kinds.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(section)].join("\n")

const head = `# Problems

Every error response of a Croupier service is an RFC 9457 document, sent as \`application/problem+json\`: \`type\`, \`title\`,
\`status\`, \`code\`, \`detail\` (one sentence about this occurrence) and \`traceId\` (also in the header \`x-trace-id\`), and the
members listed below. Clients should branch on \`code\`, which is stable; titles and details may be reworded. A \`type\` is
\`urn:croupier:problem:\` followed by the code. It is a name, not an address, and is the same on every brand's host.
\`npm run docs:config\` generates this page from the code.
`

const section = ({ code, status, title, description, extensions }: Kind): string => `## ${code}

**${status}** ${title}.
${description === "" ? "" : `\n${description}\n`}${extensions.length === 0 ? "" : `\nExtension members: ${extensions.map((name) => `\`${name}\``).join(", ")}.\n`}`
