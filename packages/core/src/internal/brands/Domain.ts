import { Schema } from "effect"
import { BrandKey } from "../../Brand.js"
import { hostName } from "../text/hostName.js"

/** A host as stored: lower case, no port. */
export const Host = Schema.String.pipe(
  Schema.filter((host) => hostName(host) === host || `"${host}" is not a lower-case host name without a port`)
)

/** A host on which one brand is served, or operators work. */
export const Domain = Schema.Union(
  Schema.Struct({ kind: Schema.Literal("brand"), host: Host, brand: BrandKey }),
  Schema.Struct({ kind: Schema.Literal("operator"), host: Host })
)
export type Domain = typeof Domain.Type
