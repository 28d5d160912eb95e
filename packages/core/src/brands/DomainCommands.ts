import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, ParseResult, Schema } from "effect"
import { BrandCommandRefused } from "../internal/brands/BrandCommandRefused.js"
import { Domain } from "../internal/brands/Domain.js"
import { storedDirectory } from "./BrandDirectorySql.js"
import * as BrandRegister from "./BrandRegister.js"

/** What a command over domains fails with. */
type Failure = BrandCommandRefused | SqlError | ParseResult.ParseError

/** Every stored domain, by host. */
export const listDomains = Effect.map(storedDirectory, ({ domains }) => domains)

/** One line for each domain, or one that says that there is none. */
export const renderDomains = (domains: ReadonlyArray<Domain>): string =>
  domains.length === 0
    ? "no domains"
    : domains.map((domain) => `${domain.host}  ${domain.kind === "brand" ? domain.brand : "operators"}`).join("\n")

/** Points a host at a brand, or at the operators where none is named; `false` where it was so already. A host of another is refused. */
export const addDomain = (
  host: string,
  brand: string | undefined
): Effect.Effect<boolean, Failure, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const wanted = yield* Schema.decodeUnknown(Domain)(
      brand === undefined ? { kind: "operator", host } : { kind: "brand", host, brand }
    ).pipe(Effect.mapError((error) => refuse(ParseResult.ArrayFormatter.formatErrorSync(error).at(0)?.message ?? host)))
    const { brands, domains } = yield* storedDirectory
    if (brand !== undefined && brands.every(({ key }) => key !== brand)) {
      return yield* refuse(`brand ${brand} not found: add it first with brand add`)
    }
    const taken = takenBy(domains, wanted)
    if (taken !== undefined) return yield* refuse(taken)
    if (domains.some((domain) => domain.host === host)) return false
    yield* BrandRegister.putDomain(wanted)
    return true
  })

/** Removes a domain: requests for it no longer find a brand. One that is not stored is refused. */
export const removeDomain = (host: string): Effect.Effect<void, Failure, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const { domains } = yield* storedDirectory
    if (domains.every((domain) => domain.host !== host)) return yield* refuse(`domain ${host} not found`)
    yield* BrandRegister.removeDomain(host)
  })

/** Why a host cannot be this domain, in one sentence; undefined where it can. */
export const takenBy = (stored: ReadonlyArray<Domain>, wanted: Domain): string | undefined => {
  const taken = stored.find(({ host }) => host === wanted.host)
  if (taken === undefined) return undefined
  if (taken.kind === "operator") {
    return wanted.kind === "operator" ? undefined : `the domain ${taken.host} belongs to the operators`
  }
  return wanted.kind === "brand" && taken.brand === wanted.brand
    ? undefined
    : `the domain ${taken.host} belongs to the brand ${taken.brand}`
}

const refuse = (message: string) => new BrandCommandRefused({ message })
