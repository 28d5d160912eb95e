import { relevance } from "@croupier/core/auth/RevocationSet"
import { Revocations } from "@croupier/core/auth/Revocations"
import type { BrandKey } from "@croupier/core/Brand"
import type { PlayerCode, PlayerId } from "@croupier/core/Ids"
import * as OutboundAccount from "@croupier/core/OutboundAccount"
import { Clock, Context, Effect, Layer, Option } from "effect"
import * as LookupCache from "../LookupCache.js"
import { type Account, brandOfToken, hashOf, isLive, type NewPlaySession, type PlaySession } from "./PlaySession.js"

/** Where launches are kept. */
export interface PlaySessionStore {
  /** Keeps the session, and the account if it is new. */
  readonly open: (code: PlayerCode, tokenHash: Uint8Array, session: NewPlaySession) => Effect.Effect<void>
  readonly account: (brand: BrandKey, code: PlayerCode) => Effect.Effect<Account | undefined>
  readonly codeOf: (brand: BrandKey, player: PlayerId) => Effect.Effect<PlayerCode | undefined>
  readonly session: (brand: BrandKey, tokenHash: Uint8Array) => Effect.Effect<PlaySession | undefined>
  /** Removes some launches that expired before an instant, and says how many. */
  readonly prune: (brand: BrandKey, before: number, limit: number) => Effect.Effect<number>
  /** Of a player's recent launches with a provider the one that ends last. */
  readonly latest: (brand: BrandKey, provider: string, player: PlayerId) => Effect.Effect<PlaySession | undefined>
}

/** The launches that there were, and the accounts that they made known to providers. */
export class PlaySessions extends Context.Tag("@croupier/game/PlaySessions")<
  PlaySessions,
  {
    readonly open: (code: PlayerCode, token: string, session: NewPlaySession) => Effect.Effect<void>
    /** Removes up to `limit` launches that expired before an instant, and says how many. Accounts stay. */
    readonly prune: PlaySessionStore["prune"]
    /** The player of an outbound account; undefined before the first launch. */
    readonly account: (account: string) => Effect.Effect<Account | undefined>
    /** The outbound account of a player; none before their first launch. */
    readonly accountOf: (brand: BrandKey, player: PlayerId) => Effect.Effect<string | undefined>
    /** What a token was made for, also when its time is over. */
    readonly session: (token: string) => Effect.Effect<PlaySession | undefined>
    /** An active launch of the player with this provider, or else the one that ended last; none where none was recent. */
    readonly latest: (brand: BrandKey, provider: string, player: PlayerId) => Effect.Effect<PlaySession | undefined>
    /**
     * Whether new bets are taken: the launch's time is not over, and the player's session under which it was made has not
     * ended, which every process knows within a second. Looks into memory only.
     */
    readonly isLive: (session: PlaySession) => Effect.Effect<boolean>
  }
>() {}

/** An account does not change, so what was found once is remembered while there is room. */
const accountsFor = 3600 * 1000

/** How long revocations end a launch; after that it is read from the store again. */
const sessionsFor = relevance / 2

/** The launches of a store; they end with the player's sessions that these revocations name. */
export const fromStore = (
  store: PlaySessionStore,
  { isLaunchRevoked }: Pick<Revocations["Type"], "isLaunchRevoked">
): PlaySessions["Type"] => {
  const isLiveAt = (session: PlaySession, now: number): boolean =>
    isLive(session, now) &&
    !isLaunchRevoked({ subject: session.player, session: session.parent, issuedAt: session.openedAt })
  const latest = LookupCache.make({
    ttl: sessionsFor,
    capacity: 50_000,
    holds: isLiveAt,
    lookup: (key: string) => {
      const [brand, provider, player] = key.split(" ") as [BrandKey, string, PlayerId]
      return store.latest(brand, provider, player)
    }
  })
  return {
    open: (code, token, session) => store.open(code, hashOf(token), session),
    prune: store.prune,
    account: LookupCache.make({
      ttl: accountsFor,
      capacity: 50_000,
      lookup: (account: string) =>
        Option.match(OutboundAccount.parse(account), {
          onNone: () => Effect.succeed(undefined),
          onSome: ({ brand, code }) => store.account(brand, code)
        })
    }),
    accountOf: (brand, player) =>
      Effect.map(store.codeOf(brand, player), (code) => code && OutboundAccount.make(brand, code)),
    session: LookupCache.make({
      ttl: sessionsFor,
      capacity: 50_000,
      lookup: (token: string) => {
        const brand = brandOfToken(token)
        return brand === undefined ? Effect.succeed(undefined) : store.session(brand, hashOf(token))
      }
    }),
    latest: (brand, provider, player) => latest(`${brand} ${provider} ${player}`),
    isLive: (session) => Effect.map(Clock.currentTimeMillis, (now) => isLiveAt(session, now))
  }
}

/** Launches in memory. */
export const layerMemory: Layer.Layer<PlaySessions, never, Revocations> = Layer.effect(
  PlaySessions,
  Effect.map(Effect.all([Revocations, Effect.clock]), ([revocations, clock]) => {
    const accounts = new Map<string, Account>()
    const codes = new Map<string, PlayerCode>()
    const sessions = new Map<string, PlaySession>()
    const nameOf = (brand: BrandKey, tokenHash: Uint8Array) => `${brand} ${Buffer.from(tokenHash).toString("hex")}`
    const isRevoked = ({ openedAt, parent, player }: PlaySession) =>
      revocations.isLaunchRevoked({ subject: player, session: parent, issuedAt: openedAt })
    return fromStore(
      {
        open: (code, tokenHash, session) =>
          Effect.sync(() => {
            const account = OutboundAccount.make(session.brand, code)
            if (!accounts.has(account)) accounts.set(account, { player: session.player, currency: session.currency })
            codes.set(`${session.brand} ${session.player}`, code)
            sessions.set(nameOf(session.brand, tokenHash), { ...session, endsAt: null })
          }),
        prune: (brand, before, limit) =>
          Effect.sync(() => {
            const over = [...sessions].filter(([, { brand: of, expiresAt }]) => of === brand && expiresAt < before)
            for (const [name] of over.slice(0, limit)) sessions.delete(name)
            return Math.min(over.length, limit)
          }),
        codeOf: (brand, player) => Effect.sync(() => codes.get(`${brand} ${player}`)),
        account: (brand, code) => Effect.sync(() => accounts.get(OutboundAccount.make(brand, code))),
        session: (brand, tokenHash) => Effect.sync(() => sessions.get(nameOf(brand, tokenHash))),
        latest: (brand, provider, player) =>
          Effect.sync(() => {
            const own = [...sessions.values()].filter(
              (session) => session.brand === brand && session.provider === provider && session.player === player
            )
            return (
              own.findLast((session) => isLive(session, clock.unsafeCurrentTimeMillis()) && !isRevoked(session)) ??
              own.at(-1)
            )
          })
      },
      revocations
    )
  })
)
