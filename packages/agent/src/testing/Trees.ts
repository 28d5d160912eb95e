import type { BrandKey } from "@croupier/core/Brand"
import { uuidv7 } from "@croupier/core/Ids"
import { Effect, Redacted, Schema } from "effect"
import { type AgentId, type AgentView, NewAgent } from "../contract/Agent.js"
import type { Arguments } from "../contract/AgentRequests.js"
import { Agents } from "../contract/Agents.js"
import { Terms } from "../contract/Terms.js"
import { brands } from "./brands.js"

/** The keys of both brands. */
export const aurora: BrandKey = brands.aurora.key
export const borealis: BrandKey = brands.borealis.key

/** An operator, who may do everything. */
export const operator = { kind: "operator", id: uuidv7(0) } as const

/** The password of every agent here. */
export const password = "three-quiet-otters"

const decodeTerms = Schema.decodeSync(Terms)

/** Terms from what is written on the wire; what is left out has its default, and settlement is weekly for both kinds. */
export const terms = (wire: typeof Terms.Encoded): Terms =>
  decodeTerms({ settles: { rolling: "weekly", losing: "weekly" }, ...wire })

let made = 0

/** A registration with a name and code of its own. */
export const anAgent = (
  parent: AgentId | null,
  agreed: Terms,
  more: Partial<Arguments["register"]> = {}
): Arguments["register"] => {
  made += 1
  const name = `agent-${made}-${uuidv7(Date.now()).slice(-8)}`
  const form = Schema.decodeSync(NewAgent.pipe(Schema.omit("terms")))({
    parent,
    username: name,
    password,
    displayName: name,
    referralCode: name
  })
  return { brand: aurora, by: operator, ...form, password: Redacted.make(password), terms: agreed, ...more }
}

/** A chain of agents with these slot rates in per cent, from the root down; answered from the root down. */
export const line = (
  rates: ReadonlyArray<string>,
  more: typeof Terms.Encoded = {},
  brand: BrandKey = aurora
): Effect.Effect<ReadonlyArray<AgentView>, unknown, Agents> =>
  Effect.gen(function* () {
    const agents = yield* Agents
    const made: Array<AgentView> = []
    for (const slots of rates) {
      const agreed = terms({ rolling: { slots, live: slots }, ...more })
      made.push(yield* agents.register(anAgent(made.at(-1)?.id ?? null, agreed, { brand })))
    }
    return made
  })
