import { outsideTransactions } from "@croupier/core/postgres/outsideTransactions"
import { Effect } from "effect"
import { flawOfTerms } from "../../contract/Policy.js"
import type { WalletShape } from "../../contract/Wallet.js"
import { groupRefusal, unstorableText } from "./groupRefusal.js"

/**
 * What every layer of the wallet checks before it does anything: no method joins its caller's transaction; text that cannot
 * be stored and a policy finer than the ledger are defects of the caller; an invalid group is refused.
 */
export const guarded = (wallet: WalletShape): WalletShape =>
  outsideTransactions("Wallet", {
    ...wallet,
    post: (command) => storable(command, wallet.post(command)),
    postGroup: (group) => {
      const refusal = groupRefusal(group)
      return refusal ? Effect.succeed(refusal) : storable(group, wallet.postGroup(group))
    },
    setPolicy: (brand, next) => {
      const flaw = flawOfTerms(next.withdrawals ?? {})
      return flaw === undefined ? wallet.setPolicy(brand, next) : Effect.dieMessage(flaw)
    }
  } satisfies WalletShape)

const storable = <A, E>(commands: object, posted: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.suspend(() => {
    const text = unstorableText(commands)
    return text === undefined ? posted : Effect.dieMessage(`${JSON.stringify(text)} cannot be stored as text`)
  })
