import { noCurrency } from "@croupier/core/Currency"
import type { PlayerId } from "@croupier/core/Ids"
import { Command } from "@croupier/wallet/contract"
import { Either, Schema } from "effect"
import type { Replay } from "../../contract/KeptCall.js"
import type { Adapter, CallbackAnswer } from "../callback/Adapter.js"
import type { CanonicalResult } from "../policy/CanonicalResult.js"
import type { KeptCall } from "./StoredCall.js"

/** What a kept call means to an adapter, whatever the game's category. Undefined where its body was not kept. */
export const replay = (adapter: Adapter, call: KeptCall): Replay | undefined => {
  if (call.body === null) return undefined
  const read = adapter.parse({ path: call.path, headers: {}, body: new TextEncoder().encode(call.body) })
  if (Either.isLeft(read)) return { refusal: said(read.left), commands: [], answers: {} }
  const ask = read.right
  // A placeholder holder, for a call about an unknown account.
  const holder = { brand: call.brand, player: call.player ?? unknownPlayer, currency: ask.currency ?? noCurrency }
  return {
    refusal: null,
    commands: ask
      .commands(holder, { code: ask.game?.code ?? "unknown", category: "slots" })
      .map((command) => encode(command)),
    answers: Object.fromEntries(
      Object.keys(adapter.policy.words).map((result) => [
        result,
        said(ask.render({ _tag: "refused", result: result as CanonicalResult }))
      ])
    )
  }
}

const said = ({ body, status }: CallbackAnswer) => ({ body, status })

const unknownPlayer = "00000000-0000-7000-8000-000000000000" as PlayerId
const encode = Schema.encodeSync(Command)
