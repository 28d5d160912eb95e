import type { PlayerId } from "@croupier/core/Ids"
import { type BankAccountId, Players, type PlayersShape } from "@croupier/player/contract"
import { Effect, Layer } from "effect"
import { PayoutAccounts } from "../contract/PayoutAccounts.js"
import { PayoutAccountsUnavailable } from "../contract/Problems.js"

/** Bank accounts of players, from the players' service. Other holders have none. */
export const layer: Layer.Layer<PayoutAccounts, never, Players> = Layer.effect(
  PayoutAccounts,
  Effect.map(Players, (players: PlayersShape) => ({
    find: (brand, holder, account) =>
      players.payoutAccount({ brand, player: holder as PlayerId, account: account as BankAccountId }).pipe(
        Effect.catchTags({
          BankAccountNotFound: () => Effect.succeed(undefined),
          PlayerNotFound: () => Effect.succeed(undefined),
          PlayersUnavailable: () => new PayoutAccountsUnavailable()
        })
      ),
    keepDepositor: (brand, player, request, name) =>
      players.keepDepositor({ brand, player, request, name }).pipe(
        Effect.map(({ isHolder }) => isHolder ?? undefined),
        Effect.catchTags({
          PlayerNotFound: () => Effect.succeed(undefined),
          PlayersUnavailable: () => new PayoutAccountsUnavailable()
        })
      ),
    depositor: (brand, player, request) =>
      players.depositor({ brand, player, request }).pipe(
        Effect.map(({ name }) => name ?? undefined),
        Effect.catchTags({
          PlayerNotFound: () => Effect.succeed(undefined),
          PlayersUnavailable: () => new PayoutAccountsUnavailable()
        })
      )
  }))
)
