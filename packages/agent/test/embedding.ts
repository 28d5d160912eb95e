import { layerMemory } from "@croupier/agent/AgentsMemory"
import { Agents, NewAgent } from "@croupier/agent/contract"
import { Brand, Licence } from "@croupier/core/Brand"
import * as BrandDirectory from "@croupier/core/brands/BrandDirectory"
import * as WalletMemory from "@croupier/wallet/WalletMemory"
import { Effect, Schema } from "effect"

const rules = { key: "isle", jurisdiction: "Isle", minimumAge: 18, requiredProfile: [] } as const
const site = { key: "aurora", licence: "isle", displayName: "Aurora", timezone: "Asia/Seoul", status: "open" } as const
const brand = Schema.decodeSync(Brand)({ ...site, currencies: ["KRW"], reportingCurrency: "KRW" })
const content = { licences: [Schema.decodeSync(Licence)(rules)], brands: [brand], domains: [] }
const by = { kind: "operator", id: "ann" } as const

/** An agent's form as it comes from a page: rates are percentages by game category. */
const form = (username: string, parent: string | null, slots: string) =>
  Schema.decodeSync(NewAgent)({
    ...{ username, parent, password: "three-quiet-otters", displayName: username, referralCode: username },
    terms: { rolling: { slots }, settles: { rolling: "weekly", losing: "monthly" } }
  })

export const program = Effect.gen(function* () {
  const agents = yield* Agents
  const seoul = yield* agents.register({ brand: brand.key, by, ...form("seoul", null, "1.2") })
  yield* agents.register({ brand: brand.key, by, ...form("busan", seoul.id, "0.7") })
  const greedy = agents.register({ brand: brand.key, by, ...form("daegu", seoul.id, "1.5") })
  const refused = yield* Effect.flip(greedy)
  const tree = yield* agents.tree({ brand: brand.key, agent: seoul.id })
  return { refused: refused._tag, tree: tree.map(({ username }) => username) }
}).pipe(Effect.provide(layerMemory), Effect.provide([WalletMemory.layerMemory, BrandDirectory.layerMemory(content)]))
