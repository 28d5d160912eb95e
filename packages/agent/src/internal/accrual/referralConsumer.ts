import type { Consumer } from "@croupier/core/events/Consumer"
import * as EventKind from "@croupier/core/events/EventKind"
import { PlayerId } from "@croupier/core/Ids"
import { playerEvents } from "@croupier/player/contract"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Schema } from "effect"
import { tablesSql } from "../store/tablesSql.js"
import { refer } from "./refer.js"

const kind = playerEvents["player.registered"]

/** Gives each player who registers the agent of the referral code, in the transaction of the position in player's stream. */
export const referralConsumer: Consumer<unknown, SqlClient> = {
  consumer: "agent-referrals",
  domain: "player",
  apply: (events) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      for (const event of events) {
        if (event.type !== kind.type) continue
        const { referralCode } = yield* EventKind.read(kind, event)
        const player = yield* decodePlayer(event.key)
        yield* refer(tablesSql(sql, event.brand), { player, referralCode, at: event.occurredAt.getTime() })
      }
    })
}

const decodePlayer = Schema.decode(PlayerId)
