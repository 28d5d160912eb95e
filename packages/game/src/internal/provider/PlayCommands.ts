import type { Actor } from "@croupier/core/Actor"
import type { Amount } from "@croupier/core/Amount"
import type { CurrencyCode } from "@croupier/core/Currency"
import { type CommandOf, type GameRef, TransactionKey } from "@croupier/wallet/contract"
import { missingBet, type ProviderPolicy } from "../../policy/ProviderPolicy.js"
import type { Holder } from "../callback/Adapter.js"

/** The part of a call that every transaction in a round has. */
export interface PlayedTransaction {
  /** The provider's id of the transaction. */
  readonly id: string
  /** The provider's id of the round. */
  readonly round: string
  readonly closesRound: boolean
}

/** A bet or a win of a call. */
export interface PlayedMoney extends PlayedTransaction {
  readonly game: GameRef
  readonly currency: CurrencyCode
  readonly amount: Amount
}

/** A bet; `free` is what a free bet was placed for, and then `amount` is zero. */
export interface PlayedBet extends PlayedMoney {
  readonly free?: Amount | undefined
  readonly promo?: boolean
}

/** A win. `bet` is the provider's id of the bet it pays, where the protocol names one; `kind` is `normal` by default. */
export interface PlayedWin extends PlayedMoney {
  readonly bet?: string | undefined
  readonly kind?: CommandOf<"win">["kind"]
}

/** A rollback; `original` is the provider's id of the bet or win that it rolls back. */
export interface PlayedRollback extends PlayedTransaction {
  readonly original: string
}

/** Makes the wallet's commands of one provider: keys, actor and what the policy decides are filled in. */
export interface PlayCommands {
  readonly bet: (holder: Holder, play: PlayedBet) => CommandOf<"bet">
  readonly win: (holder: Holder, play: PlayedWin) => CommandOf<"win">
  /** Its key is of a class of its own, so a rollback may have the id of what it rolls back. */
  readonly rollback: (holder: Holder, play: PlayedRollback) => CommandOf<"rollback">
  /** `id` identifies the end of this round for this player only: players of a live table share the round's id. */
  readonly close: (holder: Holder, play: Pick<PlayedTransaction, "id" | "round">) => CommandOf<"round-close">
}

/** The commands of the provider that a policy is for. */
export const make = (policy: ProviderPolicy<string>): PlayCommands => {
  const { provider } = policy
  const actor: Actor = { kind: "provider", id: provider }
  const money = (id: string) => TransactionKey.provider(provider, "money", id)
  const common = ({ brand, player }: Holder, round: string) => ({
    brand,
    wallet: player,
    actor,
    round: { provider, id: round }
  })
  const played = (holder: Holder, { amount, closesRound, currency, game, id, round }: PlayedMoney) => ({
    ...common(holder, round),
    key: money(id),
    game,
    currency,
    amount,
    closesRound
  })
  return {
    bet: (holder, bet) => ({
      _tag: "bet",
      ...played(holder, bet),
      ...(bet.free === undefined ? {} : { free: bet.free }),
      ...(bet.promo === true ? { promo: true } : {})
    }),
    win: (holder, win) => ({
      _tag: "win",
      ...played(holder, win),
      kind: win.kind ?? "normal",
      ...(win.bet === undefined ? {} : { bet: money(win.bet) }),
      missingBet: missingBet(policy)
    }),
    rollback: (holder, { closesRound, id, original, round }) => ({
      _tag: "rollback",
      ...common(holder, round),
      key: TransactionKey.provider(provider, "rollback", id),
      original: money(original),
      shortfall: policy.cases["short-reversal"].effect,
      closesRound
    }),
    close: (holder, { id, round }) => ({
      _tag: "round-close",
      ...common(holder, round),
      key: TransactionKey.provider(provider, "round", id)
    })
  }
}
