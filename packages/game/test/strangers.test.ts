import type { BrandKey } from "@croupier/core/Brand"
import * as SecurityEvents from "@croupier/game/callback/SecurityEvents"
import { make as makeClient } from "@croupier/sandbox/hub88/Hub88Client"
import * as Hub88Keys from "@croupier/sandbox/hub88/Hub88Keys"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import { makeId } from "../src/internal/credential/Credential.js"
import { fromStore } from "../src/internal/credential/Credentials.js"
import { atTable } from "./support/atTable.js"

/** A logger that counts lines. */
const counting = (count: { lines: number }) =>
  Logger.replace(
    Logger.defaultLogger,
    Logger.make(() => {
      count.lines++
    })
  )

describe("thousands of unauthenticated callbacks", () => {
  it.effect("make a few look-ups a second for each brand that there is, and none for brands that are made up", () =>
    Effect.gen(function* () {
      let lookUps = 0
      const known = ["aurora", "borealis"]
      const { valid } = fromStore(
        {
          add: () => Effect.void,
          list: () =>
            Effect.sync(() => {
              lookUps++
              return []
            }),
          end: () => Effect.succeed("unknown")
        },
        (brand) => Effect.succeed(known.includes(brand))
      )
      for (let n = 0; n < 5000; n++) {
        const brand = n % 3 === 0 ? known[n % 2]! : `b${n}`
        expect(yield* valid(n % 2 === 0 ? "hub88" : "softswiss", makeId(brand as BrandKey))).toBeUndefined()
        for (const nonsense of ["", "x", `${brand}-short`]) expect(yield* valid("hub88", nonsense)).toBeUndefined()
      }
      // One for what the brand has and five for names that may be new.
      expect(lookUps).toBe(12)
    })
  )

  it.effect("are all counted and logged as a sample that says how many were left out", () =>
    Effect.gen(function* () {
      const count = { lines: 0 }
      yield* Effect.gen(function* () {
        const { record } = yield* SecurityEvents.SecurityEvents
        for (let n = 0; n < 5000; n++) {
          yield* record({ kind: "unknown-credential", provider: "hub88", credential: `aurora-${n}` })
          yield* record({ kind: "bad-signature", provider: "hub88", brand: "aurora", credential: "aurora-1" })
        }
      }).pipe(Effect.provide(Layer.merge(SecurityEvents.layer, counting(count))))
      expect(count.lines).toBe(40)
    })
  )

  it.scopedLive("reach no wallet, fill no log, and a concurrent bet is served", () =>
    Effect.gen(function* () {
      const count = { lines: 0 }
      yield* Effect.gen(function* () {
        const { body, client, session, world } = yield* atTable
        const url = `${world.http.baseUrl}/callbacks/hub88`
        const forger = yield* makeClient({ callbackUrl: yield* callbackUrlOf(world), keys: Hub88Keys.generate() })
        const bad = Effect.forEach(
          Array.from({ length: 1000 }, (_, n) => n),
          (n) =>
            n % 2 === 0
              ? forger.raw("transaction/bet", body(), "AAAA")
              : Effect.flatMap(
                  makeClient({ callbackUrl: `${url}/${makeId("aurora" as BrandKey)}`, keys: world.provider.keys }),
                  (stranger) => stranger.raw("transaction/bet", body(), null)
                ),
          { concurrency: 20 }
        )
        const [answers, bet] = yield* Effect.all([bad, client.raw("transaction/bet", body())], { concurrency: 2 })
        expect(bet.answer.status).toBe("RS_OK")
        expect(new Set(answers.map(({ answer }) => answer.status))).toEqual(
          new Set(["RS_ERROR_INVALID_SIGNATURE", "RS_ERROR_INVALID_PARTNER"])
        )
        expect(yield* world.takeCalls).toEqual(["bet"])
        expect((yield* session.balance).answer.balance).toBe(9_900_000n)
        expect((yield* world.securityEvents).length).toBe(1000)
      }).pipe(Effect.provide(counting(count)))
      expect(count.lines).toBeLessThan(200)
    })
  )
})

const callbackUrlOf = (world: Effect.Effect.Success<typeof atTable>["world"]) =>
  Effect.map(
    world.credentials.list("aurora" as BrandKey),
    ([credential]) => `${world.http.baseUrl}/callbacks/hub88/${credential!.id}`
  )
