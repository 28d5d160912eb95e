import { addDomain, listDomains, removeDomain, renderDomains } from "@croupier/core/brands/DomainCommands"
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Effect, Option } from "effect"
import { databaseVariables, onDatabase } from "./database.js"
import { BadUsage } from "./ExitCode.js"
import { json, leaf, print, usualCodes } from "./Leaf.js"

const host = Args.text({ name: "host" }).pipe(Args.withDescription("a lower-case host name without a port"))
const common = { codes: usualCodes, variables: databaseVariables }

/** `domain list`. */
export const domainList = leaf(
  {
    path: ["domain", "list"],
    summary: "list domains with their brand or as operator domains",
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
    summary: "add a domain for a brand or for the operators' back office",
    details: ["Idempotent; a domain of another brand is refused. Uses the login croupier_config."],
    examples: ["croupier domain add www.aurora.example --brand aurora", "croupier domain add admin.example --operator"],
    ...common
  },
  Command.make(
    "add",
    {
      host,
      brand: Options.text("brand").pipe(Options.withDescription("the brand key"), Options.optional),
      operator: Options.boolean("operator").pipe(Options.withDescription("for the operators' back office")),
      json
    },
    (given) =>
      Effect.gen(function* () {
        const brand = Option.getOrUndefined(given.brand)
        if ((brand === undefined) !== given.operator) {
          return yield* new BadUsage({ message: "domain add requires either --brand <key> or --operator" })
        }
        const added = yield* onDatabase()(addDomain(given.host, brand))
        const text = added
          ? `added: domain ${given.host}`
          : `the domain ${given.host} already exists with these settings`
        yield* print(given.json, { host: given.host, brand: brand ?? null, added }, text)
      })
  )
)

/** `domain remove`. */
export const domainRemove = leaf(
  {
    path: ["domain", "remove"],
    summary: "remove a domain; requests for it are answered with 421",
    details: ["Uses the login croupier_config."],
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
