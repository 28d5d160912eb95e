import * as Payload from "@croupier/core/http/Payload"
import { HttpApi, HttpApiBuilder, HttpApiEndpoint, HttpApiGroup } from "@effect/platform"
import { Effect, Schema } from "effect"

/** One JSON route as the product has them: a path, a nested body that is checked in full, an answer that is checked too. */
export const Api = HttpApi.make("bench").add(
  HttpApiGroup.make("bets").add(
    HttpApiEndpoint.post("place", "/api/bets/:player")
      .setPath(Schema.Struct({ player: Schema.String.pipe(Schema.maxLength(40)) }))
      .setPayload(
        Payload.closed(
          Schema.Struct({
            key: Schema.String.pipe(Schema.minLength(1), Schema.maxLength(255)),
            amount: Schema.String.pipe(Schema.pattern(/^\d{1,13}(\.\d{1,6})?$/)),
            currency: Schema.Literal("KRW", "EUR", "USD"),
            round: Schema.Struct({ id: Schema.String, game: Schema.String, closed: Schema.Boolean }),
            tags: Schema.Array(Schema.String)
          })
        )
      )
      .addSuccess(
        Schema.Struct({
          id: Schema.String,
          player: Schema.String,
          amount: Schema.String,
          currency: Schema.String,
          balance: Schema.Struct({ cash: Schema.String, bonus: Schema.String, held: Schema.String }),
          at: Schema.Number
        })
      )
  )
)

/** Answers without a store, so that only the layers in between are measured. */
export const handlers = HttpApiBuilder.group(Api, "bets", (group) =>
  group.handle("place", ({ path, payload }) => Effect.succeed(answer(path.player, payload)))
)

/** The answer that all three sides give. */
export const answer = (
  player: string,
  bet: { readonly key: string; readonly amount: string; readonly currency: string }
) => ({
  id: bet.key,
  player,
  amount: bet.amount,
  currency: bet.currency,
  balance: { cash: "125000.5", bonus: "0", held: "2500" },
  at: 1_763_800_000
})
