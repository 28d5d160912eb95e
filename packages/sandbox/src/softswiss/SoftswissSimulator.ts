import { Data, Effect, PubSub, type Scope, Stream } from "effect"
import * as SoftswissClient from "./SoftswissClient.js"
import * as SoftswissServer from "./SoftswissServer.js"
import * as SoftswissSession from "./SoftswissSession.js"
import type { Exchange } from "./SoftswissWire.js"

/** How a simulated provider runs. */
export interface SoftswissSimulatorOptions extends Pick<SoftswissClient.SoftswissClientOptions, "patience" | "pause"> {
  /** By default a free one. */
  readonly port?: number
}

/** No launch has this address, or it was one of a demo, which has no player. */
export class NoSuchSession extends Data.TaggedError("NoSuchSession")<{ readonly url: string }> {}

/** A provider of games that speaks the SoftSwiss-like protocol: it takes launches, and plays signed rounds against wallets. */
export interface SoftswissSimulator {
  /** What an operator configures as the provider's base URL. */
  readonly baseUrl: string
  /** Connects an operator, or changes its settings. */
  readonly connect: (operator: SoftswissServer.Operator) => Effect.Effect<void>
  /** Joins a launched game; `url` is what the launch answered. */
  readonly open: (launch: { readonly url: string }) => Effect.Effect<SoftswissSession.SoftswissSession, NoSuchSession>
  /** Joins without a launch, for calls that no honest provider makes. */
  readonly seat: (operatorId: string, seat: SoftswissSession.Seat) => Effect.Effect<SoftswissSession.SoftswissSession>
  /** A client of an operator's wallet for raw calls. */
  readonly client: (operatorId: string) => Effect.Effect<SoftswissClient.SoftswissClient>
  /** What operators have asked to launch, from now on. */
  readonly launches: Stream.Stream<SoftswissServer.Launched>
  /** Every attempt of every session and client so far. */
  readonly exchanges: Effect.Effect<ReadonlyArray<Exchange>>
}

/** Runs a provider until the scope closes. */
export const make = (options: SoftswissSimulatorOptions = {}): Effect.Effect<SoftswissSimulator, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const operators = new Map<string, SoftswissServer.Operator>()
    const launches = new Map<string, SoftswissServer.Launched>()
    const clients = new Map<string, SoftswissClient.SoftswissClient>()
    const announced = yield* PubSub.unbounded<SoftswissServer.Launched>()
    const everyClient: Array<SoftswissClient.SoftswissClient> = []

    const baseUrl = yield* SoftswissServer.serve(
      {
        operator: (id) => operators.get(id),
        launchOf: (id) => launches.get(id),
        launched: (launch) => {
          launches.set(launch.id, launch)
          announced.unsafeOffer(launch)
        }
      },
      options.port ?? 0
    )

    const client = (operatorId: string) =>
      Effect.gen(function* () {
        const known = clients.get(operatorId)
        if (known !== undefined) return known
        const operator = operators.get(operatorId)
        if (operator === undefined) return yield* Effect.dieMessage(`${operatorId} is not a connected operator`)
        const { callbackUrl, secret } = operator
        const made = yield* SoftswissClient.make({ ...options, callbackUrl, secret })
        clients.set(operatorId, made)
        everyClient.push(made)
        return made
      })

    const seat: SoftswissSimulator["seat"] = (operatorId, seat) =>
      Effect.map(client(operatorId), (made) => SoftswissSession.make(made, seat))

    return {
      baseUrl,
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
          const account = launched === undefined ? undefined : SoftswissServer.accountOf(launched.fields)
          if (launched === undefined || launched.demo || account === undefined) return new NoSuchSession({ url })
          const { currency, game } = launched.fields
          return seat(launched.operator.operatorId, { account, game: String(game), currency: String(currency) })
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
