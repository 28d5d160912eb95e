import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerCode, PlayerId } from "@croupier/core/Ids"
import * as OutboundAccount from "@croupier/core/OutboundAccount"
import { Context, Effect, Layer, Option } from "effect"
import * as Recently from "../Recently.js"
import { type Account, brandOfToken, hashOf, type PlaySession } from "./PlaySession.js"

/** Where launches are kept. */
export interface PlaySessionStore {
  /** Keeps the session, and the account if it is new. */
  readonly open: (code: PlayerCode, tokenHash: Uint8Array, session: PlaySession) => Effect.Effect<void>
  readonly account: (brand: BrandKey, code: PlayerCode) => Effect.Effect<Account | undefined>
  readonly codeOf: (brand: BrandKey, player: PlayerId) => Effect.Effect<PlayerCode | undefined>
  readonly session: (brand: BrandKey, tokenHash: Uint8Array) => Effect.Effect<PlaySession | undefined>
}

/** The launches that there were, and the accounts that they made known to providers. */
export class PlaySessions extends Context.Tag("@croupier/game/PlaySessions")<
  PlaySessions,
  {
    readonly open: (code: PlayerCode, token: string, session: PlaySession) => Effect.Effect<void>
    /** Who an outbound account is; nobody before his first launch. */
    readonly account: (account: string) => Effect.Effect<Account | undefined>
    /** The outbound account of a player; none before his first launch. */
    readonly accountOf: (brand: BrandKey, player: PlayerId) => Effect.Effect<string | undefined>
    /** What a token was made for, also when its time is over. */
    readonly session: (token: string) => Effect.Effect<PlaySession | undefined>
  }
>() {}

/** Neither accounts nor sessions change, so what was found once is remembered while there is room. */
const forgetAfter = 3600 * 1000

/** The launches of a store. */
export const fromStore = (store: PlaySessionStore): PlaySessions["Type"] => ({
  open: (code, token, session) => store.open(code, hashOf(token), session),
  account: Recently.make({
    ttl: forgetAfter,
    capacity: 50_000,
    lookup: (account: string) =>
      Option.match(OutboundAccount.parse(account), {
        onNone: () => Effect.succeed(undefined),
        onSome: ({ brand, code }) => store.account(brand, code)
      })
  }),
  accountOf: (brand, player) =>
    Effect.map(store.codeOf(brand, player), (code) => code && OutboundAccount.make(brand, code)),
  session: Recently.make({
    ttl: forgetAfter,
    capacity: 50_000,
    lookup: (token: string) => {
      const brand = brandOfToken(token)
      return brand === undefined ? Effect.succeed(undefined) : store.session(brand, hashOf(token))
    }
  })
})

/** Launches that live as long as the process. */
export const layerMemory: Layer.Layer<PlaySessions> = Layer.sync(PlaySessions, () => {
  const accounts = new Map<string, Account>()
  const codes = new Map<string, PlayerCode>()
  const sessions = new Map<string, PlaySession>()
  const nameOf = (brand: BrandKey, tokenHash: Uint8Array) => `${brand} ${Buffer.from(tokenHash).toString("hex")}`
  return fromStore({
    open: (code, tokenHash, session) =>
      Effect.sync(() => {
        const account = OutboundAccount.make(session.brand, code)
        if (!accounts.has(account)) accounts.set(account, { player: session.player, currency: session.currency })
        codes.set(`${session.brand} ${session.player}`, code)
        sessions.set(nameOf(session.brand, tokenHash), session)
      }),
    codeOf: (brand, player) => Effect.sync(() => codes.get(`${brand} ${player}`)),
    account: (brand, code) => Effect.sync(() => accounts.get(OutboundAccount.make(brand, code))),
    session: (brand, tokenHash) => Effect.sync(() => sessions.get(nameOf(brand, tokenHash)))
  })
})
