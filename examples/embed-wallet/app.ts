import { Amount, Brand, Currency, Ids } from "@croupier/core"
import { putBrand, putLicence } from "@croupier/core/brands/BrandRegister"
import { migrate } from "@croupier/core/postgres/Migrations"
import * as Postgres from "@croupier/core/postgres/Postgres"
import { ensureRoles } from "@croupier/core/postgres/Roles"
import { TransactionKey, Wallet, WalletMemory, WalletSql, walletMigrations } from "@croupier/wallet"
import { Console, Effect, Either, Layer, Redacted } from "effect"

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
  yield* post({ _tag: "bet", ...of, ...play, key: key("bet"), amount: euros("2.50") })
  yield* post({ _tag: "bet", ...of, ...play, key: key("bet"), amount: euros("2.50") }) // The same bet again: nothing happens.
  yield* post({
    _tag: "win",
    ...of,
    ...play,
    key: key("win"),
    amount: euros("7"),
    kind: "normal",
    missingBet: "refuse"
  })
  return Amount.format(Currency.of(currency), (yield* balance(brand, wallet)).cash)
})

/** The ledger takes nothing for a brand that is not registered. */
const register = Effect.gen(function* () {
  const licence = Brand.LicenceKey.make("mylicence")
  yield* putLicence({ key: licence, jurisdiction: "MT", minimumAge: 18, requiredProfile: [] })
  yield* putBrand({
    key: brand,
    licence,
    displayName: "My brand",
    timezone: Brand.Timezone.make("Europe/Malta"),
    currencies: [currency],
    reportingCurrency: currency,
    status: "open"
  })
})

const ownPostgres = (url: Redacted.Redacted) => {
  const connect = (role: "croupier_owner" | "croupier_app") =>
    Postgres.layer({ url, role, applicationName: "embed-wallet" })
  const prepare = Effect.zipRight(
    ensureRoles({ url }),
    Effect.provide(Effect.zipRight(migrate([walletMigrations]), register), connect("croupier_owner"))
  )
  return Layer.unwrapEffect(Effect.as(prepare, Layer.provide(WalletSql.layer, connect("croupier_app"))))
}

const url = process.env.DATABASE_URL
const wallets = { memory: WalletMemory.layer, ...(url ? { postgres: ownPostgres(Redacted.make(url)) } : {}) }
for (const [name, layer] of Object.entries(wallets)) {
  await Effect.runPromise(
    Effect.flatMap(Effect.provide(story, layer), (cash) => Console.log(`${name}: ${cash} ${currency}`))
  )
}
