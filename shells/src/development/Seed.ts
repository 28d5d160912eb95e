import { putBrand, putDomain, putLicence } from "@croupier/core/brands/BrandRegister"
import { type CredentialView, Games } from "@croupier/game/contract"
import type { Hub88Simulator } from "@croupier/sandbox"
import { defaultPolicy, Wallet } from "@croupier/wallet/contract"
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

/** How a demo brand and the simulated provider know each other. */
export interface Connection {
  readonly brand: string
  readonly callbackUrl: string
}

/** Gives each brand its policy (once), its games, and a credential with the simulated provider. */
export const domains = (simulator: Hub88Simulator.Hub88Simulator, gateway: string) =>
  Effect.forEach(Demo.brands, ({ brand, country, policy }) =>
    Effect.gen(function* () {
      const wallet = yield* Wallet
      const games = yield* Games
      if ((yield* wallet.policy(brand.key)) === defaultPolicy) yield* wallet.setPolicy(brand.key, policy)
      yield* games.putGames(brand.key, Demo.games)
      const operatorId = Demo.operatorId(brand)
      const credential =
        (yield* current(brand.key, simulator)) ??
        (yield* games.issueCredential(brand.key, {
          provider: "hub88",
          operatorId,
          baseUrl: simulator.baseUrl,
          providerPublicKey: simulator.keys.publicKeyPem,
          country
        }))
      const callbackUrl = `${gateway}${credential.callbackPath}`
      yield* simulator.connect({ operatorId, publicKeyPem: credential.publicKey, callbackUrl })
      return { brand: brand.key, callbackUrl } satisfies Connection
    })
  )

/** The credential of an earlier start, unless the simulator has moved since. */
const current = (
  brand: Parameters<(typeof Games)["Service"]["credentials"]>[0],
  simulator: Hub88Simulator.Hub88Simulator
) =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const all = yield* (yield* Games).credentials(brand)
    const valid = (one: CredentialView): boolean =>
      one.baseUrl === simulator.baseUrl && (one.validUntil === null || one.validUntil > now)
    return all.find(valid)
  })
