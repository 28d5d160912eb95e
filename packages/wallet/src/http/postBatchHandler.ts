import { Cause, Effect } from "effect"
import type { Command } from "../contract/Command.js"
import type { GroupAnswer, PostAnswers, PostBatch } from "../contract/PostBatch.js"
import type { WalletShape } from "../contract/Wallet.js"

/** Posts the groups of a request concurrently, as callers in this process would, and answers them in request order. */
export const postBatchHandler = (wallet: WalletShape, { groups }: PostBatch): Effect.Effect<PostAnswers> =>
  Effect.map(
    Effect.forEach(groups, (group) => answerOf(wallet, group), { concurrency: "unbounded" }),
    (answers) => ({ groups: answers })
  )

const answerOf = (wallet: WalletShape, group: ReadonlyArray<Command>): Effect.Effect<GroupAnswer> => {
  const [command] = group
  const results =
    command !== undefined && group.length === 1
      ? Effect.map(wallet.post(command), (result) => [result])
      : wallet.postGroup(group)
  return Effect.matchCauseEffect(results, {
    onSuccess: (answers) => Effect.succeed<GroupAnswer>({ _tag: "answered", results: answers }),
    onFailure: (cause) => {
      const failure = Cause.failureOption(cause)
      return failure._tag === "Some"
        ? Effect.succeed<GroupAnswer>({
            _tag: "unavailable",
            outcome: failure.value.outcome,
            detail: failure.value.detail
          })
        : Effect.as(Effect.logError("posting a command group failed", cause), { _tag: "failed" as const })
    }
  })
}
