import { fromUnits } from "@croupier/core/Amount"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import type { WalletId } from "@croupier/core/Ids"
import type { Command, CommandOf, PostResult, WalletShape } from "@croupier/wallet/contract"
import { TransactionKey } from "@croupier/wallet/contract"
import { Effect } from "effect"

/** A player of the load. */
export interface Player {
  readonly brand: BrandKey
  readonly wallet: WalletId
}

const actor = { kind: "provider", id: "hub88" } as const
const currency = "EUR" as CurrencyCode
const game = { code: "starlight", category: "slots" } as const

/** Opens and funds the players. */
export const fund = (wallet: WalletShape, players: ReadonlyArray<Player>) =>
  Effect.forEach(
    players,
    (player) =>
      Effect.gen(function* () {
        yield* accepted(wallet, {
          _tag: "open",
          ...player,
          actor,
          currency,
          kind: "player",
          key: TransactionKey.once("open", player.wallet)
        })
        yield* accepted(wallet, {
          _tag: "deposit",
          ...player,
          actor,
          key: TransactionKey.once("fund", player.wallet),
          currency,
          amount: fromUnits(1_000_000_000_000n),
          from: { kind: "bank", sub: "main" }
        })
      }),
    { concurrency: 64, discard: true }
  )

/** Counts postings of 64 callers for some seconds: a bet on a random player, then the win that closes its round. */
export const runLoad = (
  wallet: WalletShape,
  options: { readonly players: ReadonlyArray<Player>; readonly providers: number; readonly seconds: number }
) =>
  Effect.gen(function* () {
    const until = Date.now() + options.seconds * 1000
    const started = performance.now()
    let posted = 0
    const caller = Effect.gen(function* () {
      while (Date.now() < until) {
        const [bet, win] = pair(options.players[Math.floor(Math.random() * options.players.length)]!, options.providers)
        yield* accepted(wallet, bet)
        yield* accepted(wallet, win)
        posted += 2
      }
    })
    yield* Effect.all(
      Array.from({ length: 64 }, () => caller),
      { concurrency: "unbounded", discard: true }
    )
    return posted / ((performance.now() - started) / 1000)
  })

const accepted = (wallet: WalletShape, command: Command) =>
  Effect.flatMap(wallet.post(command), (result: PostResult) =>
    result._tag === "ok" ? Effect.void : Effect.dieMessage(`${command._tag} was refused: ${result.detail}`)
  )

let number = 0

const pair = (player: Player, providers: number): readonly [CommandOf<"bet">, CommandOf<"win">] => {
  number += 1
  const provider = `hub${number % providers}`
  const id = `${Date.now().toString(36)}-${number}`
  const amount = fromUnits(BigInt(1 + Math.floor(Math.random() * 1000)))
  const key = TransactionKey.provider(provider, "money", `bet-${id}`)
  const common = { ...player, actor, currency, amount, round: { provider, id }, game }
  return [
    { _tag: "bet", ...common, key },
    {
      _tag: "win",
      ...common,
      key: TransactionKey.provider(provider, "money", `win-${id}`),
      kind: "normal",
      bet: key,
      missingBet: "refuse",
      closesRound: true
    }
  ]
}
