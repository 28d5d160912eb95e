import { Amount } from "@croupier/core/Amount"
import { PlayerId } from "@croupier/core/Ids"
import { GameCategory } from "@croupier/wallet/contract"
import { Schema } from "effect"
import { AgentId } from "../../contract/Agent.js"
import { Earner } from "../../contract/Agreement.js"
import { Rates } from "../../contract/Rate.js"
import { AgentPolicy, Terms } from "../../contract/Terms.js"
import type { Chain } from "../../rules/chainAt.js"

const codec = <A, I>(schema: Schema.Schema<A, I>) => ({
  encode: Schema.encodeSync(schema),
  decode: Schema.decodeUnknownSync(schema)
})

const Line = Schema.Struct({
  via: AgentId,
  chain: Schema.String,
  category: GameCategory,
  base: Schema.BigInt,
  share: Schema.Array(Schema.Struct({ low: Schema.BigInt, high: Schema.BigInt })),
  carriedFrom: Schema.NullOr(Schema.Int)
})

const StoredLot = Schema.Struct({ from: Schema.Int, lines: Schema.Array(Line), amount: Schema.BigInt })

const StoredChain = Schema.Struct({
  agent: AgentId,
  since: Schema.Int,
  counts: AgentPolicy.fields.counts,
  suspendedShare: AgentPolicy.fields.suspendedShare,
  members: Schema.Array(
    Schema.Struct({
      earner: Earner,
      rolling: Rates,
      losing: Rates,
      losingBase: Schema.Literal("loss", "loss-after-rolling"),
      suspended: Schema.Boolean
    })
  )
})

const StoredSettled = Schema.Struct({
  lines: Schema.Array(Line),
  earned: Schema.BigInt,
  fenced: Schema.BigInt,
  carried: Schema.BigInt,
  deductions: Schema.Array(Schema.Struct({ name: Schema.String, amount: Schema.BigInt })),
  advances: Schema.BigInt,
  payout: Schema.compose(Schema.BigInt, Amount),
  dropped: Schema.BigInt,
  remainder: Schema.BigInt,
  lots: Schema.Array(StoredLot)
})

const StoredFence = Schema.Struct({ player: PlayerId, category: GameCategory, amount: Schema.BigInt })

/** Values that are stored as JSON documents; what cannot be read is a damaged database. */
export const chain = codec(StoredChain)
export const settled = codec(StoredSettled)
export const lots = codec(Schema.Array(StoredLot))
export const fences = codec(Schema.Array(StoredFence))
export const terms = codec(Terms)
export const policy = codec(AgentPolicy)

/** The text by which two versions of a chain are the same one. */
export const chainText = (version: Chain): string => JSON.stringify(chain.encode(version))
