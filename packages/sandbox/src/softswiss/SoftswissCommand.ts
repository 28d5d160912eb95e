import { parseArgs } from "node:util"
import { Console, Effect, Either, type Scope, Stream } from "effect"
import { amountOf, fileOf, required, urlOf, wholeNumber } from "../CommandOptions.js"
import * as SoftswissSimulator from "./SoftswissSimulator.js"
import { codeOf, type Exchange } from "./SoftswissWire.js"

/** What the command was asked to do. */
export interface SoftswissCommandOptions {
  readonly port: number
  readonly operatorId: string
  readonly secret: string
  readonly callbackUrl: string
  readonly rounds: number
  readonly stake: string
}

export const usage = `croupier-sandbox softswiss --operator-id <id> --secret <file> --callback-url <url>
  --operator-id   the operator id, as in the credential
  --secret        file with the shared signing secret
  --callback-url  http://…/callbacks/softswiss/<credential>
  --port          port of the provider's API on 127.0.0.1, default 9089
  --rounds        rounds to play in each launched game, default 3
  --stake         stake of a round in main units, default 1`

/** Reads arguments; Left is one line that names what is wrong. */
export const parse = (args: ReadonlyArray<string>): Either.Either<SoftswissCommandOptions, string> =>
  Either.try({
    try: () => {
      const { values } = parseArgs({
        args: [...args],
        options: {
          "operator-id": { type: "string" },
          secret: { type: "string" },
          "callback-url": { type: "string" },
          port: { type: "string", default: "9089" },
          rounds: { type: "string", default: "3" },
          stake: { type: "string", default: "1" }
        }
      })
      return {
        port: wholeNumber("port", values.port, 65_535),
        operatorId: required("operator-id", values["operator-id"]),
        secret: fileOf("secret", required("secret", values.secret)).trim(),
        callbackUrl: urlOf("callback-url", required("callback-url", values["callback-url"])),
        rounds: wholeNumber("rounds", values.rounds, 1_000_000),
        stake: amountOf("stake", values.stake)
      }
    },
    catch: (error) => (error instanceof Error ? error.message : String(error))
  })

/** Serves the provider, and plays in every game that is launched, until it is interrupted. One line for each exchange. */
export const run = (options: SoftswissCommandOptions): Effect.Effect<never, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const { callbackUrl, operatorId, port, rounds, secret, stake } = options
    const provider = yield* SoftswissSimulator.make({ port })
    yield* provider.connect({ operatorId, secret, callbackUrl })
    yield* Console.log(`provider at ${provider.baseUrl}`)
    yield* Stream.runForEach(provider.launches, ({ demo, id }) =>
      demo ? Effect.void : play(provider, `${provider.baseUrl}/play/${id}`, rounds, stake)
    )
    return yield* Effect.never
  })

const play = (provider: SoftswissSimulator.SoftswissSimulator, url: string, rounds: number, stake: string) =>
  Effect.gen(function* () {
    const session = yield* provider.open({ url })
    for (let number = 1; number <= rounds; number++) {
      const bet = { type: "bet", amount: stake } as const
      // Every other round is won, in the same call as its bet.
      const transactions = number % 2 === 0 ? [bet] : [bet, { type: "win", amount: stake } as const]
      const played = yield* session.betwin({ transactions, finished: true })
      yield* say(session.seat.account, played.exchange)
      if (!played.taken) break
    }
  }).pipe(Effect.catchTag("NoSuchSession", () => Effect.void))

const say = (account: string, exchange: Exchange) =>
  Console.log(`${account} ${exchange.call} ${codeOf(exchange)} ${exchange.answer.balance ?? ""}`.trimEnd())
