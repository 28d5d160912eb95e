import { refuseInTransaction } from "@croupier/core/postgres/Transaction"
import type { WalletShape } from "../contract/Wallet.js"

/** The first law of every layer: no method joins its caller's transaction; under one it dies at once and says so. */
export const outsideTransactions = (wallet: WalletShape): WalletShape => ({
  post: (command) => refuseInTransaction("Wallet.post")(wallet.post(command)),
  postGroup: (group) => refuseInTransaction("Wallet.postGroup")(wallet.postGroup(group)),
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
  setPolicy: (...ask) => refuseInTransaction("Wallet.setPolicy")(wallet.setPolicy(...ask)),
  setPlayState: (...ask) => refuseInTransaction("Wallet.setPlayState")(wallet.setPlayState(...ask))
})
