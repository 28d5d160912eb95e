import type { BrandAccount, CommandOf } from "../contract/Command.js"
import { add, at } from "./Counters.js"
import type { Decision } from "./Decision.js"
import type { Posting } from "./Posting.js"
import { about, type settle } from "./RoundSettlement.js"
import type { Grant, Round, Stamped, Transaction, Wallet, World } from "./State.js"

/** A rollback of a bet or a win that is known and was not reversed before. */
export interface Reversal {
  readonly world: World
  readonly stamped: Stamped<CommandOf<"rollback">>
  readonly wallet: Wallet
  readonly original: Transaction
  /** The current state of the original's own round. */
  readonly before: Round
  /** The account of the brand that the original moved money from or to. */
  readonly counter: BrandAccount
}

/** The grant of the original's bonus part; of one without, the grant that funds its round. */
export const grantOf = ({ before, original, wallet, world }: Reversal): Grant | null => {
  const id = original.grant ?? before.grant
  return id === null ? null : (world.grant(wallet.brand, id) ?? null)
}

/** A round that holds no bonus money any more may be funded by the next grant. */
export const unfunded = (round: Round): Round =>
  round.grant !== null && round.stakeBonus === 0n && round.payoutBonus === 0n ? { ...round, grant: null } : round

/** Ends a reversal: marks its original, and takes what it counts off the period in which the original counted. */
export const finish = (
  { original, stamped, wallet, world }: Reversal,
  posting: Posting,
  settled: ReturnType<typeof settle>,
  parts: { readonly converted: bigint; readonly promo: bigint },
  count: { readonly stake?: bigint; readonly loss: bigint }
): Decision => {
  const counters = at(wallet.counters, world.clock(wallet.brand), world.now)
  return posting.done({
    ...settled,
    transaction: {
      round: original.round,
      game: original.game,
      grant: original.grant,
      promo: parts.promo,
      converted: parts.converted,
      counter: original.counter,
      original: original.key
    },
    original: { ...original, reversedBy: stamped.command.key },
    wallet: { counters: add(counters, count, original.at) },
    events: [
      {
        type: "wallet.transaction-rolled-back",
        ...about({ ...settled.round!, grant: original.grant ?? settled.round!.grant })
      },
      ...settled.events
    ]
  })
}
