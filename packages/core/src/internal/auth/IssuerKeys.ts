import type { KeyObject } from "node:crypto"
import { Clock, Effect } from "effect"
import { type JwksSource, KeysUnavailable } from "../../auth/JwksSource.js"
import { publicKey } from "../../auth/SigningKey.js"
import type { TokenKind } from "../../auth/TokenKind.js"

/** Least milliseconds between two fetches that were answered, and between two that were not. */
const answeredGap = 60_000
const failedGap = 2_000

/** Age in milliseconds at which keys are fetched again although all are known, so that a withdrawn key goes. */
const maxAge = 600_000

/** How many tokens with unknown ids may wait for a fetch. */
const most = 1000

/**
 * The key of an id, from memory. An unknown id is asked for once: at most one fetch a minute, however many tokens with made-up
 * ids arrive; they all wait for the same one, and beyond a bound none does. Known keys are kept while the issuer is unavailable, and
 * tokens with a known id wait for no fetch that others caused.
 */
export const make = (
  source: JwksSource["Type"],
  issuer: TokenKind
): Effect.Effect<(kid: string) => Effect.Effect<KeyObject | undefined, KeysUnavailable>> =>
  Effect.gen(function* () {
    const one = yield* Effect.makeSemaphore(1)
    let keys: ReadonlyMap<string, KeyObject> = new Map()
    let waiting = 0
    let fetchedAt = Number.NEGATIVE_INFINITY
    let failed: { readonly at: number; readonly error: KeysUnavailable } | undefined

    const refresh = (kid: string) =>
      Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        if (keys.has(kid) && now - fetchedAt < maxAge) return
        if (now - fetchedAt < answeredGap) return
        if (failed !== undefined && now - failed.at < failedGap) return yield* failed.error
        const { keys: published } = yield* Effect.tapError(source.fetch(issuer), (error) =>
          Effect.sync(() => {
            failed = { at: now, error }
          })
        )
        keys = new Map(published.map((jwk) => [jwk.kid, publicKey(jwk)]))
        fetchedAt = now
        failed = undefined
      }).pipe(one.withPermits(1))

    const refreshed = (kid: string) =>
      Effect.suspend(() => {
        if (waiting >= most) return new KeysUnavailable({ issuer, detail: "too many tokens are waiting for them" })
        waiting++
        return Effect.ensuring(
          Effect.map(refresh(kid), () => keys.get(kid)),
          Effect.sync(() => waiting--)
        )
      })

    return (kid) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const known = keys.get(kid)
        if (known === undefined) return refreshed(kid)
        const isFresh = now - fetchedAt < maxAge
        return isFresh || waiting > 0 ? Effect.succeed(known) : Effect.orElseSucceed(refreshed(kid), () => known)
      })
  })
