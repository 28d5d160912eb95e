import type { BrandKey } from "@croupier/core/Brand"
import { putBrand, putDomain, putLicence } from "@croupier/core/brands/BrandRegister"
import { type CredentialView, Games } from "@croupier/game/contract"
import type { Hub88Simulator, SoftswissSimulator } from "@croupier/sandbox"
import { Wallet } from "@croupier/wallet/contract"
import { Clock, Effect } from "effect"
import * as Demo from "./Demo.js"

/** Writes licence, brands and domains; safe to repeat. */
export const directory = Effect.gen(function* () {
  yield* putLicence(Demo.licence)
  for (const { brand, domain } of Demo.brands) {
    yield* putBrand(brand)
    yield* putDomain({ host: domain, kind: "brand", brand: brand.key })
  }
  yield* putDomain({ host: Demo.backOffice, kind: "operator" })
})

/** How a demo brand and a simulated provider know each other. */
export interface Connection {
  readonly provider: string
  readonly brand: string
  readonly callbackUrl: string
}

/** Gives each brand its policy and an account to pay into (once), its games, and a credential with the simulated hub88. */
export const domains = (simulator: Hub88Simulator.Hub88Simulator, gateway: string) =>
  Effect.forEach(Demo.brands, (demo) =>
    Effect.gen(function* () {
      const wallet = yield* Wallet
      const games = yield* Games
      const { brand, policy, receivingAccount } = demo
      const { version } = yield* wallet.policy(brand.key)
      if (version === 0) yield* wallet.setPolicy(brand.key, { ...policy, version })
      if ((yield* wallet.receivingAccounts(brand.key)).length === 0) {
        yield* wallet.putReceivingAccount(brand.key, receivingAccount)
      }
      yield* games.putGames(brand.key, Demo.games)
      const credential = yield* credentialOf(demo, "hub88", simulator.baseUrl, simulator.keys.publicKeyPem)
      const callbackUrl = `${gateway}${credential.callbackPath}`
      const operatorId = Demo.operatorId(brand)
      yield* simulator.connect({ operatorId, publicKeyPem: credential.publicKey, callbackUrl })
      return { provider: "hub88", brand: brand.key, callbackUrl } satisfies Connection
    })
  )

/** Gives each brand a credential with the simulated softswiss. */
export const softswiss = (
  simulator: SoftswissSimulator.SoftswissSimulator,
  secretOf: (brand: string) => string,
  gateway: string
) =>
  Effect.forEach(Demo.brands, (demo) =>
    Effect.gen(function* () {
      const { brand } = demo
      const secret = secretOf(brand.key)
      const credential = yield* credentialOf(demo, "softswiss", simulator.baseUrl, secret)
      const callbackUrl = `${gateway}${credential.callbackPath}`
      yield* simulator.connect({ operatorId: Demo.operatorId(brand), secret, callbackUrl })
      return { provider: "softswiss", brand: brand.key, callbackUrl } satisfies Connection
    })
  )

/** The credential of an earlier start, or a new one where the simulator has moved since. */
const credentialOf = (
  { brand, country }: Demo.DemoBrand,
  provider: string,
  baseUrl: string,
  providerPublicKey: string
) =>
  Effect.gen(function* () {
    const games = yield* Games
    const found = yield* current(brand.key, provider, baseUrl)
    const operatorId = Demo.operatorId(brand)
    return (
      found ?? (yield* games.issueCredential(brand.key, { provider, operatorId, baseUrl, providerPublicKey, country }))
    )
  })

const current = (brand: BrandKey, provider: string, baseUrl: string) =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const all = yield* (yield* Games).credentials(brand)
    const valid = (one: CredentialView): boolean =>
      one.provider === provider && one.baseUrl === baseUrl && (one.validUntil === null || one.validUntil > now)
    return all.find(valid)
  })
