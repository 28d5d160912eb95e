import type { Balance, Ok, PostResult } from "@croupier/wallet/contract"
import { wordFor } from "../../policy/ProviderPolicy.js"
import { softswissPolicy } from "../../softswiss/softswissPolicy.js"
import type { CallbackAnswer, Outcome } from "../callback/Adapter.js"
import * as CanonicalResult from "../policy/CanonicalResult.js"
import * as SoftswissAmount from "./SoftswissAmount.js"
import * as SoftswissAnswer from "./SoftswissAnswer.js"
import type { SoftswissCall } from "./SoftswissCall.js"
import type { SoftswissCode } from "./SoftswissCode.js"
import { roundId } from "./SoftswissIds.js"

/** The outcome of a call in the protocol's codes. */
export const render = (call: SoftswissCall, outcome: Outcome): CallbackAnswer => {
  switch (outcome._tag) {
    case "foreign":
      return SoftswissAnswer.error("403")
    case "refused":
      return errorOf(softswissPolicy.words[outcome.result], null) ?? SoftswissAnswer.error("500")
    case "player":
      // No call of the protocol asks for it.
      return SoftswissAnswer.error("500")
    case "balance":
      return SoftswissAnswer.ok(outcome.balance, detailsOf(call, outcome, []))
    case "posted": {
      const { results } = outcome
      const refusal = refusalIn(call, results)
      if (refusal !== undefined) return refusal
      const balance = balanceAfter(results)
      return balance === null
        ? SoftswissAnswer.error("500")
        : SoftswissAnswer.ok(balance, detailsOf(call, outcome, results))
    }
  }
}

const errorOf = (code: SoftswissCode, balance: Balance | null): CallbackAnswer | undefined =>
  code === "200" ? undefined : SoftswissAnswer.error(code, balance)

/** The error of the command that was refused, if the policy has one for it; those that fell with it have nothing to say. */
const refusalIn = (call: SoftswissCall, results: ReadonlyArray<PostResult>): CallbackAnswer | undefined => {
  for (const [index, result] of results.entries()) {
    if (result._tag === "ok" || result.reason === "group-refused") continue
    const error = errorOf(
      wordFor(softswissPolicy, tagOf(call, index), CanonicalResult.of(result)),
      balanceBefore(results) ?? result.balance
    )
    if (error !== undefined) return error
  }
  return undefined
}

const tagOf = (call: SoftswissCall, index: number): CanonicalResult.PlayCommand["_tag"] => {
  if (call._tag === "rollback") return "rollback"
  return (call._tag === "betwin" ? call.transactions[index]?.type : undefined) ?? "round-close"
}

/** A refusal in the midst of a batch knows the balance there; those that fell with it know the one before the batch. */
const balanceBefore = (results: ReadonlyArray<PostResult>): Balance | null =>
  results.find((result) => result._tag === "refused" && result.reason === "group-refused")?.balance ?? null

/** The balance after the part that the wallet did last, which need not be the one listed last; a repeat finds the same. */
const balanceAfter = (results: ReadonlyArray<PostResult>): Balance | null => {
  const posted = results.filter((result) => result._tag === "ok")
  const last = posted.reduce<Ok | undefined>(
    (one, other) => (one && one.version > other.version ? one : other),
    undefined
  )
  return (last ?? results.at(-1))?.balance ?? null
}

const detailsOf = (
  call: SoftswissCall,
  { holder }: Extract<Outcome, { readonly _tag: "balance" | "posted" }>,
  results: ReadonlyArray<PostResult>
): Readonly<Record<string, unknown>> => {
  switch (call._tag) {
    case "balance":
    case "finish":
      return {}
    case "betwin":
      return {
        round_id: roundId(holder, call.round),
        transactions: call.transactions.map(({ id }, index) => ({
          id_provider: id,
          id: ourId(results[index]),
          bonus_amount: SoftswissAmount.format(call.currency, bonusIn(results[index]))
        }))
      }
    case "rollback":
      return {
        round_id: roundId(holder, call.round),
        transactions: call.transactions.map(({ id }, index) => ({ id_provider: id, id: ourId(results[index]) }))
      }
  }
}

/** Our transaction; empty where there is none to name: what was rolled back is unknown, or was rolled back before. */
const ourId = (result: PostResult | undefined): string =>
  result?._tag === "ok" && result.found ? result.transaction : ""

const bonusIn = (result: PostResult | undefined): bigint => {
  const moved = result?._tag === "ok" ? result.moved.bonus : 0n
  return moved < 0n ? -moved : moved
}
