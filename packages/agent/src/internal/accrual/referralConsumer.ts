import type { Consumer } from "@croupier/core/events/Consumer"
import * as EventKind from "@croupier/core/events/EventKind"
import type { StreamEvent } from "@croupier/core/events/StreamEvent"
import { PlayerId } from "@croupier/core/Ids"
import { playerEvents } from "@croupier/player/contract"
import { SqlClient } from "@effect/sql/SqlClient"
import { Effect, Schema } from "effect"
import { tablesSql } from "../store/tablesSql.js"
import { byBrand } from "./byBrand.js"
import { type Registered, refer } from "./refer.js"

const kind = playerEvents["player.registered"]

/** Gives each player who registers the agent of the referral code, in the transaction of the position in player's stream. */
export const referralConsumer: Consumer<unknown, SqlClient> = {
  consumer: "agent-referrals",
  domain: "player",
  commitWithoutWaiting: true,
  apply: (events) =>
    Effect.gen(function* () {
      const sql = yield* SqlClient
      for (const [brand, ofBrand] of byBrand(events.filter(({ type }) => type === kind.type))) {
        yield* refer(tablesSql(sql, brand), yield* Effect.forEach(ofBrand, registrationOf))
      }
    })
}

const registrationOf = (event: StreamEvent) =>
  Effect.map(
    Effect.all([EventKind.read(kind, event), decodePlayer(event.key)]),
    ([{ referralCode }, player]): Registered => ({ player, referralCode, at: event.occurredAt.getTime() })
  )

const decodePlayer = Schema.decode(PlayerId)
