import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import { Effect, type ParseResult } from "effect"
import type { Brand } from "../Brand.js"
import { BrandCommandRefused } from "../internal/brands/BrandCommandRefused.js"
import { storedDirectory } from "./BrandDirectorySql.js"
import { putBrand, putDomain, putLicence } from "./BrandRegister.js"
import type { BrandOrder } from "./brandOrder.js"
import { takenBy } from "./DomainCommands.js"

/** What adding a brand has written: nothing where all of it was there as asked. */
export interface AddedBrand {
  readonly brand: string
  readonly licenceAdded: boolean
  readonly brandAdded: boolean
  readonly domainsAdded: ReadonlyArray<string>
}

/**
 * Adds a brand with its domains, and its licence where the order has one. What is stored already stays as it is; what differs
 * is refused. Decided on what is stored, then written: unique keys keep two of these from making different ones.
 */
export const addBrand = (
  order: BrandOrder
): Effect.Effect<AddedBrand, BrandCommandRefused | SqlError | ParseResult.ParseError, SqlClient.SqlClient> =>
  Effect.gen(function* () {
    const { brand, domains, licence } = order
    const stored = yield* storedDirectory
    const ground = stored.licences.find(({ key }) => key === brand.licence)
    if (ground === undefined && licence === undefined) {
      return yield* refuse(`licence ${brand.licence} not found: give --jurisdiction and --minimum-age to create it`)
    }
    if (ground !== undefined && licence !== undefined && !same(ground, licence)) {
      return yield* refuse(
        `the licence ${brand.licence} already exists with different rules: ${JSON.stringify(ground)}`
      )
    }
    const former = stored.brands.find(({ key }) => key === brand.key)
    const expected: Brand = former === undefined ? brand : { ...brand, status: former.status }
    if (former !== undefined && !same(former, expected)) {
      return yield* refuse(`the brand ${brand.key} already exists with different settings: ${JSON.stringify(former)}`)
    }
    for (const domain of domains) {
      const taken = takenBy(stored.domains, domain)
      if (taken !== undefined) return yield* refuse(taken)
    }

    const newLicence = ground === undefined ? licence : undefined
    if (newLicence !== undefined) yield* putLicence(newLicence)
    if (former === undefined) yield* putBrand(brand)
    const newDomains = domains.filter(({ host }) => stored.domains.every((known) => known.host !== host))
    yield* Effect.forEach(newDomains, putDomain, { discard: true })
    return {
      brand: brand.key,
      licenceAdded: newLicence !== undefined,
      brandAdded: former === undefined,
      domainsAdded: newDomains.map(({ host }) => host)
    }
  })

/** What was added, as one line. */
export const renderAddedBrand = (licence: string, added: AddedBrand): string => {
  const done = [
    ...(added.licenceAdded ? [`licence ${licence}`] : []),
    ...(added.brandAdded ? [`brand ${added.brand}`] : []),
    ...added.domainsAdded.map((host) => `domain ${host}`)
  ]
  return done.length === 0 ? `the brand ${added.brand} already exists with these settings` : `added: ${done.join(", ")}`
}

const same = (one: object, other: object): boolean =>
  JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted())

const refuse = (message: string) => new BrandCommandRefused({ message })
