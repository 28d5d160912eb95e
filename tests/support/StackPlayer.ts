import { randomUUID } from "node:crypto"
import type { Hub88Session } from "@croupier/sandbox"
import { Effect } from "effect"
import { type Answer, type Ask, call, type NoAnswer } from "./Call.js"
import { expectStatus, Stack } from "./Stack.js"
import type { StackBrand } from "./StackBrands.js"

/** What a registration or a login answers. */
export interface SignedIn {
  readonly player: { readonly id: string; readonly code: string; readonly username: string; readonly status: string }
  readonly accessToken: string
  readonly refreshToken: string
}

/** The profile that a licence requires. */
export interface Person {
  readonly name: string
  readonly birthDate: string
  readonly country: string
}

/** A player of the stack with a client address of their own. */
export interface StackPlayer extends SignedIn {
  readonly brand: StackBrand
  readonly password: string
  /** A call to the player's site, through the gateway; a body is JSON. */
  readonly ask: (method: string, path: string, ask?: Ask) => Effect.Effect<Answer, NoAnswer>
}

/** A new person. */
export const newPerson = (): Person => ({ name: `Person ${randomUUID()}`, birthDate: "1990-04-12", country: "KR" })

let clients = 0

/** An address that no other client of this test file has, so that no client uses up another's limits. */
export const newAddress = (): string => {
  clients += 1
  return `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}`
}

/** Registers a player on a brand's site. */
export const register = (brand: StackBrand, person: Person = newPerson()) =>
  Effect.gen(function* () {
    const { gateway } = yield* Stack
    const address = newAddress()
    const password = randomUUID()
    const { json } = yield* expectStatus(
      201,
      call("POST", `${gateway.url}/api/player/register`, {
        host: brand.domain,
        address,
        body: { username: `p-${randomUUID().slice(0, 13)}`, password, profile: person }
      })
    )
    const signedIn = json as SignedIn
    const player: StackPlayer = {
      ...signedIn,
      brand,
      password,
      ask: (method, path, ask = {}) =>
        call(method, `${gateway.url}${path}`, { host: brand.domain, address, token: signedIn.accessToken, ...ask })
    }
    return player
  })

/** A player with money: credited by a bank statement, as recon does it. */
export const registerFunded = (brand: StackBrand, cash: string, person?: Person) =>
  Effect.tap(register(brand, person), (player) => fund(player, cash))

/** Credits a player's cash through `/internal/wallet/post`. */
export const fund = (player: StackPlayer, cash: string) =>
  Effect.gen(function* () {
    const { internal } = yield* Stack
    const { json } = yield* expectStatus(
      200,
      internal("wallet", "POST", "/internal/wallet/post", {
        body: {
          groups: [
            [
              {
                _tag: "deposit",
                brand: player.brand.key,
                wallet: player.player.id,
                key: `recon/money/${randomUUID()}`,
                actor: { kind: "service", id: "recon_service" },
                currency: player.brand.currency,
                amount: cash,
                from: { kind: "bank", sub: "main" }
              }
            ]
          ]
        }
      })
    )
    const { groups } = json as { groups: ReadonlyArray<{ results?: ReadonlyArray<{ _tag: string }> }> }
    if (groups[0]?.results?.[0]?._tag !== "ok") return yield* Effect.dieMessage(`not funded: ${JSON.stringify(json)}`)
  })

/** The player's cash as the API shows it, in main units. */
export const cashOf = (player: StackPlayer): Effect.Effect<string> =>
  Effect.map(
    expectStatus(200, player.ask("GET", "/api/wallet/balance")),
    ({ json }) => (json as { readonly cash: string }).cash
  )

/** Launches a game and joins it at the brand's provider. */
export const sit = (player: StackPlayer, game = "starlight"): Effect.Effect<Hub88Session.Hub88Session, never, Stack> =>
  Effect.gen(function* () {
    const { providers } = yield* Stack
    const { json } = yield* expectStatus(
      200,
      player.ask("POST", `/api/game/games/hub88/${game}/launch`, { body: { platform: "desktop", lang: "en" } })
    )
    return yield* Effect.orDie(providers[player.brand.key]!.open(json as { readonly url: string }))
  })
