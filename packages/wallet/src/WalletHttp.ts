import { ServiceName } from "@croupier/core/auth/Principal"
import { ServiceToken } from "@croupier/core/auth/ServiceToken"
import * as Setting from "@croupier/core/config/Setting"
import * as FairTurns from "@croupier/core/queue/FairTurns"
import { type ConfigError, Effect, Layer, Runtime } from "effect"
import { Wallet } from "./contract/Wallet.js"
import { ask } from "./internal/client/Asking.js"
import { Connection, connections, type Outgoing } from "./internal/client/CallConnection.js"
import { PostQueue } from "./internal/client/PostQueue.js"
import { questions } from "./internal/client/questions.js"
import { guarded } from "./internal/posting/guarded.js"
import { laneOf } from "./internal/posting/laneOf.js"

/** How the wallet service is reached. */
export interface WalletHttpOptions {
  /** Where it listens, such as `http://127.0.0.1:8011`. */
  readonly url: URL | string
  /** What it calls itself in service tokens. Default `wallet_service`. */
  readonly service?: ServiceName
  /** Milliseconds within which every call is answered; more than the service's own 5000. Default 6000. */
  readonly deadline?: number
  /** Milliseconds that a connection may take. Default 1000. */
  readonly connectPatience?: number
  /** Posting requests in flight at once; a wallet's commands all go the same way. Default 2. */
  readonly lanes?: number
  /** Commands in a request at most. Default 64. */
  readonly maxBatch?: number
  /** Groups of commands of one brand that may wait in a lane; what is over is refused at once. Default 2048. */
  readonly waiting?: number
}

/** The wallet in another process, over its contract. A service token identifies the caller. */
export const layerHttp = (options: WalletHttpOptions): Layer.Layer<Wallet, never, ServiceToken> =>
  Layer.scoped(
    Wallet,
    Effect.gen(function* () {
      const tokens = yield* ServiceToken
      const run = Runtime.runPromise(yield* Effect.runtime<never>())
      const {
        connectPatience = 1000,
        deadline = 6000,
        maxBatch = 64,
        service = walletService,
        waiting = 2048
      } = options
      const connection = new Connection(new URL(options.url), connectPatience)
      const send = async (outgoing: Omit<Outgoing, "token">) =>
        connection.send({ ...outgoing, token: await run(tokens.to(service)) })
      const post = (body: string, patience: number) =>
        send({ method: "POST", path: "/internal/wallet/post", body, patience })
      const lanes = Array.from(
        { length: options.lanes ?? 2 },
        () => new PostQueue(post, { deadline, maxBatch, waiting })
      )
      const turns = FairTurns.make({ ...questionsAtOnce(connections - lanes.length), patience: deadline })
      yield* Effect.addFinalizer(() =>
        Effect.ensuring(
          Effect.promise(() => Promise.all(lanes.map((lane) => lane.idle()))),
          Effect.sync(() => connection.close())
        )
      )
      return guarded({
        post: (command) => Effect.map(laneOf(lanes, command).submit([command]), (results) => results[0]!),
        postGroup: (group) => {
          const [first] = group
          return first === undefined ? Effect.succeed([]) : laneOf(lanes, first).submit(group)
        },
        ...questions(ask({ send, deadline, turns }))
      })
    })
  )

/** `layer` at the address that `WALLET_SERVICE_URL` names. */
export const layerHttpConfig: Layer.Layer<Wallet, ConfigError.ConfigError, ServiceToken> = Layer.unwrapEffect(
  Effect.suspend(() => Effect.map(address, (url) => layerHttp({ url })))
)

/** A brand alone holds three quarters of what may be asked at once, so that another finds room at once. */
const questionsAtOnce = (concurrency: number) => ({
  concurrency: Math.max(1, concurrency),
  each: Math.max(1, Math.floor((3 * concurrency) / 4)),
  waiting: 512
})

const walletService = ServiceName.make("wallet_service")

const address = Setting.url("WALLET_SERVICE_URL", { description: "URL of wallet_service" })
