import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, type ParseResult } from "effect"
import { addBrand, renderAddedBrand } from "./addBrand.js"
import { BrandCommandRefused } from "./BrandCommandRefused.js"
import { type BrandOrder, brandOrder } from "./brandOrder.js"
import { listBrands, renderBrands } from "./ListedBrand.js"

/** What the commands are. */
export const usage = `usage: croupier <command>
  brand list    the brands, with their licences and domains
  brand add <key> --name <text> --licence <key> --timezone <zone> --currency <code> … --domain <host> …
            [--reporting-currency <code>]                                         default: the first currency
            [--jurisdiction <text> --minimum-age <years> [--require <field> …]]   for a licence that is new

The key is 2 to 12 characters of a-z and 0-9, the timezone an IANA one such as Asia/Seoul, a domain a host name in lower
case without port. Fields of a profile: name, birthDate, country, nationalId, address, phone, email. What is there already
stays as it is, so that the command can be run again, with further domains too; what differs is refused.`

/** Whether these words ask what there is, which needs no database. */
export const wantsHelp = (words: ReadonlyArray<string>): boolean =>
  words.length === 0 || words.includes("--help") || words.includes("-h")

/** The commands over brands for people, as words; answers what to print. */
export const brandCommand = (
  words: ReadonlyArray<string>
): Effect.Effect<string, BrandCommandRefused | SqlError | ParseResult.ParseError, SqlClient.SqlClient> => {
  const [noun, verb, ...rest] = words
  if (noun === "brand" && verb === "list" && rest.length === 0) return list
  if (noun === "brand" && verb === "add") return Effect.flatMap(brandOrder(rest), add)
  return refuse(`there is no command "${words.join(" ")}": see --help`)
}

const list = Effect.map(listBrands, renderBrands)

const add = (order: BrandOrder) => Effect.map(addBrand(order), (added) => renderAddedBrand(order.brand.licence, added))

const refuse = (message: string) => new BrandCommandRefused({ message })
