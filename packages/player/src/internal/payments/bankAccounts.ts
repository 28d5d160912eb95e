import { KeyRing } from "@croupier/core/auth/KeyRing"
import { makeUuid } from "@croupier/core/Ids"
import { Effect } from "effect"
import {
  accountNumber,
  type BankAccountId,
  type BankAccountView,
  type NewBankAccount
} from "../../contract/BankAccount.js"
import type { PlayerRef } from "../../contract/Players.js"
import { BankAccountNotFound, BankAccountRefused, PlayerNotFound } from "../../contract/Problems.js"
import { accountKey } from "../../rules/accountKey.js"
import { masked } from "../../rules/MaskedNumber.js"
import { findPlayer } from "../account/OwnAccount.js"
import * as PersonalData from "../registration/PersonalData.js"
import { PlayerStore } from "../store/PlayerStore.js"

/** How many accounts a player may have. */
const most = 5

/** A player's accounts for payout, oldest first, their numbers masked. */
export const bankAccounts = Effect.fn("Players.bankAccounts")(function* (ref: PlayerRef) {
  const { person } = yield* findPlayer(ref)
  if (person === null) return []
  const { open } = yield* PersonalData.texts(ref, person)
  const accounts = yield* (yield* PlayerStore).bankAccounts(ref)
  return yield* Effect.forEach(accounts, ({ addedAt, bank, holder, id, number }) =>
    Effect.map(
      Effect.all([open(`bank-account/${id}/holder`, holder), open(`bank-account/${id}/number`, number)]),
      ([holder, number]): BankAccountView => ({ id, bank, holder, number: masked(number), addedAt })
    )
  )
})

/** Adds an account; the same number at the same bank is one account. */
export const addBankAccount = Effect.fn("Players.addBankAccount")(function* (request: PlayerRef & NewBankAccount) {
  const { bank, brand, holder, player } = request
  const number = accountNumber(request.number)
  const ref = { brand, player }
  const { person } = yield* findPlayer(ref)
  if (person === null) return yield* new PlayerNotFound()
  const { seal } = yield* PersonalData.texts(ref, person)
  const store = yield* PlayerStore
  const id = (yield* makeUuid) as BankAccountId
  const addedAt = yield* store.now
  const outcome = yield* store.addBankAccount(
    {
      brand,
      id,
      player,
      bank,
      holder: seal(`bank-account/${id}/holder`, holder),
      number: seal(`bank-account/${id}/number`, number),
      numberIndex: (yield* KeyRing).blindIndex(`bank-account/${brand}`, accountKey(bank, number)),
      addedAt
    },
    most
  )
  if (outcome === "forgotten") return yield* new PlayerNotFound()
  if (outcome !== "added") return yield* new BankAccountRefused({ reason: outcome })
  return { id, bank, holder, number: masked(number), addedAt } satisfies BankAccountView
})

/** Removes an account. */
export const removeBankAccount = Effect.fn("Players.removeBankAccount")(function* (
  request: PlayerRef & { readonly account: BankAccountId }
) {
  const ref = { brand: request.brand, player: request.player }
  yield* findPlayer(ref)
  const removed = yield* (yield* PlayerStore).removeBankAccount(ref, request.account)
  if (!removed) return yield* new BankAccountNotFound()
})
