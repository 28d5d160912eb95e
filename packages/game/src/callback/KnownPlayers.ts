import type { BrandKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { PlayerId } from "@croupier/core/Ids"
import { Players } from "@croupier/player/contract"
import { Context, Effect, Layer, Option } from "effect"

/** What a provider receives about a player in addition to the currency; the brand does not disclose what is absent. */
export interface PlayerFacts {
  /** ISO 3166-1, two letters. */
  readonly country?: string
  /** `YYYY-MM-DD`, in UTC. */
  readonly registeredOn?: string
  readonly jurisdiction?: string
  /** The name under which the provider knows the brand among those of one operator. */
  readonly subPartner?: string
}

/** What brands disclose about their players to providers. A port: the composition of the services fills it. */
export class KnownPlayers extends Context.Tag("@croupier/game/KnownPlayers")<
  KnownPlayers,
  {
    /** Undefined where it is not available now. */
    readonly factsOf: (brand: BrandKey, player: PlayerId) => Effect.Effect<PlayerFacts | undefined>
  }
>() {}

/** Nothing is disclosed. */
export const none: Layer.Layer<KnownPlayers> = Layer.succeed(KnownPlayers, { factsOf: () => Effect.succeed({}) })

/** Country and registration date from the players' service, the jurisdiction from the brand's licence. */
export const layer: Layer.Layer<KnownPlayers, never, Players | BrandDirectory> = Layer.effect(
  KnownPlayers,
  Effect.gen(function* () {
    const players = yield* Players
    const directory = yield* BrandDirectory
    return {
      factsOf: (brand, player) =>
        Effect.gen(function* () {
          const { person, registeredAt } = yield* players.me({ brand, player })
          const licence = Option.getOrUndefined(yield* directory.licenceOf(brand))
          return {
            ...(person.country === undefined ? {} : { country: person.country }),
            registeredOn: new Date(registeredAt).toISOString().slice(0, 10),
            ...(licence === undefined ? {} : { jurisdiction: licence.jurisdiction }),
            subPartner: brand
          }
        }).pipe(Effect.catchAll(() => Effect.succeed(undefined)))
    }
  })
)
