import type { Brand } from "@croupier/core/Brand"
import { Uuid, WalletId } from "@croupier/core/Ids"
import { InvalidInput } from "@croupier/core/promise/CroupierError"
import type { Session } from "@croupier/core/promise/Session"
import type { PlayGate } from "@croupier/player/contract"
import { Effect, Schema } from "effect"
import type { Command } from "../../contract/Command.js"
import { NewPolicy, PlayState, PlayTarget } from "../../contract/Policy.js"
import { ReceivingAccount } from "../../contract/ReceivingAccount.js"
import { RoundRef } from "../../contract/Round.js"
import { Wallet } from "../../contract/Wallet.js"
import { WithdrawalStatus } from "../../contract/Withdrawal.js"
import { EmbeddedWallet } from "../../embedded.js"
import type { Actor } from "./CommandInputs.js"
import { commandsOf, groupCommand } from "./commandsOf.js"
import { decode, decodeAmount, decodeCommand, decodeCurrency } from "./decode.js"
import * as plain from "./Plain.js"
import { pages } from "./pages.js"
import type { PageOptions, WalletClient, WithdrawalOptions } from "./WalletClient.js"

/** The promise API over a running wallet, for one brand. */
export const makeClient = (
  session: Session<EmbeddedWallet | PlayGate | Wallet>,
  brand: Brand,
  actor: Actor
): WalletClient => {
  const { run } = session
  const currency = brand.currencies[0]
  const commands = commandsOf({ brand: brand.key, actor, currency })
  const withWallet = <A, E>(use: (wallet: Wallet["Type"]) => Effect.Effect<A, E>) => Effect.flatMap(Wallet, use)

  const post = (wire: typeof Command.Encoded) =>
    Effect.flatMap(decodeCommand(wire), (command) =>
      Effect.flatMap(
        withWallet((wallet) => wallet.post(command)),
        (result) => (result._tag === "ok" ? Effect.succeed(plain.posted(result)) : Effect.fail(plain.refused(result)))
      )
    )
  /** In the effect, so that input which is no object rejects and does not throw. */
  const posts =
    <Input>(toWire: (input: Input) => typeof Command.Encoded) =>
    (input: Input) =>
      run(
        Effect.flatMap(
          wireOf(() => toWire(input)),
          post
        )
      )

  const historyPage: WalletClient["historyPage"] = (id, { kind, ...options } = {}) =>
    run(
      Effect.gen(function* () {
        const wallet = yield* walletId(id)
        const query = { ...(yield* pageOf(options)), kind }
        return plain.page(yield* withWallet(({ history }) => history(brand.key, wallet, query)), plain.historyItem)
      })
    )
  const roundsPage: WalletClient["roundsPage"] = (id, options = {}) =>
    run(
      Effect.gen(function* () {
        const wallet = yield* walletId(id)
        const query = yield* pageOf(options)
        return plain.page(yield* withWallet(({ rounds }) => rounds(brand.key, wallet, query)), plain.round)
      })
    )
  const withdrawalsPage: WalletClient["withdrawalsPage"] = (options = {}) =>
    run(
      Effect.gen(function* () {
        const query = yield* withdrawalsOf(options)
        return plain.page(yield* withWallet(({ withdrawals }) => withdrawals(brand.key, query)), plain.withdrawal)
      })
    )

  return {
    domain: "wallet",
    brand: brand.key,
    open: (input) =>
      run(
        Effect.gen(function* () {
          const wire = yield* wireOf(() => commands.open(input))
          const code = "currency" in wire ? wire.currency : currency
          const asked = yield* decodeCurrency(code)
          if (brand.currencies.includes(asked)) return yield* post(wire)
          return yield* Effect.fail(
            new InvalidInput(
              "currency-not-offered",
              `currency: the brand ${brand.key} offers ${brand.currencies.join(", ")}, not ${code}`
            )
          )
        })
      ),
    deposit: posts(commands.deposit),
    reverseDeposit: posts(commands.reverseDeposit),
    requestDeposit: posts(commands.requestDeposit),
    endDepositRequest: posts(commands.endDepositRequest),
    holdWithdrawal: posts(commands.holdWithdrawal),
    approveWithdrawal: posts(commands.approveWithdrawal),
    payWithdrawal: posts(commands.payWithdrawal),
    failWithdrawal: posts(commands.failWithdrawal),
    releaseWithdrawal: posts(commands.releaseWithdrawal),
    settleWithdrawal: posts(commands.settleWithdrawal),
    returnWithdrawal: posts(commands.returnWithdrawal),
    bet: posts(commands.bet),
    win: posts(commands.win),
    rollback: posts(commands.rollback),
    closeRound: posts(commands.closeRound),
    group: (inputs) =>
      run(
        Effect.gen(function* () {
          const wires = yield* wireOf(() => inputs.map((input) => groupCommand(commands, input)))
          const group = yield* Effect.forEach(wires, decodeCommand)
          const results = yield* withWallet((wallet) => wallet.postGroup(group))
          const refusal = plain.refusalOf(results)
          if (refusal !== undefined) return yield* Effect.fail(refusal)
          return results.flatMap((result) => (result._tag === "ok" ? [plain.posted(result)] : []))
        })
      ),
    grantBonus: posts(commands.grantBonus),
    convertBonus: posts(commands.convertBonus),
    forfeitBonus: posts(commands.forfeitBonus),
    payCommission: posts(commands.payCommission),
    adjust: posts(commands.adjust),
    settleDebt: posts(commands.settleDebt),
    writeOffDebt: posts(commands.writeOffDebt),
    transfer: posts(commands.transfer),
    block: posts(commands.block),
    unblock: posts(commands.unblock),
    freeze: posts(commands.freeze),
    unfreeze: posts(commands.unfreeze),
    setLimits: (input) =>
      run(
        Effect.gen(function* () {
          const wallet = yield* walletId(input.wallet)
          const held = yield* withWallet(({ balance }) => balance(brand.key, wallet))
          const limits = yield* Effect.forEach(input.limits, (limit) =>
            Effect.map(decodeAmount(held.currency, limit.amount), (units) => ({ ...limit, amount: String(units) }))
          )
          return yield* post(commands.setLimits({ ...input, limits }))
        })
      ),
    balance: (id) =>
      run(
        Effect.gen(function* () {
          const wallet = yield* walletId(id)
          return plain.balance(yield* withWallet(({ balance }) => balance(brand.key, wallet)))
        })
      ),
    gate: (id) =>
      run(
        Effect.gen(function* () {
          const wallet = yield* walletId(id)
          const held = yield* withWallet(({ balance }) => balance(brand.key, wallet))
          const { blocks, limits } = yield* withWallet(({ gate }) => gate(brand.key, wallet))
          return {
            blocks: blocks.map((block) => ({ ...block, until: block.until === null ? null : new Date(block.until) })),
            limits: limits.map((limit) => ({ ...limit, amount: plain.amount(held.currency, limit.amount) }))
          }
        })
      ),
    history: (id, options = {}) => pages((cursor) => historyPage(id, { ...options, ...cursor })),
    historyPage,
    rounds: (id, options = {}) => pages((cursor) => roundsPage(id, { ...options, ...cursor })),
    roundsPage,
    round: (id, given) =>
      run(
        Effect.gen(function* () {
          const wallet = yield* walletId(id)
          const asked = yield* decode(RoundRef, given)
          const found = yield* withWallet(({ round }) => round(brand.key, wallet, asked.provider, asked.id))
          return found === undefined ? undefined : plain.round(found)
        })
      ),
    depositRequest: (id) =>
      run(
        Effect.gen(function* () {
          const { request } = yield* decode(Schema.Struct({ request: Uuid }), { request: id })
          const found = yield* withWallet(({ depositRequest }) => depositRequest(brand.key, request))
          return found === undefined ? undefined : plain.depositRequest(found)
        })
      ),
    withdrawal: (id) =>
      run(
        Effect.gen(function* () {
          const asked = yield* decode(Schema.Struct({ withdrawal: Uuid }), { withdrawal: id })
          const found = yield* withWallet(({ withdrawal }) => withdrawal(brand.key, asked.withdrawal))
          return found === undefined ? undefined : plain.withdrawal(found)
        })
      ),
    withdrawals: (options = {}) => pages((cursor) => withdrawalsPage({ ...options, ...cursor })),
    withdrawalsPage,
    receivingAccounts: () =>
      run(
        Effect.map(
          withWallet(({ receivingAccounts }) => receivingAccounts(brand.key)),
          (accounts) => accounts.map(plain.receivingAccount)
        )
      ),
    putReceivingAccount: (given) =>
      run(
        Effect.gen(function* () {
          yield* decodeCurrency(given.currency)
          const account = yield* decode(ReceivingAccount, given)
          yield* withWallet(({ putReceivingAccount }) => putReceivingAccount(brand.key, account))
        })
      ),
    policy: () => run(withWallet(({ policy }) => policy(brand.key))),
    setPolicy: (given) =>
      run(
        Effect.flatMap(decode(NewPolicy, given), (next) => withWallet(({ setPolicy }) => setPolicy(brand.key, next)))
      ),
    setPlayState: (given, target = {}) =>
      run(
        Effect.gen(function* () {
          const { state } = yield* decode(Schema.Struct({ state: PlayState }), { state: given })
          const place = yield* decode(PlayTarget, target)
          yield* withWallet(({ setPlayState }) => setPlayState(brand.key, place, state))
        })
      ),
    health: () => run(Effect.flatMap(EmbeddedWallet, ({ health }) => health)),
    close: session.close
  }
}

const walletId = (wallet: string) =>
  Effect.map(decode(Schema.Struct({ wallet: WalletId }), { wallet }), (read) => read.wallet)

const PageQuery = Schema.Struct({
  cursor: Schema.optionalWith(Schema.String, { exact: true }),
  limit: Schema.Int.pipe(Schema.between(1, 200, { message: () => "a page has 1 to 200 items" }))
})

const pageOf = ({ cursor, limit = 50 }: PageOptions) => decode(PageQuery, { cursor, limit })

const WithdrawalQuery = Schema.Struct({
  ...PageQuery.fields,
  wallet: Schema.optionalWith(WalletId, { exact: true }),
  status: Schema.optionalWith(WithdrawalStatus, { exact: true })
})

const withdrawalsOf = ({ limit = 50, ...options }: WithdrawalOptions) => decode(WithdrawalQuery, { ...options, limit })

/** What callers without types may give: no object, or one with members of other types. */
const wireOf = <A>(make: () => A) =>
  Effect.try({
    try: make,
    catch: (cause) =>
      new InvalidInput("invalid-input", cause instanceof Error ? cause.message : "the input is not as described")
  })
