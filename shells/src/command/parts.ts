import { stripVTControlCharacters } from "node:util"
import * as CliConfig from "@effect/cli/CliConfig"
import * as CommandDescriptor from "@effect/cli/CommandDescriptor"
import * as HelpDoc from "@effect/cli/HelpDoc"
import type { Span } from "@effect/cli/HelpDoc/Span"
import * as Usage from "@effect/cli/Usage"
import { descriptorOf, type Leaf } from "./Leaf.js"

/** An argument or option as it is written, and what it is for. */
export interface Part {
  readonly form: string
  readonly meaning: string
}

/** What a command takes, as its parser knows it: one usage line, its arguments and its options. */
export interface Parts {
  readonly usage: string
  readonly args: ReadonlyArray<Part>
  readonly options: ReadonlyArray<Part>
}

/** Reads the parts of a leaf out of its parser, so that help and reference say what is taken. */
export const partsOf = (leaf: Leaf): Parts => {
  const descriptor = descriptorOf(leaf)
  const groups = leaf.about.path.slice(0, -1)
  const usage = plain(Usage.getHelp(CommandDescriptor.getUsage(descriptor)))
  const help = CommandDescriptor.getHelp(descriptor, CliConfig.make({ showBuiltIns: false }))
  const options = under("OPTIONS", help)
  // The library writes an option that may be left out and repeated like one that has to be there.
  const optional = options.filter(({ form }) => form.endsWith("..."))
  return {
    usage: optional.reduce(
      (line, { form }) => line.replace(form, `[${form}]`),
      ["croupier", ...groups, usage].join(" ")
    ),
    args: under("ARGUMENTS", help),
    options
  }
}

/** The entries of the list that follows a header. */
const under = (header: string, help: HelpDoc.HelpDoc): ReadonlyArray<Part> => {
  const flat = flatten(help)
  const at = flat.findIndex((part) => HelpDoc.isHeader(part) && plain(part) === header)
  const lists = at < 0 ? [] : flat.slice(at + 1)
  const end = lists.findIndex(HelpDoc.isHeader)
  return lists
    .slice(0, end < 0 ? undefined : end)
    .flatMap((part) => (HelpDoc.isDescriptionList(part) ? part.definitions.map(partOf) : []))
}

const flatten = (doc: HelpDoc.HelpDoc): ReadonlyArray<HelpDoc.HelpDoc> =>
  HelpDoc.isSequence(doc) ? [...flatten(doc.left), ...flatten(doc.right)] : [doc]

/** What the library says of each type is of no use to a reader. */
const generic =
  /^(?:A user-defined piece of text|A true or false value|An integer|This setting is optional|This (?:argument|option) (?:must|may) be repeated [^.]*)\.$/

const partOf = ([name, about]: readonly [Span, HelpDoc.HelpDoc]): Part => ({
  form: plain(HelpDoc.p(name)),
  meaning: flatten(about)
    .map(plain)
    .filter((line) => line !== "" && !generic.test(line))
    .join(" ")
})

/** A document as text without colours, on one line. */
export const plain = (doc: HelpDoc.HelpDoc): string =>
  stripVTControlCharacters(HelpDoc.toAnsiText(doc)).trim().replaceAll(/\s+/g, " ")
