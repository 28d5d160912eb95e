import { LogSample } from "@croupier/core/log/LogSample"
import * as OutboundAccount from "@croupier/core/OutboundAccount"
import {
  type CommandOf,
  type GameRef,
  type PostResult,
  Wallet,
  type WalletNotFound,
  type WalletUnavailable
} from "@croupier/wallet/contract"
import { type Cause, Clock, Context, Effect, Either, Layer, Option } from "effect"
import type { Adapter, Ask, Callback, CallbackAnswer, Holder, Outcome } from "../internal/callback/Adapter.js"
import { CallLog } from "../internal/calls/CallLog.js"
import { Catalogue } from "../internal/catalogue/Catalogue.js"
import type { Credential } from "../internal/credential/Credential.js"
import { Credentials } from "../internal/credential/Credentials.js"
import type { Account } from "../internal/launch/PlaySession.js"
import { PlaySessions } from "../internal/launch/PlaySessions.js"
import type { CanonicalResult, PlayCommand } from "../internal/policy/CanonicalResult.js"
import { KnownPlayers } from "./KnownPlayers.js"
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
  Wallet | Credentials | PlaySessions | Catalogue | SecurityEvents | CallLog | KnownPlayers
> = Layer.effect(
  Callbacks,
  Effect.gen(function* () {
    const wallet = yield* Wallet
    const credentials = yield* Credentials
    const sessions = yield* PlaySessions
    const catalogue = yield* Catalogue
    const security = yield* SecurityEvents
    const log = yield* CallLog
    const known = yield* KnownPlayers
    const failures = new LogSample({ perSecond: 1, burst: 20 })

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
      if (ask.currency !== undefined && ask.currency !== account.currency) return refused("wrong-currency")

      const holder: Holder = { brand: credential.brand, ...account }
      const game = yield* gameOf(credential, ask)
      const obstacle =
        !live && ask.session !== "ignored"
          ? session
            ? "token-expired"
            : "invalid-token"
          : game.known || ask.game?.required !== true
            ? undefined
            : "game-unavailable"
      return obstacle === undefined
        ? yield* carryOut(ask, holder, ask.commands(holder, game.ref))
        : yield* repeatOnly(ask, holder, ask.commands(holder, game.ref), obstacle)
    })

    /** Where the protocol has no tokens, the player's latest launch with the provider. */
    const sessionOf = ({ brand, provider }: Credential, { session, token }: Ask, account: Account | undefined) => {
      if (token !== undefined) return sessions.session(token)
      return session === "launch" && account !== undefined
        ? sessions.latest(brand, provider, account.player)
        : Effect.succeed(undefined)
    }

    /** What was won is paid even when its game has never been in the catalogue. */
    const gameOf = (
      credential: Credential,
      { game }: Ask
    ): Effect.Effect<{ readonly known: boolean; readonly ref: GameRef }> => {
      if (game === undefined) return Effect.succeed({ known: false, ref: anyGame })
      return Effect.map(catalogue.known(credential.brand, credential.provider, game.code), (found) =>
        found === undefined
          ? { known: false, ref: { ...anyGame, code: game.code } }
          : { known: true, ref: { code: found.code, category: found.category } }
      )
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

    const carryOut = (ask: Ask, holder: Holder, commands: ReadonlyArray<PlayCommand>): Effect.Effect<Outcome> =>
      outcomeFor(ask, holder, commands).pipe(
        Effect.catchTags({
          WalletNotFound: () => Effect.succeed(refused("player-not-found")),
          WalletUnavailable: () => Effect.succeed(refused("retryable"))
        })
      )

    const outcomeFor = Effect.fnUntraced(function* (
      ask: Ask,
      holder: Holder,
      commands: ReadonlyArray<PlayCommand>
    ): Effect.fn.Return<Outcome, WalletNotFound | WalletUnavailable> {
      const { brand, player } = holder
      if (ask.asksForPlayer === true) {
        const facts = yield* known.factsOf(brand, player)
        return facts === undefined ? refused("retryable") : { _tag: "player", holder, facts }
      }
      if (commands.length > 0) {
        const results = yield* post(commands)
        if (ask.ends !== undefined && isTaken(commands, results) && !closedItself(commands, results)) {
          yield* end(holder, ask.ends(holder))
        }
        const isCurrent = results.every((result) => result._tag === "refused" || !result.replayed)
        if (ask.tellsCurrentBalance !== true || isCurrent) return { _tag: "posted", holder, results }
      }
      return { _tag: "balance", holder, balance: yield* wallet.balance(brand, player) }
    })

    const end = ({ brand, player }: Holder, closing: CommandOf<"round-close">) =>
      Effect.flatMap(wallet.round(brand, player, closing.round.provider, closing.round.id), (round) =>
        round?.status === "open" ? Effect.asVoid(wallet.post(closing)) : Effect.void
      )

    /** Accepts nothing new, but a repeated bet with a lost answer gets that answer, or its stake would be lost with the provider's round. */
    const repeatOnly = (
      ask: Ask,
      holder: Holder,
      commands: ReadonlyArray<PlayCommand>,
      obstacle: CanonicalResult
    ): Effect.Effect<Outcome> => {
      if (commands.length === 0) return Effect.succeed(refused(obstacle))
      const asRepeats = commands.map((each) => (each._tag === "bet" ? { ...each, repeatOnly: true } : each))
      return Effect.map(carryOut(ask, holder, asRepeats), (outcome) =>
        outcome._tag === "posted" && outcome.results.some(isNew) ? refused(obstacle) : outcome
      )
    }

    /** The answer, or the retryable one where something of ours broke. */
    const whole = (
      adapter: Adapter,
      callback: Callback,
      answer: Effect.Effect<CallbackAnswer>
    ): Effect.Effect<CallbackAnswer> =>
      Effect.catchAllCause(answer, (cause) =>
        Effect.as(logFailure(adapter.provider, callback, cause), adapter.refuse("defect"))
      )

    /** While a store is unavailable every call fails, unauthenticated ones too. */
    const logFailure = (provider: string, callback: Callback, cause: Cause.Cause<unknown>): Effect.Effect<void> =>
      failures.log(
        provider,
        Effect.annotateLogs(Effect.logError("callback failed", cause), {
          provider,
          path: callback.path.slice(0, 64)
        })
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
      return { ...(yield* answered(adapter, credential, callback)), isVerified: true }
    })

    return {
      answer: (adapter, credential, callback) => whole(adapter, callback, verified(adapter, credential, callback))
    }
  })
)

/** The game where a command does not use it, or where it is unknown. */
const anyGame: GameRef = { code: "unknown", category: "slots" }

/** A rollback of what was rolled back already asks for nothing, so it must not stop the others of its call. */
const isDone = (command: PlayCommand | undefined, result: PostResult): boolean =>
  command?._tag === "rollback" && result._tag === "refused" && result.reason === "already-rolled-back"

const isNew = (result: PostResult): boolean => result._tag === "refused" && result.reason === "no-new-bets"

const isTaken = (commands: ReadonlyArray<PlayCommand>, results: ReadonlyArray<PostResult>): boolean =>
  results.every((result, index) => result._tag === "ok" || isDone(commands[index], result))

/** Whether the last command closed the round that it names. A rollback closes its original's, which may be another. */
const closedItself = (commands: ReadonlyArray<PlayCommand>, results: ReadonlyArray<PostResult>): boolean => {
  const [command, result] = [commands.at(-1), results.at(-1)]
  return (
    command !== undefined &&
    "closesRound" in command &&
    command.closesRound === true &&
    command._tag !== "rollback" &&
    result?._tag === "ok" &&
    !result.replayed
  )
}

const refused = (result: CanonicalResult): Outcome => ({ _tag: "refused", result })
