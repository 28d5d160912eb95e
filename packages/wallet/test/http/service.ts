import * as Authenticate from "@croupier/core/auth/Authenticate"
import { CurrentPlayer, PlayerAuthentication, Unauthenticated } from "@croupier/core/auth/Authentication"
import { ServiceName } from "@croupier/core/auth/Principal"
import * as ServiceIdentity from "@croupier/core/auth/ServiceIdentity"
import * as ServiceToken from "@croupier/core/auth/ServiceToken"
import type { BrandKey } from "@croupier/core/Brand"
import type { CurrencyCode } from "@croupier/core/Currency"
import * as Service from "@croupier/core/http/Service"
import type { PlayerCode, PlayerId } from "@croupier/core/Ids"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { Effect, Layer, Redacted } from "effect"
import * as DepositRequests from "../../src/cashier/DepositRequestsWallet.js"
import * as WithdrawalRequests from "../../src/cashier/WithdrawalRequestsWallet.js"
import {
  PayoutAccounts,
  type ReceivingAccount,
  TransactionKey,
  Wallet,
  WalletServiceApi,
  type WalletShape,
  WithdrawalPolicy
} from "../../src/contract.js"
import * as WalletHandlers from "../../src/http/WalletHandlers.js"
import { emptyLedger, type MemoryLedger, make } from "../../src/WalletMemory.js"

export const walletService = ServiceName.make("wallet_service")

/** One identity, so that a token for `wallet_service` made in the test is taken by the service in the test. */
export const identity: Layer.Layer<ServiceToken.ServiceToken> = ServiceToken.layer.pipe(
  Layer.provide(ServiceIdentity.layerMemory(walletService))
)

/** Takes `<brand>:<player>` as a token; how real tokens are verified is core's to test. */
const playerAuthentication = Layer.succeed(PlayerAuthentication, {
  bearer: (token) => {
    const [brand, player] = Redacted.value(token).split(":")
    return player === undefined
      ? Effect.fail(new Unauthenticated())
      : Effect.succeed(
          CurrentPlayer.of({
            _tag: "player",
            brand: brand as BrandKey,
            player: player as PlayerId,
            code: "abcdefghij" as PlayerCode,
            session: "00000000-0000-7000-8000-000000000000"
          })
        )
  }
})

/** The wallet service on a given wallet, with core's own check of service tokens. */
export const serviceOn = (
  wallet: WalletShape,
  ports: Layer.Layer<WithdrawalPolicy | PayoutAccounts> = Layer.merge(WithdrawalPolicy.allowAll, PayoutAccounts.none)
) => furnished(Service.serve({ ...service, port: 0 }), wallet, ports)

/** What the wallet service is, on whatever server. */
export const service = { name: "wallet_service", api: WalletServiceApi, handlers: WalletHandlers.layer }

/** A service or a handler with everything around it but the check of service tokens. */
export const furnished = <A, E, R>(
  layer: Layer.Layer<A, E, R>,
  wallet: WalletShape,
  ports: Layer.Layer<WithdrawalPolicy | PayoutAccounts> = Layer.merge(WithdrawalPolicy.allowAll, PayoutAccounts.none)
) =>
  layer.pipe(
    Layer.provide([playerAuthentication, Authenticate.layerService, DepositRequests.layer, WithdrawalRequests.layer]),
    Layer.provide(ports),
    Layer.provide(Layer.succeed(Wallet, wallet))
  )

export const aurora = "aurora" as BrandKey
export const alice = "01926d3c-7a1e-7000-8000-00000000a11c" as PlayerId
export const bob = "01926d3c-7a1e-7000-8000-000000000b0b" as PlayerId

/** Two players with an open wallet each, at a brand that takes deposits. */
export const furnish = (wallet: WalletShape) =>
  Effect.gen(function* () {
    yield* Effect.forEach(receivingAccounts, (account) => wallet.putReceivingAccount(aurora, account))
    for (const player of [alice, bob]) {
      yield* wallet.post({
        _tag: "open",
        brand: aurora,
        wallet: player,
        actor: { kind: "player", id: player },
        key: TransactionKey.once("open", player),
        kind: "player",
        currency: "EUR" as CurrencyCode
      })
    }
  })

/** The brand's accounts for deposits. */
export const receivingAccounts: ReadonlyArray<ReceivingAccount> = [
  { id: "a-old", bank: "Gone", accountNumber: "0", status: "closed" as const },
  { id: "main", bank: "Riva", accountNumber: "MT84", status: "open" as const }
].map((own) => ({ ...own, holder: "Aurora", currency: "EUR" as CurrencyCode, dailyCap: null, groups: [] }))

/** The account that is shown to players. */
export const mainAccount: ReceivingAccount = receivingAccounts[1]!

/** A service on a ledger in memory that the test can look into. */
export interface TestWallet {
  readonly ledger: MemoryLedger
  readonly wallet: WalletShape
  readonly http: TestHttp.TestHttp
  readonly token: string
  /** Sends as a player. */
  readonly as: (
    player: PlayerId,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>
  ) => Effect.Effect<TestHttp.TestResponse>
  /** Sends as a service. */
  readonly internally: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>
  ) => Effect.Effect<TestHttp.TestResponse>
}

const started = Effect.fnUntraced(function* (
  around: (wallet: WalletShape) => WalletShape,
  on: (wallet: WalletShape) => ReturnType<typeof serviceOn>
) {
  const ledger = emptyLedger()
  const wallet = make(ledger)
  yield* furnish(wallet)
  const tokens = yield* ServiceToken.ServiceToken
  const http = yield* TestHttp.start(
    on(around(wallet)).pipe(Layer.provide(Layer.succeed(ServiceToken.ServiceToken, tokens)))
  )
  const token = yield* tokens.to(walletService)
  const test: TestWallet = {
    ledger,
    wallet,
    http,
    token,
    as: (player, method, path, body, headers) =>
      http.request(method, path, {
        headers: { authorization: `Bearer ${aurora}:${player}`, ...headers },
        ...(body === undefined ? {} : { body })
      }),
    internally: (method, path, body, headers) =>
      http.request(method, path, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(body === undefined ? {} : { body })
      })
  }
  return test
}, Effect.provide(identity))

/** Starts the service; `around` may wrap the ledger. */
export const start = (
  around: (wallet: WalletShape) => WalletShape = (wallet) => wallet,
  ports?: Parameters<typeof serviceOn>[1]
) => started(around, (wallet) => serviceOn(wallet, ports))

/** Starts it on another server. */
export const startOn = (on: (wallet: WalletShape) => ReturnType<typeof serviceOn>) => started((wallet) => wallet, on)

/** Everything that the ledger holds, as text: equal before and after means that no row was written. */
export const rowsOf = ({ entries, events, world }: MemoryLedger): string =>
  JSON.stringify(
    [
      entries,
      events,
      ...[world.wallets, world.transactions, world.rounds, world.grants, world.requests, world.withdrawals].map(
        (map) => [...map.values()]
      )
    ],
    (_key, value) => (typeof value === "bigint" ? `${value}n` : value)
  )
