import type { BrandKey } from "@croupier/core/Brand"
import * as SoftswissSignature from "@croupier/sandbox/softswiss/SoftswissSignature"
import * as SoftswissSimulator from "@croupier/sandbox/softswiss/SoftswissSimulator"
import { Effect, Redacted } from "effect"
import { type Credential, makeId } from "../../src/internal/credential/Credential.js"
import { aurora, eur, makeWorld } from "./World.js"

export const wheel = {
  provider: "softswiss",
  code: "acme:Wheel",
  name: "Wheel",
  category: "slots",
  currencies: []
} as const

/** The world of games, and a simulated provider that speaks softswiss. */
export const makeSoftswissWorld = Effect.gen(function* () {
  const world = yield* makeWorld
  const provider = yield* SoftswissSimulator.make({ pause: 1, patience: 3000 })

  /** A credential between a brand and the simulated provider, known to both. */
  const connect = Effect.fnUntraced(function* (brand: BrandKey) {
    const operatorId = `operator-of-${brand}`
    const secret = SoftswissSignature.makeSecret()
    const credential: Credential = {
      brand,
      provider: "softswiss",
      id: makeId(brand),
      operatorId,
      baseUrl: provider.baseUrl,
      country: "MT",
      depositUrl: null,
      secret: Redacted.make(secret),
      providerPublicKey: "",
      validFrom: 0,
      validUntil: null
    }
    yield* world.credentials.add(credential)
    const callbackUrl = `${world.http.baseUrl}/callbacks/softswiss/${credential.id}`
    yield* provider.connect({ operatorId, secret, callbackUrl })
    yield* world.games.putGames(brand, [wheel])
    return { callbackUrl, operatorId, secret }
  })

  /** A player with some euros in a launched game. */
  const sit = Effect.fnUntraced(function* (brand: BrandKey, cash: string) {
    const player = yield* world.newPlayer(brand, cash, eur)
    const launch = yield* world.games.launch(player, "softswiss", wheel.code, { platform: "desktop", lang: "en" })
    return { player, session: yield* provider.open(launch) }
  })

  return { ...world, provider, connect, sit }
})

/** A world in which a player with 100 euros has a launched game. */
export const atWheel = Effect.gen(function* () {
  const world = yield* makeSoftswissWorld
  const connection = yield* world.connect(aurora)
  const { player, session } = yield* world.sit(aurora, "100")
  const client = yield* world.provider.client(connection.operatorId)
  const { account, currency, game } = session.seat
  /** A valid batch of one bet of 1.50 with the given changes. */
  const body = (changes: object = {}, transaction: object = {}) =>
    JSON.stringify({
      account_id: account,
      currency,
      game_id: game,
      round_id: "round-1",
      transactions: [{ id_provider: "t-1", type: "bet", amount: "1.50", ...transaction }],
      ...changes
    })
  yield* world.takeCalls
  return { world, player, session, client, connection, body }
})

/** The one transaction of a batch. */
export const one = (type: "bet" | "win", amount: string, id?: string) => ({
  transactions: [{ type, amount, ...(id === undefined ? {} : { id }) }]
})
