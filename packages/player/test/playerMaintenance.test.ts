import type { KeyRing } from "@croupier/core/auth/KeyRing"
import { BrandKey } from "@croupier/core/Brand"
import { BrandDirectory } from "@croupier/core/brands/BrandDirectory"
import type { PlayerId } from "@croupier/core/Ids"
import { describe, expect, it } from "@effect/vitest"
import { Context, Effect, Exit } from "effect"
import type { ExclusionRegister } from "../src/contract/ExclusionRegister.js"
import type { PlayGate } from "../src/contract/PlayGate.js"
import { PlayersUnavailable } from "../src/contract/Problems.js"
import { PlayerStore } from "../src/internal/store/PlayerStore.js"
import * as PlayerMaintenance from "../src/PlayerMaintenance.js"

const aurora = BrandKey.make("aurora")
const borealis = BrandKey.make("borealis")

describe("the maintenance of players", () => {
  it.effect("reaches every brand, although the players of one fail in a row", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const store = {
        unconfirmed: (brand: BrandKey) =>
          Effect.succeed(Array.from({ length: brand === aurora ? 50 : 1 }, (_, n) => `${brand}-${n}` as PlayerId)),
        pendingGate: ({ brand, player }: { readonly brand: BrandKey; readonly player: PlayerId }) =>
          Effect.suspend(() => {
            asked.push(player)
            return brand === aurora
              ? Effect.fail(new PlayersUnavailable({ outcome: "unknown" }))
              : Effect.succeed({ open: false, changes: [] })
          })
      } as unknown as Context.Tag.Service<PlayerStore>
      const directory = {
        brands: Effect.succeed([{ key: aurora }, { key: borealis }])
      } as unknown as Context.Tag.Service<BrandDirectory>
      const surroundings = Context.make(PlayerStore, store).pipe(
        Context.add(BrandDirectory, directory)
      ) as Context.Context<BrandDirectory | ExclusionRegister | KeyRing | PlayGate | PlayerStore>

      const exit = yield* Effect.flatMap(PlayerMaintenance.PlayerMaintenance, ({ confirmGates }) =>
        Effect.exit(confirmGates)
      ).pipe(Effect.provide(PlayerMaintenance.layer), Effect.provide(surroundings))

      expect(asked).toContain("borealis-0")
      expect(asked.filter((player) => player.startsWith(aurora))).toHaveLength(10)
      expect(Exit.isFailure(exit)).toBe(true)
    })
  )
})
