import type { BrandKey } from "@croupier/core/Brand"
import { CursorInvalid, Page } from "@croupier/core/http/Cursor"
import type { WalletId } from "@croupier/core/Ids"
import { Schema } from "effect"
import { DepositRequestView } from "../../contract/DepositRequestView.js"
import { HistoryItem, RoundView } from "../../contract/History.js"
import { NewPolicy, StoredPolicy } from "../../contract/Policy.js"
import { PolicyChanged, ReceivingAccountTaken, WalletNotFound } from "../../contract/Problems.js"
import { ReceivingAccount } from "../../contract/ReceivingAccount.js"
import { Balance } from "../../contract/Result.js"
import type { PageQuery, WalletShape } from "../../contract/Wallet.js"
import { GateView } from "../../contract/WalletInternalApi.js"
import { WithdrawalView } from "../../contract/Withdrawal.js"
import type { ask, Question } from "./Asking.js"

/** Everything of the wallet that only looks, and what a brand sets, as questions to the wallet service. */
export const questions = (put: ReturnType<typeof ask>): Omit<WalletShape, "post" | "postGroup"> => ({
  balance: (brand, wallet) => put({ ...get(brand, `${of(wallet)}/balance`, readBalance), problems: noWallet }),
  gate: (brand, wallet) => put({ ...get(brand, `${of(wallet)}/gate`, readGate), problems: noWallet }),
  history: (brand, wallet, query) =>
    put({ ...get(brand, `${of(wallet)}/history?${parameters(query)}`, readHistory), problems: badCursor }),
  rounds: (brand, wallet, query) =>
    put({ ...get(brand, `${of(wallet)}/rounds?${parameters(query)}`, readRounds), problems: badCursor }),
  round: (brand, wallet, provider, id) =>
    put(get(brand, `${of(wallet)}/round?${new URLSearchParams({ provider, id })}`, readRound)),
  depositRequest: (brand, id) => put(get(brand, `/deposit-requests/${encodeURIComponent(id)}`, readRequest)),
  withdrawal: (brand, id) => put(get(brand, `/withdrawal-requests/${encodeURIComponent(id)}`, readWithdrawal)),
  withdrawals: (brand, query) =>
    put({ ...get(brand, `/withdrawal-requests?${parameters(query)}`, readWithdrawals), problems: badCursor }),
  receivingAccounts: (brand) => put(get(brand, `/receiving-accounts`, readAccounts)),
  putReceivingAccount: (brand, account) =>
    put({
      method: "PUT",
      brand,
      path: `${ofBrand(brand)}/receiving-accounts`,
      body: JSON.stringify(writeAccount(account)),
      read: () => undefined,
      problems: { "receiving-account-taken": () => new ReceivingAccountTaken() }
    }),
  policy: (brand) => put(get(brand, `/policy`, readPolicy)),
  setPolicy: (brand, next) =>
    put({
      method: "PUT",
      brand,
      path: `${ofBrand(brand)}/policy`,
      body: JSON.stringify(writePolicy(next)),
      read: () => undefined,
      problems: { "policy-changed": () => new PolicyChanged() }
    }),
  setPlayState: (brand, target, state) =>
    put({
      method: "PUT",
      brand,
      path: `${ofBrand(brand)}/play-state`,
      body: JSON.stringify({ target, state }),
      read: () => undefined
    })
})

const ofBrand = (brand: BrandKey): string => `/internal/wallet/brands/${encodeURIComponent(brand)}`
const of = (wallet: WalletId): string => `/wallets/${encodeURIComponent(wallet)}`

/** Reads what is below a brand's path. */
const get = <A>(brand: BrandKey, below: string, read: (body: string) => A): Question<A, never> => ({
  method: "GET",
  brand,
  path: `${ofBrand(brand)}${below}`,
  read
})

/** What is asked for, as a query string. */
const parameters = ({ limit, ...rest }: PageQuery & Filter): string => {
  const given = Object.entries<string | undefined>({ ...rest, limit: String(limit) })
  return new URLSearchParams(
    given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]))
  ).toString()
}

interface Filter {
  readonly kind?: string | undefined
  readonly wallet?: string | undefined
  readonly status?: string | undefined
}

const noWallet = { "wallet-not-found": () => new WalletNotFound() }
const badCursor = { "cursor-invalid": () => new CursorInvalid() }

const reading = <A, I>(schema: Schema.Schema<A, I>): ((body: string) => A) =>
  Schema.decodeUnknownSync(Schema.parseJson(schema))

const readBalance = reading(Balance)
const readGate = reading(GateView)
const readHistory = reading(Page(HistoryItem))
const readRounds = reading(Page(RoundView))
const roundIn = reading(Schema.Struct({ round: Schema.NullOr(RoundView) }))
const readRound = (body: string): RoundView | undefined => roundIn(body).round ?? undefined
const requestIn = reading(Schema.Struct({ request: Schema.NullOr(DepositRequestView) }))
const readRequest = (body: string): DepositRequestView | undefined => requestIn(body).request ?? undefined
const withdrawalIn = reading(Schema.Struct({ withdrawal: Schema.NullOr(WithdrawalView) }))
const readWithdrawal = (body: string): WithdrawalView | undefined => withdrawalIn(body).withdrawal ?? undefined
const readWithdrawals = reading(Page(WithdrawalView))
const accountsIn = reading(Schema.Struct({ accounts: Schema.Array(ReceivingAccount) }))
const readAccounts = (body: string): ReadonlyArray<ReceivingAccount> => accountsIn(body).accounts
const writeAccount = Schema.encodeSync(ReceivingAccount)
const readPolicy = reading(StoredPolicy)
const writePolicy = Schema.encodeSync(NewPolicy)
