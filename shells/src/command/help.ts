import { declarations } from "@croupier/core/config/Declaration"
import type { Leaf } from "./Leaf.js"
import { type Part, partsOf } from "./parts.js"
import { groups, leaves, single } from "./tree.js"

/** Whether these words ask what there is: none at all, the word of a group alone, or help. */
export const wantsHelp = (words: ReadonlyArray<string>): boolean =>
  words.length === 0 ||
  words.includes("--help") ||
  words.includes("-h") ||
  (words.length === 1 && groups.some(({ name }) => name === words[0]))

/** The command or group that these words begin with, as it is written: empty where they name none. */
export const pathIn = (words: ReadonlyArray<string>): string =>
  leafOf(words)?.about.path.join(" ") ?? groups.find(({ name }) => name === words[0])?.name ?? ""

/** The help of the command that these words name, of a group, or of the whole. */
export const helpFor = (words: ReadonlyArray<string>): string => {
  const leaf = leafOf(words)
  if (leaf !== undefined) return leafHelp(leaf)
  const group = groups.find(({ name }) => name === words[0])
  return group === undefined
    ? rootHelp
    : [`usage: croupier ${group.name} <command>`, "", `${group.summary}:`, ...group.leaves.map(line), "", more].join(
        "\n"
      )
}

const leafOf = (words: ReadonlyArray<string>): Leaf | undefined =>
  leaves.find(({ about }) => about.path.every((word, index) => words[index] === word))

const line = ({ about }: Leaf): string => `  ${about.path.join(" ").padEnd(19)} ${about.summary}`

const more = "`croupier <command> --help` shows the options, an example and the exit codes of a command."

const rootHelp = [
  "usage: croupier <command>",
  "",
  ...[...single, ...groups.flatMap((group) => group.leaves)].map(line),
  "",
  "Every command supports --json, which prints the result as one JSON document, and --help.",
  "  --version                                   the version",
  "  --completions sh | bash | fish | zsh        a completion script for a shell",
  "",
  more
].join("\n")

const leafHelp = (leaf: Leaf): string => {
  const { about } = leaf
  const { args, options, usage } = partsOf(leaf)
  return [
    `usage: ${usage}`,
    "",
    `${about.summary}.`,
    ...(about.details ?? []),
    ...section("arguments", args),
    ...section("options", options),
    "",
    about.examples.length === 1 ? "example:" : "examples:",
    ...about.examples.map((example) => `  ${example}`),
    "",
    "exit codes:",
    ...Object.entries(about.codes).map(([code, meaning]) => `  ${code}  ${meaning}`),
    ...(about.variables.length === 0 ? [] : ["", "variables of the environment:", ...about.variables.flatMap(variable)])
  ].join("\n")
}

const section = (title: string, parts: ReadonlyArray<Part>): ReadonlyArray<string> =>
  parts.length === 0
    ? []
    : ["", `${title}:`, ...parts.flatMap(({ form, meaning }) => [`  ${form}`, `      ${meaning}`])]

const variable = (name: string): ReadonlyArray<string> => {
  const [first] = declarations.get(name) ?? []
  const fallback = first?.default === undefined ? "" : ` (default ${first.default})`
  return [`  ${name}${first?.file ? `, or ${name}_FILE` : ""}`, `      ${first?.description ?? ""}${fallback}`]
}
