import { refuseInTransaction } from "@croupier/core/postgres/Transaction"
import { Effect } from "effect"
import { flawOfTerms } from "../contract/Policy.js"
import type { WalletShape } from "../contract/Wallet.js"
import { groupRefusal, unstorableText } from "./groupRefusal.js"

/**
 * What holds on every layer before it does anything: no method joins its caller's transaction; a text that cannot be stored
 * and a policy finer than the ledger are defects of the caller, said at once; a group that is none is refused.
 */
export const outsideTransactions = (wallet: WalletShape): WalletShape => ({
  post: (command) => refuseInTransaction("Wallet.post")(storable(command, wallet.post(command))),
  postGroup: (group) =>
    refuseInTransaction("Wallet.postGroup")(
      Effect.suspend(() => {
        const refusal = groupRefusal(group)
        return refusal ? Effect.succeed(refusal) : storable(group, wallet.postGroup(group))
      })
    ),
  balance: (...ask) => refuseInTransaction("Wallet.balance")(wallet.balance(...ask)),
  gate: (...ask) => refuseInTransaction("Wallet.gate")(wallet.gate(...ask)),
  history: (...ask) => refuseInTransaction("Wallet.history")(wallet.history(...ask)),
  rounds: (...ask) => refuseInTransaction("Wallet.rounds")(wallet.rounds(...ask)),
  round: (...ask) => refuseInTransaction("Wallet.round")(wallet.round(...ask)),
  depositRequest: (...ask) => refuseInTransaction("Wallet.depositRequest")(wallet.depositRequest(...ask)),
  withdrawal: (...ask) => refuseInTransaction("Wallet.withdrawal")(wallet.withdrawal(...ask)),
  withdrawals: (...ask) => refuseInTransaction("Wallet.withdrawals")(wallet.withdrawals(...ask)),
  receivingAccounts: (brand) => refuseInTransaction("Wallet.receivingAccounts")(wallet.receivingAccounts(brand)),
  putReceivingAccount: (...ask) =>
    refuseInTransaction("Wallet.putReceivingAccount")(wallet.putReceivingAccount(...ask)),
  policy: (brand) => refuseInTransaction("Wallet.policy")(wallet.policy(brand)),
  setPolicy: (brand, next) =>
    refuseInTransaction("Wallet.setPolicy")(
      Effect.suspend(() => {
        const flaw = flawOfTerms(next.withdrawals ?? {})
        return flaw === undefined ? wallet.setPolicy(brand, next) : Effect.dieMessage(flaw)
      })
    ),
  setPlayState: (...ask) => refuseInTransaction("Wallet.setPlayState")(wallet.setPlayState(...ask))
})

const storable = <A, E>(commands: object, posted: Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.suspend(() => {
    const text = unstorableText(commands)
    return text === undefined ? posted : Effect.dieMessage(`${JSON.stringify(text)} cannot be stored as text`)
  })
