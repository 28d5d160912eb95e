import { parseArgs } from "node:util"
import { Console, Effect, Either, type Scope, Stream } from "effect"
import { amountOf, fileOf, required, urlOf, wholeNumber } from "../CommandOptions.js"
import * as Hub88Simulator from "./Hub88Simulator.js"

/** What the command was asked to do. */
export interface Hub88CommandOptions {
  readonly port: number
  readonly operatorId: string
  readonly operatorKey: string
  readonly callbackUrl: string
  readonly providerKey: string | undefined
  readonly rounds: number
  readonly stake: string
}

export const usage = `croupier-sandbox hub88 --operator-id <id> --operator-key <file> --callback-url <url>
  --operator-id   the operator id, as in the credential
  --operator-key  file with the operator's public key (PEM)
  --callback-url  http://…/callbacks/hub88/<credential>
  --port          port of the provider's API on 127.0.0.1, default 9088
  --key           file with the provider's private key (PEM); default: a new key
  --rounds        rounds to play in each launched game, default 3
  --stake         stake of a round in main units, default 1`

/** Reads arguments; Left is one line that names what is wrong. */
export const parse = (args: ReadonlyArray<string>): Either.Either<Hub88CommandOptions, string> =>
  Either.try({
    try: () => {
      const { values } = parseArgs({
        args: [...args],
        options: {
          "operator-id": { type: "string" },
          "operator-key": { type: "string" },
          "callback-url": { type: "string" },
          port: { type: "string", default: "9088" },
          key: { type: "string" },
          rounds: { type: "string", default: "3" },
          stake: { type: "string", default: "1" }
        }
      })
      return {
        port: wholeNumber("port", values.port, 65_535),
        operatorId: required("operator-id", values["operator-id"]),
        operatorKey: fileOf("operator-key", required("operator-key", values["operator-key"])),
        callbackUrl: urlOf("callback-url", required("callback-url", values["callback-url"])),
        providerKey: values.key === undefined ? undefined : fileOf("key", values.key),
        rounds: wholeNumber("rounds", values.rounds, 1_000_000),
        stake: amountOf("stake", values.stake)
      }
    },
    catch: (error) => (error instanceof Error ? error.message : String(error))
  })

/** Serves the provider, and plays in every game that is launched, until it is interrupted. One line for each exchange. */
export const run = (options: Hub88CommandOptions): Effect.Effect<never, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const { callbackUrl, operatorId, operatorKey, port, providerKey, rounds, stake } = options
    const provider = yield* Hub88Simulator.make({
      port,
      ...(providerKey === undefined ? {} : { privateKeyPem: providerKey })
    })
    yield* provider.connect({ operatorId, publicKeyPem: operatorKey, callbackUrl })
    yield* Console.log(`provider at ${provider.baseUrl}; its public key:\n${provider.keys.publicKeyPem}`)
    yield* Stream.runForEach(provider.launches, ({ fields, id }) =>
      typeof fields.token === "string" ? play(provider, `${provider.baseUrl}/play/${id}`, rounds, stake) : Effect.void
    )
    return yield* Effect.never
  })

const play = (provider: Hub88Simulator.Hub88Simulator, url: string, rounds: number, stake: string) =>
  Effect.gen(function* () {
    const session = yield* provider.open({ url })
    for (let number = 1; number <= rounds; number++) {
      const bet = yield* session.bet({ amount: stake })
      yield* say(session.seat.user, bet.exchange.call, bet.exchange.answer)
      if (!bet.taken) break
      // Every other round is won.
      const win = yield* session.win({
        amount: number % 2 === 0 ? "0" : stake,
        bet: bet.id,
        round: bet.round,
        closesRound: true
      })
      yield* say(session.seat.user, win.exchange.call, win.exchange.answer)
    }
  }).pipe(Effect.catchTag("NoSuchLaunch", () => Effect.void))

const say = (
  user: string,
  call: string,
  answer: { readonly status?: string | undefined; readonly balance?: bigint | undefined }
) => Console.log(`${user} ${call} ${answer.status ?? "no answer"} ${answer.balance ?? ""}`.trimEnd())
