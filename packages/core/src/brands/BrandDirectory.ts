import { Context, Effect, Layer, Option } from "effect"
import type { Brand, BrandKey, Licence, LicenceKey } from "../Brand.js"
import type { Domain } from "../internal/brands/Domain.js"
import { hostName } from "../internal/text/hostName.js"

/** Who is served on a host. */
export type HostMatch =
  | { readonly kind: "brand"; readonly brand: Brand }
  | { readonly kind: "operator" }
  | { readonly kind: "unknown" }

/** Which brand a request's domain belongs to, and what a brand and its licence are. Answers from memory, so never fails. */
export class BrandDirectory extends Context.Tag("@croupier/core/BrandDirectory")<
  BrandDirectory,
  {
    /** Takes a `Host` header as it came, port and all. */
    readonly byHost: (host: string) => Effect.Effect<HostMatch>
    readonly brand: (key: BrandKey) => Effect.Effect<Option.Option<Brand>>
    readonly brands: Effect.Effect<ReadonlyArray<Brand>>
    readonly licence: (key: LicenceKey) => Effect.Effect<Option.Option<Licence>>
    readonly licenceOf: (brand: BrandKey) => Effect.Effect<Option.Option<Licence>>
  }
>() {}

/** All that a directory knows at one moment. */
export interface DirectoryContent {
  readonly licences: ReadonlyArray<Licence>
  readonly brands: ReadonlyArray<Brand>
  readonly domains: ReadonlyArray<Domain>
}

/** A directory of fixed content, for tests and for apps with one brand. */
export const layerMemory = (content: DirectoryContent): Layer.Layer<BrandDirectory> =>
  Layer.succeed(BrandDirectory, fromIndex(Effect.succeed(index(content))))

/** A content made ready for look-ups. */
export interface DirectoryIndex {
  readonly licences: ReadonlyMap<LicenceKey, Licence>
  readonly brands: ReadonlyMap<BrandKey, Brand>
  readonly hosts: ReadonlyMap<string, HostMatch>
}

export const index = (content: DirectoryContent): DirectoryIndex => {
  const brands = new Map(content.brands.map((brand) => [brand.key, brand]))
  const match = (domain: Domain): HostMatch => {
    if (domain.kind === "operator") return { kind: "operator" }
    const brand = brands.get(domain.brand)
    return brand === undefined ? unknown : { kind: "brand", brand }
  }
  return {
    brands,
    licences: new Map(content.licences.map((licence) => [licence.key, licence])),
    hosts: new Map(content.domains.map((domain) => [domain.host, match(domain)]))
  }
}

/** The service over whatever index is current. */
export const fromIndex = (current: Effect.Effect<DirectoryIndex>): Context.Tag.Service<BrandDirectory> => ({
  byHost: (host) => Effect.map(current, ({ hosts }) => hosts.get(hostName(host) ?? "") ?? unknown),
  brand: (key) => Effect.map(current, ({ brands }) => Option.fromNullable(brands.get(key))),
  brands: Effect.map(current, ({ brands }) => [...brands.values()]),
  licence: (key) => Effect.map(current, ({ licences }) => Option.fromNullable(licences.get(key))),
  licenceOf: (key) =>
    Effect.map(current, ({ brands, licences }) =>
      Option.flatMapNullable(Option.fromNullable(brands.get(key)), ({ licence }) => licences.get(licence))
    )
})

const unknown: HostMatch = { kind: "unknown" }
