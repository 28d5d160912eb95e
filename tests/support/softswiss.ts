import { type SoftswissSession, SoftswissSignature, SoftswissSimulator } from "@croupier/sandbox"
import { Effect, type Scope } from "effect"
import { connectProvider, expectStatus, Stack } from "./Stack.js"
import type { StackBrand } from "./StackBrands.js"
import type { StackPlayer } from "./StackPlayer.js"

/** A simulated softswiss provider that a brand of the stack works with. */
export interface StackSoftswiss {
  readonly provider: SoftswissSimulator.SoftswissSimulator
  /** Launches its game for a player of the brand and joins it. */
  readonly sit: (player: StackPlayer) => Effect.Effect<SoftswissSession.SoftswissSession>
}

/** Connects a new provider and a brand. */
export const softswissOf = (brand: StackBrand): Effect.Effect<StackSoftswiss, never, Stack | Scope.Scope> =>
  Effect.gen(function* () {
    const { gateway, internal } = yield* Stack
    const provider = yield* Effect.orDie(SoftswissSimulator.make({ pause: 1 }))
    const secret = SoftswissSignature.makeSecret()
    yield* expectStatus(
      200,
      internal("game", "PUT", `/internal/game/brands/${brand.key}/games`, { body: { games: [game] } })
    )
    const { callbackUrl } = yield* connectProvider(brand, gateway.url, internal, {
      provider: game.provider,
      baseUrl: provider.baseUrl,
      providerPublicKey: secret
    })
    yield* provider.connect({ operatorId: brand.key, secret, callbackUrl })
    return {
      provider,
      sit: (player) =>
        expectStatus(
          200,
          player.ask("POST", `/api/game/games/softswiss/${game.code}/launch`, {
            body: { platform: "desktop", lang: "en" }
          })
        ).pipe(
          Effect.flatMap(({ json }) => provider.open(json as { readonly url: string })),
          Effect.orDie
        )
    }
  })

const game = { provider: "softswiss", code: "acme:Wheel", name: "Wheel", category: "slots", currencies: [] }
