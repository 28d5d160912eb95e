import { KeyRing } from "@croupier/core/auth/KeyRing"
import { isSameName } from "@croupier/core/text/PersonName"
import { Effect } from "effect"
import type { BankAccountId } from "../../contract/BankAccount.js"
import type { NameCheck, PayoutAccountView } from "../../contract/PayoutAccount.js"
import type { PlayerRef } from "../../contract/Players.js"
import { BankAccountNotFound } from "../../contract/Problems.js"
import { accountKey } from "../../rules/accountKey.js"
import { masked } from "../../rules/MaskedNumber.js"
import { findPlayer } from "../account/OwnAccount.js"
import * as PersonalData from "../registration/PersonalData.js"
import { PlayerStore } from "../store/PlayerStore.js"

/** Checks one of the player's accounts for a payout, without personal data in the answer. */
export const payoutAccount = Effect.fn("Players.payoutAccount")(function* (
  asked: PlayerRef & { readonly account: BankAccountId }
) {
  const ref = { brand: asked.brand, player: asked.player }
  const { person } = yield* findPlayer(ref)
  const store = yield* PlayerStore
  const found = (yield* store.bankAccounts(ref)).find(({ id }) => id === asked.account)
  if (person === null || found === undefined) return yield* new BankAccountNotFound()
  const { open } = yield* PersonalData.texts(ref, person)
  const holder = yield* open(`bank-account/${found.id}/holder`, found.holder)
  const number = yield* open(`bank-account/${found.id}/number`, found.number)
  const { name } = yield* PersonalData.open(ref, person)
  // Under every key of the ring: another player may have added the same number before a rotation.
  const indexes = (yield* KeyRing).blindIndexes(`bank-account/${ref.brand}`, accountKey(found.bank, number))
  return {
    bank: found.bank,
    number: masked(number),
    addedAt: found.addedAt,
    holderIsPlayer: name !== undefined && isSameName(name, holder),
    shared: yield* store.hasNumberElsewhere(ref, indexes)
  } satisfies PayoutAccountView
})

/** Compares a name with the registered one. */
export const checkName = Effect.fn("Players.checkName")(function* (asked: PlayerRef & { readonly name: string }) {
  const ref = { brand: asked.brand, player: asked.player }
  const { person } = yield* findPlayer(ref)
  const { name } = yield* PersonalData.open(ref, person)
  return { isHolder: name === undefined ? null : isSameName(name, asked.name) } satisfies NameCheck
})
