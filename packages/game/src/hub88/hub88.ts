import * as Amount from "@croupier/core/Amount"
import type { GameRef } from "@croupier/wallet/contract"
import { Either } from "effect"
import type { Adapter, Ask, CallbackAnswer, Fault, Holder, Outcome } from "../internal/callback/Adapter.js"
import * as Hub88Answer from "../internal/hub88/Hub88Answer.js"
import { type Hub88Call, read, tagOf } from "../internal/hub88/Hub88Call.js"
import { feed } from "../internal/hub88/Hub88Feed.js"
import * as Hub88Keys from "../internal/hub88/Hub88Keys.js"
import { launch } from "../internal/hub88/Hub88Launch.js"
import * as Hub88Signature from "../internal/hub88/Hub88Signature.js"
import type { Hub88Status } from "../internal/hub88/Hub88Status.js"
import * as CanonicalResult from "../internal/policy/CanonicalResult.js"
import * as PlayCommands from "../internal/provider/PlayCommands.js"
import { wordFor } from "../policy/ProviderPolicy.js"
import { hub88Policy } from "./hub88Policy.js"

/** The Hub88-compatible seamless wallet. */
export const hub88: Adapter = {
  provider: "hub88",
  policy: hub88Policy,
  verify: (credential, { body, headers }) =>
    Hub88Signature.isValid(Hub88Keys.providerKey(credential), body, headers[Hub88Signature.header]),
  parse: ({ body, path }) => {
    const tag = tagOf(path)
    if (tag === undefined) return Either.left(refuse("unknown-call"))
    return Either.mapBoth(read(tag, body), {
      onLeft: (unreadable) => Hub88Answer.make(unreadable.status, unreadable),
      onRight: ask
    })
  },
  keptFields: new Set([
    "user",
    "game_code",
    "request_uuid",
    "transaction_uuid",
    "supplier_transaction_id",
    "reference_transaction_uuid",
    "round",
    "round_closed",
    "amount",
    "currency",
    "is_free",
    "is_supplier_promo",
    "reward_uuid"
  ]),
  refuse: (fault) => refuse(fault),
  keysFrom: (entered) => ({ secret: Hub88Keys.make(), providerPublicKey: entered }),
  publicKeyOf: Hub88Keys.publicPemOf,
  checkProviderKey: Hub88Keys.complaintAbout,
  launch,
  feed
}

const faults: Readonly<Record<Fault, Hub88Status>> = {
  "unknown-credential": "RS_ERROR_INVALID_PARTNER",
  "bad-signature": "RS_ERROR_INVALID_SIGNATURE",
  "unknown-call": "RS_ERROR_WRONG_SYNTAX",
  "wrong-method": "RS_ERROR_WRONG_SYNTAX",
  "ill-formed": "RS_ERROR_WRONG_SYNTAX",
  "too-large": "RS_ERROR_WRONG_SYNTAX",
  defect: "RS_ERROR_UNKNOWN"
}

const refuse = (fault: Fault): CallbackAnswer => Hub88Answer.make(faults[fault], {})

const ask = (call: Hub88Call): Ask => ({
  account: call.user,
  token: call.token,
  session: call._tag === "balance" || isStake(call) ? "token" : "ignored",
  currency: "currency" in call ? call.currency : undefined,
  about: aboutOf(call),
  asksForPlayer: call._tag === "info",
  game: call._tag === "bet" || call._tag === "win" ? { code: call.game, required: isStake(call) } : undefined,
  commands: (holder, game) => commandsOf(call, holder, game),
  render: (outcome) => render(call, outcome)
})

/** A bet that is not the beginning of a supplier's promotion, which is taken whenever it comes. */
const isStake = (call: Hub88Call): boolean => call._tag === "bet" && !call.promo

const aboutOf = (call: Hub88Call): Ask["about"] => {
  if (!("id" in call)) return { transactions: [] }
  const other = call._tag === "rollback" ? call.original : call._tag === "win" ? call.bet : undefined
  return { round: call.round, transactions: other === undefined ? [call.id] : [call.id, other] }
}

const plays = PlayCommands.make(hub88Policy)

const commandsOf = (call: Hub88Call, holder: Holder, game: GameRef): ReadonlyArray<CanonicalResult.PlayCommand> => {
  switch (call._tag) {
    case "info":
    case "balance":
      return []
    case "bet":
      return [plays.bet(holder, { ...call, ...stakeOf(call), game })]
    case "win":
      return [plays.win(holder, { ...call, game })]
    case "rollback":
      return [plays.rollback(holder, call)]
  }
}

const stakeOf = ({ amount, free }: Extract<Hub88Call, { readonly _tag: "bet" }>) =>
  free ? { amount: Amount.zero, free: amount } : { amount, free: undefined }

const render = (call: Hub88Call, outcome: Outcome): CallbackAnswer => {
  switch (outcome._tag) {
    case "balance":
      return Hub88Answer.make("RS_OK", call, outcome.balance)
    case "player":
      return Hub88Answer.player(call, outcome.holder.currency, outcome.facts)
    case "posted": {
      const [result] = outcome.results
      if (result === undefined || call._tag === "info" || call._tag === "balance") return refuse("defect")
      return Hub88Answer.make(wordFor(hub88Policy, call._tag, CanonicalResult.of(result)), call, result.balance)
    }
    case "refused":
      return Hub88Answer.make(hub88Policy.words[outcome.result], call)
    case "foreign":
      return Hub88Answer.make("RS_ERROR_INVALID_SIGNATURE", call)
  }
}
