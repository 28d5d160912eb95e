import { Data, Effect, PubSub, type Scope, Stream } from "effect"
import * as Hub88Books from "./Hub88Books.js"
import * as Hub88Client from "./Hub88Client.js"
import * as Hub88Keys from "./Hub88Keys.js"
import * as Hub88Server from "./Hub88Server.js"
import * as Hub88Session from "./Hub88Session.js"
import type { Exchange } from "./Hub88Wire.js"

/** How a simulated provider runs. */
export interface Hub88SimulatorOptions extends Pick<Hub88Client.Hub88ClientOptions, "patience" | "pause" | "repeats"> {
  /** By default a free one. */
  readonly port?: number
  /** The provider's private key, so that it stays the same across restarts; by default a new one. */
  readonly privateKeyPem?: string
}

/** No launch has this address, or it was one of a demo, which has no player. */
export class NoSuchLaunch extends Data.TaggedError("NoSuchLaunch")<{ readonly url: string }> {}

/** A provider of games that speaks the Hub88 protocol: it takes launches, and plays signed rounds against wallets. */
export interface Hub88Simulator {
  /** What an operator configures as the provider's base URL and public key. */
  readonly baseUrl: string
  readonly keys: Hub88Keys.Hub88Keys
  /** Connects an operator, or changes its settings. */
  readonly connect: (operator: Hub88Server.Operator) => Effect.Effect<void>
  /** Joins a launched game; `url` is what the launch answered. */
  readonly open: (launch: { readonly url: string }) => Effect.Effect<Hub88Session.Hub88Session, NoSuchLaunch>
  /** Joins without a launch, for calls that no honest provider makes. */
  readonly seat: (operatorId: string, seat: Hub88Session.Seat) => Effect.Effect<Hub88Session.Hub88Session>
  /** A client of an operator's wallet for raw calls. */
  readonly client: (operatorId: string) => Effect.Effect<Hub88Client.Hub88Client>
  /** What operators have asked to launch, from now on. */
  readonly launches: Stream.Stream<Hub88Server.Launched>
  /** Every attempt of every session and client so far. */
  readonly exchanges: Effect.Effect<ReadonlyArray<Exchange>>
  readonly books: Hub88Books.Hub88Books
}

/** Runs a provider until the scope closes. */
export const make = (options: Hub88SimulatorOptions = {}): Effect.Effect<Hub88Simulator, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const keys = options.privateKeyPem === undefined ? Hub88Keys.generate() : Hub88Keys.fromPem(options.privateKeyPem)
    const books = yield* Hub88Books.make
    const operators = new Map<string, Hub88Server.Operator>()
    const launches = new Map<string, Hub88Server.Launched>()
    const clients = new Map<string, Hub88Client.Hub88Client>()
    const everyClient: Array<Hub88Client.Hub88Client> = []
    const announced = yield* PubSub.unbounded<Hub88Server.Launched>()

    const baseUrl = yield* Hub88Server.serve(
      {
        operator: (id) => operators.get(id),
        launchOf: (id) => launches.get(id),
        launched: (launch) =>
          Effect.zipRight(
            Effect.sync(() => launches.set(launch.id, launch)),
            PubSub.publish(announced, launch)
          ),
        books
      },
      options.port ?? 0
    )

    const client = (operatorId: string) =>
      Effect.gen(function* () {
        const known = clients.get(operatorId)
        if (known !== undefined) return known
        const operator = operators.get(operatorId)
        if (operator === undefined) return yield* Effect.dieMessage(`${operatorId} is not a connected operator`)
        const made = yield* Hub88Client.make({ ...options, keys, callbackUrl: operator.callbackUrl })
        clients.set(operatorId, made)
        everyClient.push(made)
        return made
      })

    const seat: Hub88Simulator["seat"] = (operatorId, seat) =>
      Effect.map(client(operatorId), (made) =>
        Hub88Session.make(made, (...entry) => books.enter(operatorId, ...entry), seat)
      )

    return {
      baseUrl,
      keys,
      books,
      client,
      seat,
      connect: (operator) =>
        Effect.sync(() => {
          operators.set(operator.operatorId, operator)
          clients.delete(operator.operatorId)
        }),
      open: ({ url }) =>
        Effect.suspend(() => {
          const launched = launches.get(url.slice(url.lastIndexOf("/") + 1))
          const { currency, game_code, token, user } = launched?.fields ?? {}
          return launched !== undefined && typeof user === "string" && typeof token === "string"
            ? seat(launched.operator.operatorId, { user, token, game: String(game_code), currency: String(currency) })
            : new NoSuchLaunch({ url })
        }),
      launches: Stream.fromPubSub(announced),
      exchanges: Effect.suspend(() =>
        Effect.map(
          Effect.forEach(everyClient, (each) => each.exchanges),
          (all) => all.flat()
        )
      )
    }
  })
