import type { CommandOf, GameRef } from "@croupier/wallet/contract"
import { softswissPolicy } from "../../softswiss/softswissPolicy.js"
import type { Holder } from "../callback/Adapter.js"
import type { PlayCommand } from "../policy/CanonicalResult.js"
import * as PlayCommands from "../provider/PlayCommands.js"
import type { SoftswissCall } from "./SoftswissCall.js"
import { roundId } from "./SoftswissIds.js"

const plays = PlayCommands.make(softswissPolicy)

/** The commands of a call, one for each of its transactions in their order; none where it only asks. */
export const commandsOf = (call: SoftswissCall, holder: Holder, game: GameRef): ReadonlyArray<PlayCommand> => {
  switch (call._tag) {
    case "balance":
      return []
    case "betwin": {
      const { currency, finished, round, transactions } = call
      return transactions.map(({ amount, id, type }, index) => {
        const closesRound = finished && index === transactions.length - 1
        return plays[type](holder, { id, round, closesRound, game, currency, amount })
      })
    }
    case "rollback": {
      const { finished, round, transactions } = call
      return transactions.map(({ id, original }, index) =>
        plays.rollback(holder, { id, round, original, closesRound: finished && index === transactions.length - 1 })
      )
    }
    case "finish":
      return [closing(holder, call.round)]
  }
}

/** The end of a round. A round of a live table has many players, so its key is our id of it, which is one player's. */
export const closing = (holder: Holder, round: string): CommandOf<"round-close"> =>
  plays.close(holder, { id: roundId(holder, round), round })
