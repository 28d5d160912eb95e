import * as KeyRing from "@croupier/core/auth/KeyRing"
import * as RevocationsSql from "@croupier/core/auth/RevocationsSql"
import * as SigningKeys from "@croupier/core/auth/SigningKeys"
import * as TokenIssuer from "@croupier/core/auth/TokenIssuer"
import { putBrand, putLicence } from "@croupier/core/brands/BrandRegister"
import * as Notifier from "@croupier/core/events/Notifier"
import { withBrand } from "@croupier/core/postgres/BrandTransaction"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { ExclusionRegister, Players } from "@croupier/player/contract"
import { playerMigrations } from "@croupier/player/migrations"
import { layerSql as playersSql } from "@croupier/player/PlayersSql"
import * as Brands from "@croupier/player/testing/brands"
import { client, registration } from "@croupier/player/testing/People"
import * as DepositRequestsWallet from "@croupier/wallet/cashier/DepositRequestsWallet"
import * as PayoutAccountsPlayers from "@croupier/wallet/cashier/PayoutAccountsPlayers"
import { DepositRequests, Wallet } from "@croupier/wallet/contract"
import * as PlayGateWallet from "@croupier/wallet/gate/PlayGateWallet"
import { walletMigrations } from "@croupier/wallet/migrations"
import * as WalletSql from "@croupier/wallet/WalletSql"
import * as SqlClient from "@effect/sql/SqlClient"
import { expect, layer } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"

const aurora = Brands.brands.aurora.key
const everyBrand = Object.values(Brands.brands).map(({ key }) => key)

const seeded = Layer.effectDiscard(
  Effect.zipRight(
    Effect.forEach(Object.values(Brands.licences), putLicence),
    Effect.forEach(Object.values(Brands.brands), putBrand)
  )
).pipe(Layer.provide(Layer.fresh(TestPostgres.layerAs("croupier_config"))))

/** Players and cashier on one database, as the all-in-one shell composes them. */
const world = DepositRequestsWallet.layer.pipe(
  Layer.provide(PayoutAccountsPlayers.layer),
  Layer.provideMerge(playersSql),
  Layer.provide(PlayGateWallet.layer),
  Layer.provideMerge(WalletSql.layerSql),
  Layer.provide([TokenIssuer.layer, ExclusionRegister.none, Brands.layer, Notifier.layer]),
  Layer.provide([KeyRing.layerMemory, SigningKeys.layerMemory, RevocationsSql.layerSql({ pollEvery: "50 millis" })]),
  Layer.merge(seeded),
  Layer.provideMerge(TestPostgres.layer([playerMigrations, walletMigrations])),
  Layer.orDie
)

const owner = Layer.fresh(Layer.orDie(TestPostgres.layerOwner))

/** Every column of every table of the product as text; bytes as they are. */
const everything = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const tables = yield* sql<{ name: string }>`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema LIKE 'croupier%' AND table_type = 'BASE TABLE'`
  const texts: Array<string> = []
  for (const { name } of tables) {
    for (const row of yield* sql.unsafe(`SELECT * FROM ${name}`)) {
      for (const [column, value] of Object.entries(row)) {
        const text = value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : JSON.stringify(value, big)
        texts.push(`${name}.${column}: ${text}`)
      }
    }
  }
  return texts
}).pipe(withBrand(everyBrand), Effect.provide(owner))

const big = (_: string, value: unknown) => (typeof value === "bigint" ? String(value) : value)

const logged: Array<string> = []
const logging = Logger.add(Logger.map(Logger.jsonLogger, (line) => void logged.push(line)))

const canaries = {
  name: "Canaryname Avis",
  birthDate: "1971-03-29",
  nationalId: "CANARYID771",
  address: "77 Canarystreet",
  phone: "+82 10 7171 2929",
  email: "canarymail@canary.example",
  holder: "Canaryholder Avis",
  number: "77100299331144",
  depositor: "Canarydepositor Avis",
  device: "Canarydevice/1.0"
}

/** What would betray a canary: each of its words, in any case. */
const betrays = (line: string) =>
  Object.values({ ...canaries, digits: "1071712929" })
    .flatMap((text) => text.split(/[\s,]+/).filter((word) => word.length > 5))
    .filter((word) => line.toLowerCase().includes(word.toLowerCase()))

layer(world, { excludeTestServices: true })("personal data", (it) => {
  it.effect("is never in clear text, in no table and no log line, and erasure removes the depositor's name too", () =>
    Effect.gen(function* () {
      const players = yield* Players
      const requests = yield* DepositRequests
      const wallet = yield* Wallet
      yield* wallet.putReceivingAccount(aurora, {
        id: "main",
        bank: "Riva",
        accountNumber: "MT84",
        holder: "Aurora",
        currency: Brands.brands.aurora.currencies[0],
        status: "open",
        dailyCap: null,
        groups: []
      })
      const { address, birthDate, depositor, device, email, holder, name, nationalId, number, phone } = canaries
      const who = { name, birthDate, country: "KR", nationalId, address, phone, email }
      const request = { ...registration(aurora, who, "canaryuser"), client: { ...client, device } }
      const { player } = yield* players.register(request)
      const ref = { brand: aurora, player: player.id }
      yield* players.login({ ...request, client: request.client })
      yield* players.addBankAccount({ ...ref, bank: "Kookmin", holder, number })
      const made = yield* requests.request({
        ...ref,
        idempotencyKey: "canary-1" as never,
        amount: "1000",
        depositorName: depositor
      })
      expect((yield* wallet.depositRequest(aurora, made.value.id))?.review).toBe("other-depositor")
      expect(yield* requests.depositor({ brand: aurora, request: made.value.id })).toEqual({ name: depositor })
      const actor = { kind: "operator", id: "o1" } as const
      yield* players.verifyMark({ ...ref, mark: "email", method: "confirmation", actor })
      const reason = "documents are missing"
      yield* players.setStatus({ ...ref, status: "suspended", reason, actor })
      yield* players.exclude({ ...ref, length: "6-months" })
      expect((yield* everything).filter((text) => betrays(text).length > 0)).toEqual([])

      yield* players.setStatus({ ...ref, status: "closed", reason, actor })
      yield* players.forget({ ...ref, actor })
      expect(yield* requests.depositor({ brand: aurora, request: made.value.id })).toEqual({ name: null })
      expect(
        (yield* everything).filter((text) => [...betrays(text)].length > 0 || text.includes("canaryuser"))
      ).toEqual([])
      expect(logged.filter((line) => betrays(line).length > 0)).toEqual([])
    }).pipe(Effect.provide(logging))
  )
})
