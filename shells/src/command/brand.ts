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
    summary: "list brands with their licences and domains",
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
    summary: "add a brand with its domains, and its licence if new",
    details: [
      "Idempotent: existing records are unchanged and new domains are added; conflicting values are refused. Services serve the brand within a second. Uses the login croupier_config."
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
      name: text("name", "the display name"),
      licence: text("licence", "the licence key"),
      timezone: text("timezone", "an IANA timezone such as Asia/Seoul"),
      currency: text("currency", "a wallet currency").pipe(Options.atLeast(1)),
      domain: text("domain", "a lower-case host name without a port").pipe(Options.atLeast(1)),
      reportingCurrency: text("reporting-currency", "default: the first currency").pipe(Options.optional),
      jurisdiction: text("jurisdiction", "jurisdiction of a new licence").pipe(Options.optional),
      minimumAge: text("minimum-age", "minimum age of a new licence, in years").pipe(Options.optional),
      require: text(
        "require",
        "required profile field of a new licence (name, birthDate, country, nationalId, address, phone, email)"
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
