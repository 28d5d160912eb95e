import { addBrand, renderAddedBrand } from "@croupier/core/brands/addBrand"
import { brandOrder } from "@croupier/core/brands/brandOrder"
import { listBrands, renderBrands } from "@croupier/core/brands/ListedBrand"
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { Effect, Option } from "effect"
import { databaseVariables, onDatabase } from "./database.js"
import { json, leaf, print, usualCodes } from "./Leaf.js"

const text = (name: string, description: string) => Options.text(name).pipe(Options.withDescription(description))

/** `brand list`. */
export const brandList = leaf(
  {
    path: ["brand", "list"],
    summary: "list the brands with their licences and domains",
    examples: ["croupier brand list"],
    codes: usualCodes,
    variables: databaseVariables
  },
  Command.make("list", { json }, (given) =>
    Effect.flatMap(onDatabase()(listBrands), (brands) => print(given.json, { brands }, renderBrands(brands)))
  )
)

/** `brand add`. */
export const brandAdd = leaf(
  {
    path: ["brand", "add"],
    summary: "add a brand with its domains, and its licence where that is new",
    details: [
      "What is stored already stays as it is, so the command can be repeated, with further domains too; what differs is refused. Services serve the brand within a second. The login for this is croupier_config."
    ],
    examples: [
      "croupier brand add aurora --name Aurora --licence mga --timezone Europe/Malta --currency EUR --domain aurora.example --jurisdiction Malta --minimum-age 18 --require name --require birthDate"
    ],
    codes: usualCodes,
    variables: databaseVariables
  },
  Command.make(
    "add",
    {
      key: Args.text({ name: "key" }).pipe(Args.withDescription("2 to 12 characters of a-z and 0-9")),
      name: text("name", "the name that players see"),
      licence: text("licence", "the key of its licence"),
      timezone: text("timezone", "an IANA timezone such as Asia/Seoul"),
      currency: text("currency", "a currency that wallets may have").pipe(Options.atLeast(1)),
      domain: text("domain", "a host name in lower case without port").pipe(Options.atLeast(1)),
      reportingCurrency: text("reporting-currency", "by default the first currency").pipe(Options.optional),
      jurisdiction: text("jurisdiction", "for a licence that is new").pipe(Options.optional),
      minimumAge: text("minimum-age", "for a licence that is new, in years").pipe(Options.optional),
      require: text(
        "require",
        "for a licence that is new: a profile field that players give (name, birthDate, country, nationalId, address, phone, email)"
      ).pipe(Options.repeated),
      json
    },
    ({ jurisdiction, key, minimumAge, reportingCurrency, require, ...given }) =>
      Effect.gen(function* () {
        const order = yield* brandOrder(key, {
          ...given,
          "reporting-currency": Option.getOrUndefined(reportingCurrency),
          jurisdiction: Option.getOrUndefined(jurisdiction),
          "minimum-age": Option.getOrUndefined(minimumAge),
          require: require.length === 0 ? undefined : require
        })
        const added = yield* onDatabase()(addBrand(order))
        yield* print(given.json, added, renderAddedBrand(given.licence, added))
      })
  )
)
