import * as OutboundAccount from "@croupier/core/OutboundAccount"
import { type GameRef, type PostResult, Wallet, type WalletUnavailable } from "@croupier/wallet/contract"
import { Clock, Context, Effect, Either, Layer, Option } from "effect"
import { CallLog } from "../calls/CallLog.js"
import { Catalogue } from "../catalogue/Catalogue.js"
import type { Credential } from "../credential/Credential.js"
import { Credentials } from "../credential/Credentials.js"
import type { Account } from "../launch/PlaySession.js"
import { PlaySessions } from "../launch/PlaySessions.js"
import type { CanonicalResult, PlayCommand } from "../policy/CanonicalResult.js"
import type { Adapter, Ask, Callback, CallbackAnswer, Holder, Outcome } from "./Adapter.js"
import { type SecurityEvent, SecurityEvents } from "./SecurityEvents.js"

/** Answers providers' calls. Whatever happens is answered in the protocol's words; it never fails. */
export class Callbacks extends Context.Tag("@croupier/game/Callbacks")<
  Callbacks,
  {
    /** Money may move: the caller sees to it that a client that hangs up does not cut it off. */
    readonly answer: (adapter: Adapter, credential: string, callback: Callback) => Effect.Effect<CallbackAnswer>
  }
>() {}

/** Callbacks on the wallet and the stores of games. */
export const layer: Layer.Layer<
  Callbacks,
  never,
  Wallet | Credentials | PlaySessions | Catalogue | SecurityEvents | CallLog
