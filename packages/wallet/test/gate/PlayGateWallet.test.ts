import type { CurrencyCode } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { PlayGate } from "@croupier/player/contract"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { type Command, TransactionKey, Wallet, WalletUnavailable } from "../../src/contract.js"
import * as PlayGateWallet from "../../src/gate/PlayGateWallet.js"
import * as WalletMemory from "../../src/WalletMemory.js"
import { aurora } from "../http/service.js"

const player = "01926d3c-7a1e-7000-8000-00000000cafe" as PlayerId
const currency = "EUR" as CurrencyCode
const actor = { kind: "player", id: player } as const
const open = { brand: aurora, player, currency }
const block = { scope: "bet", source: "status", reason: "suspended", author: actor, until: null } as const
const change = { id: `${player}/1`, brand: aurora, player, actor, change: { set: [block], clear: [] } }
const layer = Layer.provideMerge(PlayGateWallet.layer, WalletMemory.layerMemory)

/** A gate on a wallet that loses its first answers after the command was done. */
const lossy = (losses: number) => {
  let left = losses
  const lost = new WalletUnavailable({ outcome: "unknown", detail: "the line went dead" })
  const wallet = Layer.effect(
    Wallet,
    Effect.map(Wallet, (whole) => ({
      ...whole,
      post: (command: Command) =>
        Effect.flatMap(whole.post(command), (result) => (left-- > 0 ? lost : Effect.succeed(result)))
    }))
  )
  return Layer.provide(PlayGateWallet.layer, Layer.provide(wallet, WalletMemory.layerMemory))
}

describe("player's gate on the wallet", () => {
  it.effect("a change refuses the next bet from the moment that it is answered, and a repeat changes nothing", () =>
    Effect.gen(function* () {
      const gate = yield* PlayGate
      const wallet = yield* Wallet
      yield* gate.open(open)
      yield* gate.open(open)
      yield* gate.change(change)
      const bet = {
        _tag: "bet",
        brand: aurora,
        wallet: player,
        actor,
        key: TransactionKey.provider("hub88", "money", "1"),
        currency,
        amount: 0n as never,
        round: { provider: "hub88", id: "r" },
        game: { code: "g", category: "slots" }
      } as const
      expect(yield* wallet.post(bet)).toMatchObject({ _tag: "refused", reason: "player-locked" })
      yield* gate.change({ ...change, id: `${player}/2`, change: { set: [], clear: [block] } })
      yield* gate.change(change)
      expect(yield* gate.current(aurora, player)).toEqual({ blocks: [], limits: [] })
      expect(yield* wallet.post(bet)).toMatchObject({ _tag: "ok" })
    }).pipe(Effect.provide(layer))
  )

  it.effect("a player without a wallet has no gate", () =>
    Effect.gen(function* () {
      const gate = yield* PlayGate
      expect((yield* Effect.flip(gate.current(aurora, player)))._tag).toBe("GateNotFound")
      expect((yield* Effect.flip(gate.change(change)))._tag).toBe("GateNotFound")
    }).pipe(Effect.provide(layer))
  )

  it.effect("an answer that was lost is asked for again by its key; lost again, the gate is unavailable", () =>
    Effect.gen(function* () {
      yield* Effect.flatMap(PlayGate, (gate) => gate.open(open)).pipe(Effect.provide(lossy(1)))
      const lost = yield* Effect.flip(
        Effect.flatMap(PlayGate, (gate) => gate.open(open)).pipe(Effect.provide(lossy(2)))
      )
      expect(lost).toMatchObject({ _tag: "GateUnavailable", detail: "the line went dead" })
    })
  )

  it.effect(
    "a wallet that was opened elsewhere in the same currency is the player's; in another it is a reported fault",
    () =>
      Effect.gen(function* () {
        const gate = yield* PlayGate
        const wallet = yield* Wallet
        const key = TransactionKey.once("import", player)
        yield* wallet.post({ _tag: "open", brand: aurora, wallet: player, actor, key, kind: "player", currency })
        yield* gate.open(open)
        const exit = yield* Effect.exit(gate.open({ ...open, currency: "KRW" as CurrencyCode }))
        expect(String(exit)).toContain("refused to open a gate")
      }).pipe(Effect.provide(layer))
  )
})
