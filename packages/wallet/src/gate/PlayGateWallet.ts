import { GateNotFound, GateUnavailable, PlayGate } from "@croupier/player/contract"
import { Effect, Layer } from "effect"
import type { Command } from "../contract/Command.js"
import type { WalletUnavailable } from "../contract/Problems.js"
import type { Refused } from "../contract/Result.js"
import * as TransactionKey from "../contract/TransactionKey.js"
import { Wallet, type WalletShape } from "../contract/Wallet.js"

/**
 * Player's gate is the wallet's row: a change is a command, so the next bet is decided after it. Over whatever wallet
 * there is; what gave no answer is asked for once more by its key.
 */
export const layer: Layer.Layer<PlayGate, never, Wallet> = Layer.effect(
  PlayGate,
  Effect.map(Wallet, (wallet) => ({
    open: ({ brand, currency, player }) =>
      post(wallet, {
        _tag: "open",
        brand,
        wallet: player,
        actor: { kind: "player", id: player },
        key: TransactionKey.once("open", player),
        kind: "player",
        currency
      }).pipe(
        Effect.flatMap((result) => {
          if (result._tag === "ok") return Effect.void
          // An embedding app may have opened it under a key of its own.
          const same = result.reason === "wallet-exists" && result.balance?.currency === currency
          return same ? Effect.void : unexpected("open", result)
        })
      ),
    change: ({ actor, brand, change, id, player }) =>
      post(wallet, { _tag: "gate", brand, wallet: player, actor, key: TransactionKey.once("gate", id), change }).pipe(
        Effect.flatMap((result): Effect.Effect<void, GateNotFound> => {
          if (result._tag === "ok") return Effect.void
          return result.reason === "wallet-not-found" ? new GateNotFound() : unexpected("change", result)
        })
      ),
    current: (brand, player) =>
      Effect.catchTags(askedTwice(wallet.gate(brand, player)), {
        WalletNotFound: () => new GateNotFound(),
        WalletUnavailable: unavailable
      })
  }))
)

const post = (wallet: WalletShape, command: Command) =>
  Effect.catchTag(askedTwice(wallet.post(command)), "WalletUnavailable", unavailable)

const askedTwice = <A, E>(ask: Effect.Effect<A, E | WalletUnavailable>) =>
  Effect.retry(ask, {
    times: 1,
    while: (error: E | WalletUnavailable) => (error as { readonly _tag?: unknown })._tag === "WalletUnavailable"
  })

const unavailable = ({ detail }: WalletUnavailable) => new GateUnavailable({ detail })

const unexpected = (what: string, { detail, reason }: Refused): Effect.Effect<never> =>
  Effect.dieMessage(`the wallet refused to ${what} a gate: ${reason}, ${detail}`)
