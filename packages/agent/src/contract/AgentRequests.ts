import { Actor } from "@croupier/core/Actor"
import { BrandKey } from "@croupier/core/Brand"
import * as Cursor from "@croupier/core/http/Cursor"
import { PlayerId, Uuid } from "@croupier/core/Ids"
import { Credentials } from "@croupier/player/contract"
import { Schema } from "effect"
import { AgentId, AgentStatus, NewAgent } from "./Agent.js"
import { NewAgreement } from "./Agreement.js"
import { ConversionRequest } from "./Commission.js"
import { AgentPolicy, CommissionKind } from "./Terms.js"

const brand = { brand: BrandKey }
const commanded = { ...brand, by: Actor }
const optional = <A, I>(schema: Schema.Schema<A, I>) => Schema.optionalWith(schema, { exact: true })

/** A look of an agent at itself, or `of` an agent below. */
const view = { ...brand, agent: AgentId, of: optional(AgentId) }
const page = {
  cursor: optional(Schema.String),
  limit: Schema.Int.pipe(Schema.between(1, Cursor.maxLimit))
}

/** The argument of each method of `Agents`, as fields: brand and principal (`by`, `agent`) are among them. */
export const fields = {
  register: { ...commanded, ...NewAgent.fields },
  login: { ...brand, ...Credentials.fields, address: Schema.String },
  me: view,
  tree: { ...brand, agent: optional(AgentId) },
  players: { ...view, ...page },
  agree: { ...commanded, ...NewAgreement.fields },
  agreements: view,
  setStatus: { ...commanded, agent: AgentId, status: AgentStatus },
  move: { ...commanded, agent: AgentId, parent: Schema.NullOr(AgentId) },
  setHouse: { ...commanded, player: PlayerId, house: Schema.Boolean },
  accruals: { ...view, ...page, statement: optional(Uuid) },
  statements: { ...view, ...page, kind: optional(CommissionKind) },
  statement: { ...brand, agent: optional(AgentId), statement: Uuid },
  approve: { ...commanded, statement: Uuid },
  convertible: view,
  convert: { ...brand, agent: AgentId, request: ConversionRequest },
  approveConversion: { ...commanded, conversion: Uuid },
  policy: brand,
  setPolicy: { ...commanded, policy: AgentPolicy }
} as const

/** The argument of each method of `Agents`. */
export type Arguments = { readonly [Name in keyof typeof fields]: Schema.Struct.Type<(typeof fields)[Name]> }
