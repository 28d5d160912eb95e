import { Brand, Licence } from "@croupier/core/Brand"
import * as BrandDirectory from "@croupier/core/brands/BrandDirectory"
import { ExclusionRegister, Players, PlayGate, Registration } from "@croupier/player/contract"
import { layerMemory } from "@croupier/player/PlayersMemory"
import { Effect, Layer, Schema } from "effect"

const rules = { key: "isle", jurisdiction: "Isle", minimumAge: 18, requiredProfile: ["name"] } as const
const site = { key: "aurora", licence: "isle", displayName: "Aurora", timezone: "Asia/Seoul", status: "open" } as const
const brand = Schema.decodeSync(Brand)({ ...site, currencies: ["KRW"], reportingCurrency: "KRW" })
const content = { licences: [Schema.decodeSync(Licence)(rules)], brands: [brand], domains: [] }

/** Your own money goes here: it opens a wallet, and refuses what is blocked or over a limit. */
const gate = Layer.succeed(PlayGate, {
  open: ({ currency, player }) => Effect.log(`a wallet in ${currency} for ${player}`),
  change: ({ change, player }) => Effect.log(`${player} may do less, or more, from now on`, change),
  current: () => Effect.succeed({ blocks: [], limits: [] })
})

const profile = { name: "Kim Minsu", birthDate: "1990-05-17" }
const form = Schema.decodeSync(Registration)({ username: "Lucky.Kim", password: "three-quiet-otters", profile })
const client = { address: "203.0.113.7", device: null }

export const program = Effect.gen(function* () {
  const players = yield* Players
  const { accessToken, player } = yield* players.register({ brand: brand.key, client, ...form })
  yield* players.exclude({ brand: brand.key, player: player.id, length: "24-hours" })
  return { username: player.username, accessToken }
}).pipe(
  Effect.provide(layerMemory),
  Effect.provide([gate, ExclusionRegister.none, BrandDirectory.layerMemory(content)])
)
