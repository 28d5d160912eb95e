import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerId } from "@croupier/core/Ids"
import { Context, Effect, Layer } from "effect"
import type { PromotionsUnavailable } from "./Problems.js"

/** What campaigns may ask of a player; undefined is not known, which meets no condition. */
export interface PlayerProfile {
  readonly tags: ReadonlyArray<string>
  readonly segments: ReadonlyArray<string>
  readonly agent: string | undefined
  readonly age: number | undefined
  /** Test and house accounts take part in nothing. */
  readonly isTest: boolean
}

/** A port: who a player is. It has no default, so an app says where it stands. */
export class Audience extends Context.Tag("@croupier/promotion/Audience")<
  Audience,
  {
    readonly profile: (ref: {
      readonly brand: BrandKey
      readonly player: PlayerId
    }) => Effect.Effect<PlayerProfile, PromotionsUnavailable>
  }
>() {}

/** For apps without tags and segments: every player is of the age that registration has verified. */
export const layerAdults = (age: number): Layer.Layer<Audience> =>
  Layer.succeed(Audience, {
    profile: () => Effect.succeed({ tags: [], segments: [], agent: undefined, age, isTest: false })
  })
