import { type Case, cases, type ProviderPolicy } from "../../policy/ProviderPolicy.js"

/** The reference page of all policies, as Markdown. */
export const policyTable = (policies: ReadonlyArray<ProviderPolicy<string>>): string =>
  [
    "# How providers are answered",
    "",
    "Generated from the policy values of `@croupier/game`; do not edit. `npx vitest run packages/game/test/policyTable.test.ts -u`",
    "regenerates it. A degree sign (°) marks our decision where the vendor's documentation is silent.",
    ...policies.flatMap(section),
    ""
  ].join("\n")

const section = ({
  provider,
  cases: cells,
  outcomeWithinHours,
  words
}: ProviderPolicy<string>): ReadonlyArray<string> => [
  "",
  `## ${provider}`,
  "",
  `A round that has no outcome after ${outcomeWithinHours} hours is checked.`,
  "",
  "| case | answer | effect | why |",
  "|---|---|---|---|",
  ...(Object.keys(cases) as ReadonlyArray<Case>).map((name) => {
    const { answer, decided, effect, reason } = cells[name]
    if (answer === "none") return `| ${cases[name]} | | | ${reason} |`
    const said = answer === "stored" ? "the stored answer" : `\`${answer}\``
    return `| ${cases[name]} | ${said}${decided === "ours" ? "°" : ""} | ${effect.replaceAll("-", " ")} | ${reason} |`
  }),
  "",
  "| any other result | answer |",
  "|---|---|",
  ...Object.entries(words).map(([result, word]) => `| ${result.replaceAll("-", " ")} | \`${word}\` |`)
]