> = Layer.effect(
  Callbacks,
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const credentials = yield* Credentials
    const sessions = yield* PlaySessions
    const catalogue = yield* Catalogue
    const security = yield* SecurityEvents
    const log = yield* CallLog

    const suspect = (kind: SecurityEvent["kind"], credential: Credential, ask: Ask): Effect.Effect<Outcome> =>
      Effect.as(
        security.record({
          kind,
          provider: credential.provider,
          brand: credential.brand,
          credential: credential.id,
          account: ask.account.slice(0, 64)
        }),
        { _tag: "foreign" }
      )

    const outcomeOf = Effect.fnUntraced(function* (credential: Credential, ask: Ask) {
      const named = OutboundAccount.parse(ask.account)
      if (Option.isNone(named)) return refused("player-not-found")
      if (named.value.brand !== credential.brand) return yield* suspect("foreign-account", credential, ask)

      const account = yield* sessions.account(ask.account)
      const session = yield* sessionOf(credential, ask, account)
      const live = session !== undefined && (yield* sessions.isLive(session))
      if (live) {
        const own =
          session.brand === credential.brand &&
          session.provider === credential.provider &&
          session.player === account?.player
        if (!own) return yield* suspect("foreign-session", credential, ask)
      }
      if (account === undefined) return refused("player-not-found")
      if (!live && ask.session === "required") return refused(session ? "token-expired" : "invalid-token")
      if (ask.currency !== undefined && ask.currency !== account.currency) return refused("wrong-currency")

      const holder: Holder = { brand: credential.brand, ...account }
      const game = yield* gameOf(credential, ask)
      return game === undefined ? refused("game-unavailable") : yield* carryOut(ask, holder, game)
    })

    /** Of the calls of a protocol without tokens, those that need a session have the player's latest with the provider. */
    const sessionOf = ({ brand, provider }: Credential, { session, token }: Ask, account: Account | undefined) => {
      if (token !== undefined) return sessions.session(token)
      return session === "required" && account !== undefined
        ? sessions.latest(brand, provider, account.player)
        : Effect.succeed(undefined)
    }

    const gameOf = (credential: Credential, { game }: Ask): Effect.Effect<GameRef | undefined> => {
      if (game === undefined) return Effect.succeed(anyGame)
      return Effect.map(catalogue.known(credential.brand, credential.provider, game.code), (found) => {
        if (found !== undefined) return { code: found.code, category: found.category }
        // What was won is paid, even when its game has never been in the catalogue.
        return game.required ? undefined : { ...anyGame, code: game.code }
      })
    }

    const post = (
      commands: ReadonlyArray<PlayCommand>
    ): Effect.Effect<ReadonlyArray<PostResult>, WalletUnavailable> => {
      const [first] = commands
      if (first !== undefined && commands.length === 1) return Effect.map(wallet.post(first), (one) => [one])
      return Effect.flatMap(wallet.postGroup(commands), (results) => {
        const at = results.findIndex((result, index) => isDone(commands[index], result))
        if (at === -1) return Effect.succeed(results)
        const others = post([...commands.slice(0, at), ...commands.slice(at + 1)])
        return Effect.map(others, (rest) => [...rest.slice(0, at), results[at]!, ...rest.slice(at)])
      })
    }

    const carryOut = (ask: Ask, holder: Holder, game: GameRef): Effect.Effect<Outcome> => {
      const commands = ask.commands(holder, game)
      const [first] = commands
      if (first === undefined) {
        return wallet.balance(holder.brand, holder.player).pipe(
          Effect.map((balance): Outcome => ({ _tag: "balance", holder, balance })),
          Effect.catchTags({
            WalletNotFound: () => Effect.succeed(refused("player-not-found")),
            WalletUnavailable: () => Effect.succeed(refused("retryable"))
          })
        )
      }
      return post(commands).pipe(
        Effect.map((results): Outcome => ({ _tag: "posted", holder, results })),
        Effect.catchTag("WalletUnavailable", () => Effect.succeed(refused("retryable")))
      )
    }

    /** The answer, or the retryable one where something of ours broke. */
    const whole = (
      adapter: Adapter,
      callback: Callback,
      answer: Effect.Effect<CallbackAnswer>
    ): Effect.Effect<CallbackAnswer> =>
      Effect.catchAllCause(answer, (cause) =>
        Effect.as(
          Effect.annotateLogs(Effect.logError("a callback failed", cause), {
            provider: adapter.provider,
            path: callback.path.slice(0, 64)
          }),
          adapter.refuse("defect")
        )
      )

    const answered = Effect.fnUntraced(function* (adapter: Adapter, credential: Credential, callback: Callback) {
      const began = yield* Clock.currentTimeMillis
      const read = adapter.parse(callback)
      const answer = Either.isLeft(read)
        ? read.left
        : yield* whole(adapter, callback, Effect.map(outcomeOf(credential, read.right), read.right.render))
      const at = yield* Clock.currentTimeMillis
      const ask = Either.isLeft(read) ? undefined : read.right
      log.note({ credential, callback, ask, answer, fields: adapter.keptFields, at, took: at - began })
      return answer
    })

    const verified = Effect.fnUntraced(function* (adapter: Adapter, id: string, callback: Callback) {
      const { provider } = adapter
      const credential = yield* credentials.valid(provider, id)
      if (credential === undefined) {
        yield* security.record({ kind: "unknown-credential", provider, credential: id.slice(0, 64) })
        return adapter.refuse("unknown-credential")
      }
      if (!adapter.verify(credential, callback)) {
        yield* security.record({ kind: "bad-signature", provider, brand: credential.brand, credential: id })
        return adapter.refuse("bad-signature")
      }
      return yield* answered(adapter, credential, callback)
    })

    return {
      answer: (adapter, credential, callback) => whole(adapter, callback, verified(adapter, credential, callback))
    }
  })
)

/** Stands for the game where a command does not look at it, or where nothing is known of it. */
const anyGame: GameRef = { code: "unknown", category: "slots" }

/** A rollback of what was rolled back already asks for nothing, so it must not stop the others of its call. */
const isDone = (command: PlayCommand | undefined, result: PostResult): boolean =>
  command?._tag === "rollback" && result._tag === "refused" && result.reason === "already-rolled-back"

const refused = (result: CanonicalResult): Outcome => ({ _tag: "refused", result })
