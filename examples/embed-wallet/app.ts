import { Amount, Brand, Currency, Ids } from "@croupier/core"
import { TransactionKey, Wallet, WalletMemory } from "@croupier/wallet"
import { EmbeddedWallet, layer } from "@croupier/wallet/embedded"
import { Console, Effect, Either, Schema } from "effect"

const currency = Currency.CurrencyCode.make("EUR")
const euros = (text: string) => Either.getOrThrow(Amount.parse(Currency.of(currency), text))
const brand = Brand.BrandKey.make("mybrand")
const wallet = Ids.WalletId.make(Ids.uuidv7(Date.now()))
const of = { brand, wallet, currency, actor: { kind: "system", id: "embed-wallet" } } as const
const play = { round: { provider: "mygames", id: "round-1" }, game: { code: "dice", category: "slots" } } as const
const key = (id: string) => TransactionKey.provider("mygames", "money", `${wallet}-${id}`)

const story = Effect.gen(function* () {
  const { balance, post } = yield* Wallet
  yield* post({ _tag: "open", ...of, key: key("open"), kind: "player" })
  yield* post({ _tag: "deposit", ...of, key: key("in"), amount: euros("20"), from: { kind: "bank", sub: "main" } })
  const bet = { _tag: "bet", ...of, ...play, key: key("bet"), amount: euros("2.50") } as const
  yield* post(bet)
  yield* post(bet) // The same bet again: nothing happens.
  const win = { _tag: "win", ...of, ...play, key: key("win"), amount: euros("7"), kind: "normal" } as const
  yield* post({ ...win, missingBet: "refuse" })
  return Amount.format(Currency.of(currency), (yield* balance(brand, wallet)).cash)
})

/** The ledger takes nothing for a brand that is not registered. */
const register = Effect.flatMap(EmbeddedWallet, ({ registerBrand }) =>
  registerBrand(
    Schema.decodeSync(Brand.Brand)({
      ...{ key: brand, licence: "mylicence", displayName: "My brand", timezone: "Europe/Malta", status: "open" },
      ...{ currencies: [currency], reportingCurrency: currency }
    }),
    Schema.decodeSync(Brand.Licence)({ key: "mylicence", jurisdiction: "MT", minimumAge: 18, requiredProfile: [] })
  )
)

const print = (where: string) => (cash: string) => Console.log(`${where}: ${cash} ${currency}`)
const databaseUrl = process.env.DATABASE_URL

await Effect.runPromise(Effect.flatMap(Effect.provide(story, WalletMemory.layerMemory), print("memory")))
if (databaseUrl) {
  const program = Effect.flatMap(Effect.zipRight(register, story), print("postgres"))
  await Effect.runPromise(Effect.provide(program, layer({ databaseUrl })))
}
