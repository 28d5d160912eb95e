import {
  type Adapter,
  type Ask,
  type CallbackAnswer,
  CanonicalResult,
  type Fault,
  type Holder,
  type Outcome,
  PlayCommands,
  sharedSecret,
  wordFor
} from "@croupier/game/provider"
import type { GameRef } from "@croupier/wallet/contract"
import { Effect, Either } from "effect"
import { answer, type PebbleWord } from "./PebbleAnswer.js"
import { type PebbleCall, read } from "./PebbleCall.js"
import { pebblePolicy } from "./pebblePolicy.js"
import { header, isSigned, sign } from "./pebbleSignature.js"

/** The wallet of a studio that calls `POST <callback path>/wallet`. */
export const pebble: Adapter = {
  provider: "pebble",
  policy: pebblePolicy,
  verify: ({ secret }, { body, headers }) => isSigned(secret, body, headers[header]),
  parse: ({ body, path }) =>
    path === "wallet"
      ? Either.mapBoth(read(body), { onLeft: (word) => answer(word), onRight: ask })
      : Either.left(refuse("unknown-call")),
  keptFields: new Set(["call", "player", "game", "id", "round", "ends", "currency", "amount", "bet", "of"]),
  refuse: (fault) => refuse(fault),
  ...sharedSecret,
  launch: ({ baseUrl, operatorId, secret }, { account, code, currency, request, token }) => {
    const query = new URLSearchParams({ operator: operatorId, game: code, currency, lang: request.lang })
    if (account !== null) query.set("player", account)
    if (token !== null) query.set("session", token)
    return Effect.succeed(`${baseUrl.replace(/\/$/, "")}/play?${query}&signature=${sign(secret, query.toString())}`)
  }
}

const faults: Readonly<Record<Fault, PebbleWord>> = {
  "unknown-credential": "WRONG_SIGNATURE",
  "bad-signature": "WRONG_SIGNATURE",
  "unknown-call": "BAD_CALL",
  "wrong-method": "BAD_CALL",
  "ill-formed": "BAD_CALL",
  "too-large": "BAD_CALL",
  defect: "RETRY"
}

const refuse = (fault: Fault): CallbackAnswer => answer(faults[fault])

const ask = (call: PebbleCall): Ask => ({
  account: call.player,
  token: call.session,
  session: call.call === "bet" || call.call === "balance" ? "token" : "ignored",
  currency: call.currency,
  about: aboutOf(call),
  game: "game" in call ? { code: call.game, required: call.call === "bet" } : undefined,
  commands: (holder, game) => commandsOf(call, holder, game),
  tellsCurrentBalance: true,
  render: (outcome) => render(call, outcome)
})

const aboutOf = (call: PebbleCall): Ask["about"] => {
  if (call.call === "balance") return { transactions: [] }
  const other = call.call === "win" ? [call.bet] : call.call === "rollback" ? [call.of] : []
  return { round: call.round, transactions: [call.id, ...other] }
}

const plays = PlayCommands.make(pebblePolicy)

const commandsOf = (call: PebbleCall, holder: Holder, game: GameRef): ReturnType<Ask["commands"]> => {
  switch (call.call) {
    case "balance":
      return []
    case "bet":
      return [plays.bet(holder, { ...call, game, closesRound: call.ends })]
    case "win":
      return [plays.win(holder, { ...call, game, closesRound: call.ends })]
    case "rollback":
      return [plays.rollback(holder, { ...call, original: call.of, closesRound: call.ends })]
  }
}

const render = (call: PebbleCall, outcome: Outcome): CallbackAnswer => {
  switch (outcome._tag) {
    case "balance":
      return answer("OK", outcome.balance)
    case "posted": {
      const [result] = outcome.results
      return result === undefined || call.call === "balance"
        ? answer("RETRY")
        : answer(wordFor(pebblePolicy, call.call, CanonicalResult.of(result)), result.balance)
    }
    case "refused":
      return answer(pebblePolicy.words[outcome.result])
    case "foreign":
      return refuse("bad-signature")
    case "player":
      // The protocol has no call that asks for a player.
      return answer("BAD_CALL")
  }
}
