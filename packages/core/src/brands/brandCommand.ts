import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, type ParseResult } from "effect"
import type { Brand } from "../Brand.js"
import { BrandCommandRefused } from "./BrandCommandRefused.js"
import { storedDirectory } from "./BrandDirectorySql.js"
import { putBrand, putDomain, putLicence } from "./BrandRegister.js"
import { type BrandOrder, brandOrder } from "./brandOrder.js"

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

const list = Effect.map(storedDirectory, ({ brands, domains }) =>
  brands.length === 0
    ? "no brands"
    : brands
        .map((brand) => {
          const hosts = domains.flatMap((domain) =>
            domain.kind === "brand" && domain.brand === brand.key ? [domain.host] : []
          )
          return [
            brand.key,
            brand.licence,
            brand.timezone,
            brand.currencies.join(","),
            brand.status,
            hosts.join(",")
          ].join("  ")
        })
        .join("\n")
)

/** Decided on what is stored, then written: unique keys keep two of these from making different ones. */
const add = (order: BrandOrder) =>
  Effect.gen(function* () {
    const { brand, domains, licence } = order
    const stored = yield* storedDirectory
    const done: Array<string> = []

    const ground = stored.licences.find(({ key }) => key === brand.licence)
    if (ground === undefined && licence === undefined) {
      return yield* refuse(`there is no licence ${brand.licence}: give --jurisdiction and --minimum-age to make it`)
    }
    if (ground !== undefined && licence !== undefined && !same(ground, licence)) {
      return yield* refuse(`the licence ${brand.licence} is there with other rules: ${JSON.stringify(ground)}`)
    }
    const former = stored.brands.find(({ key }) => key === brand.key)
    const expected: Brand = former === undefined ? brand : { ...brand, status: former.status }
    if (former !== undefined && !same(former, expected)) {
      return yield* refuse(`the brand ${brand.key} is there with other settings: ${JSON.stringify(former)}`)
    }
    for (const { host } of domains) {
      const taken = stored.domains.find((domain) => domain.host === host)
      if (taken !== undefined && !(taken.kind === "brand" && taken.brand === brand.key)) {
        return yield* refuse(
          `the domain ${host} is ${taken.kind === "brand" ? `of the brand ${taken.brand}` : "the operators'"}`
        )
      }
    }

    if (ground === undefined && licence !== undefined) {
      yield* putLicence(licence)
      done.push(`licence ${licence.key}`)
    }
    if (former === undefined) {
      yield* putBrand(brand)
      done.push(`brand ${brand.key}`)
    }
    for (const domain of domains.filter(({ host }) => stored.domains.every((known) => known.host !== host))) {
      yield* putDomain(domain)
      done.push(`domain ${domain.host}`)
    }
    return done.length === 0 ? `the brand ${brand.key} is there already, as asked` : `added: ${done.join(", ")}`
  })

const same = (one: object, other: object): boolean =>
  JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted())

const refuse = (message: string) => new BrandCommandRefused({ message })
