import { Either } from "effect"
import type { Adapter, Ask, CallbackAnswer, Fault } from "../internal/callback/Adapter.js"
import { sharedSecret } from "../internal/provider/sharedSecret.js"
import * as SoftswissAnswer from "../internal/softswiss/SoftswissAnswer.js"
import { read, type SoftswissCall, tagOf } from "../internal/softswiss/SoftswissCall.js"
import type { SoftswissError } from "../internal/softswiss/SoftswissCode.js"
import { closing, commandsOf } from "../internal/softswiss/SoftswissCommands.js"
import { launch } from "../internal/softswiss/SoftswissLaunch.js"
import { render } from "../internal/softswiss/SoftswissOutcome.js"
import * as SoftswissSignature from "../internal/softswiss/SoftswissSignature.js"
import { softswissPolicy } from "./softswissPolicy.js"

/** The seamless wallet after SoftSwiss' second protocol. */
export const softswiss: Adapter = {
  provider: "softswiss",
  policy: softswissPolicy,
  verify: ({ secret }, { body, headers }) =>
    SoftswissSignature.isValid(secret, body, headers[SoftswissSignature.header]),
  parse: ({ body, path }) => {
    const tag = tagOf(path)
    return tag === undefined
      ? Either.left(refuse("unknown-call"))
      : Either.mapBoth(read(tag, body), { onLeft: (code) => SoftswissAnswer.error(code), onRight: ask })
  },
  keptFields: new Set([
    "account_id",
    "currency",
    "game_id",
    "round_id",
    "round_id_provider",
    "finished",
    "transactions",
    "id_provider",
    "original_id_provider",
    "type",
    "amount"
  ]),
  refuse: (fault) => refuse(fault),
  bodyLimit: 64 * 1024,
  ...sharedSecret,
  launch
}

const faults: Readonly<Record<Fault, SoftswissError>> = {
  "unknown-credential": "403",
  "bad-signature": "403",
  "unknown-call": "404",
  "wrong-method": "400",
  "ill-formed": "400",
  "too-large": "400",
  defect: "500"
}

const refuse = (fault: Fault): CallbackAnswer => SoftswissAnswer.error(faults[fault])

const ask = (call: SoftswissCall): Ask => ({
  account: call.account,
  // No call carries one.
  token: undefined,
  session: isStake(call) ? "launch" : "ignored",
  currency: call.currency,
  about: aboutOf(call),
  game: call._tag === "betwin" ? { code: call.game, required: isStake(call) } : undefined,
  commands: (holder, game) => commandsOf(call, holder, game),
  ...("finished" in call && call.finished ? { ends: (holder) => closing(holder, call.round) } : {}),
  tellsCurrentBalance: call._tag === "finish",
  render: (outcome) => render(call, outcome)
})

const isStake = (call: SoftswissCall): boolean =>
  call._tag === "betwin" && call.transactions.some(({ type }) => type === "bet")

const aboutOf = (call: SoftswissCall): Ask["about"] => {
  switch (call._tag) {
    case "balance":
      return { transactions: [] }
    case "finish":
      return { round: call.round, transactions: [] }
    case "betwin":
      return { round: call.round, transactions: call.transactions.map(({ id }) => id) }
    case "rollback":
      return { round: call.round, transactions: call.transactions.flatMap(({ id, original }) => [id, original]) }
  }
}
