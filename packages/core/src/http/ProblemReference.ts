import type { Kind } from "./Problem.js"

/** The reference of problems as a Markdown page, one section for each kind, ordered by code. */
export const render = (kinds: ReadonlyMap<string, Kind>): string =>
  [head, ...[...kinds.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(section)].join("\n")

const head = `# Problems

Every error that a Croupier service answers is a document of RFC 9457, sent as \`application/problem+json\`: \`type\`, \`title\`,
\`status\`, \`code\`, \`detail\` (one sentence about this occurrence) and \`traceId\` (also in the header \`x-trace-id\`), and the
members named below. Decide by \`code\`: it never changes its meaning, while titles and details may be reworded. A \`type\` is
\`urn:croupier:problem:\` and the code, a name and no address: it is the same on every brand's host.
\`npm run docs:config\` prints this page from the code.
`

const section = ({ code, status, title, description, extensions }: Kind): string => `## ${code}

**${status}** ${title}.
${description === "" ? "" : `\n${description}\n`}${extensions.length === 0 ? "" : `\nMembers of its own: ${extensions.map((name) => `\`${name}\``).join(", ")}.\n`}`
