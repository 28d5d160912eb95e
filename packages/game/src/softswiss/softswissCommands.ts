import type { Actor } from "@croupier/core/Actor"
import { type CommandOf, type GameRef, TransactionKey } from "@croupier/wallet/contract"
import type { Holder } from "../callback/Adapter.js"
import type { PlayCommand } from "../policy/CanonicalResult.js"
import { missingBet } from "../policy/ProviderPolicy.js"
import type { SoftswissCall } from "./SoftswissCall.js"
import { roundId } from "./SoftswissIds.js"
import { softswissPolicy } from "./softswissPolicy.js"

const { provider } = softswissPolicy
const actor: Actor = { kind: "provider", id: provider }
const money = (id: string) => TransactionKey.provider(provider, "money", id)

/** What a call stands for, one command for each of its transactions in their order; none where it only asks. */
export const commandsOf = (call: SoftswissCall, holder: Holder, game: GameRef): ReadonlyArray<PlayCommand> => {
  const common = commonOf(holder)
  switch (call._tag) {
    case "balance":
      return []
    case "betwin": {
      const { currency, finished, round, transactions } = call
      return transactions.map(({ amount, id, type }, index) => {
        const command = {
          ...common,
          key: money(id),
          currency,
          amount,
          round: { provider, id: round },
          game,
          closesRound: finished && index === transactions.length - 1
        }
        return type === "bet"
          ? { _tag: "bet", ...command }
          : { _tag: "win", ...command, kind: "normal", missingBet: missingBet(softswissPolicy) }
      })
    }
    case "rollback":
      return call.transactions.map(({ id, original }, index) => ({
        _tag: "rollback",
        ...common,
        // A class of its own, so that a rollback may have the id of what it rolls back.
        key: TransactionKey.provider(provider, "rollback", id),
        original: money(original),
        shortfall: softswissPolicy.cases["short-reversal"].effect,
        round: { provider, id: call.round },
        closesRound: call.finished && index === call.transactions.length - 1
      }))
    case "finish":
      return [closing(holder, call.round)]
  }
}

const commonOf = ({ brand, player }: Holder) => ({ brand, wallet: player, actor })

/** The end of a round. A round of a live table has many players, so its key is our id of it, which is one player's. */
export const closing = (holder: Holder, round: string): CommandOf<"round-close"> => ({
  _tag: "round-close",
  ...commonOf(holder),
  key: TransactionKey.provider(provider, "round", roundId(holder, round)),
  round: { provider, id: round }
})
