import { addDomain, listDomains, removeDomain, renderDomains } from "@croupier/core/brands/DomainCommands"
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Effect, Option } from "effect"
import { databaseVariables, onDatabase } from "./database.js"
import { BadUsage } from "./ExitCode.js"
import { json, leaf, print, usualCodes } from "./Leaf.js"

const host = Args.text({ name: "host" }).pipe(Args.withDescription("a host name in lower case without port"))
const common = { codes: usualCodes, variables: databaseVariables }

/** `domain list`. */
export const domainList = leaf(
  {
    path: ["domain", "list"],
    summary: "list the domains, each with its brand or the operators",
    examples: ["croupier domain list"],
    ...common
  },
  Command.make("list", { json }, (given) =>
    Effect.flatMap(onDatabase()(listDomains), (domains) => print(given.json, { domains }, renderDomains(domains)))
  )
)

/** `domain add`. */
export const domainAdd = leaf(
  {
    path: ["domain", "add"],
    summary: "serve a brand, or the operators' back office, on a further domain",
    details: ["Can be repeated; a domain of another brand is refused. The login for this is croupier_config."],
    examples: ["croupier domain add www.aurora.example --brand aurora", "croupier domain add admin.example --operator"],
    ...common
  },
  Command.make(
    "add",
    {
      host,
      brand: Options.text("brand").pipe(Options.withDescription("the key of the brand"), Options.optional),
      operator: Options.boolean("operator").pipe(Options.withDescription("for the operators' back office")),
      json
    },
    (given) =>
      Effect.gen(function* () {
        const brand = Option.getOrUndefined(given.brand)
        if ((brand === undefined) !== given.operator) {
          return yield* new BadUsage({ message: "domain add takes either --brand <key> or --operator" })
        }
        const added = yield* onDatabase()(addDomain(given.host, brand))
        const text = added ? `added: domain ${given.host}` : `the domain ${given.host} is there already, as asked`
        yield* print(given.json, { host: given.host, brand: brand ?? null, added }, text)
      })
  )
)

/** `domain remove`. */
export const domainRemove = leaf(
  {
    path: ["domain", "remove"],
    summary: "stop serving on a domain: requests for it are answered with 421",
    details: ["The login for this is croupier_config."],
    examples: ["croupier domain remove old.aurora.example"],
    ...common
  },
  Command.make("remove", { host, json }, (given) =>
    Effect.zipRight(
      onDatabase()(removeDomain(given.host)),
      print(given.json, { host: given.host, removed: true }, `removed: domain ${given.host}`)
    )
  )
)
