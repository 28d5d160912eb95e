import { Schema } from "effect"
import { Command } from "./Command.js"
import { PostResult } from "./Result.js"

/** The most commands that one request may hold, in all its groups together. */
export const maxCommands = 256

/** Groups of commands, each of one wallet and applied whole or not at all; groups know nothing of each other. */
export const PostBatch = Schema.Struct({
  groups: Schema.Array(Schema.Array(Command)).pipe(
    Schema.minItems(1),
    Schema.filter(
      (groups) =>
        groups.reduce((sum, group) => sum + group.length, 0) <= maxCommands ||
        `a request holds at most ${maxCommands} commands`
    )
  )
})
export type PostBatch = typeof PostBatch.Type

/**
 * What became of one group: an answer to each command; or nothing certain, as `WalletUnavailable` says it; or a fault of
 * the wallet; the cause is in its log.
 */
export const GroupAnswer = Schema.Union(
  Schema.TaggedStruct("answered", { results: Schema.Array(PostResult) }),
  Schema.TaggedStruct("unavailable", { outcome: Schema.Literal("not-applied", "unknown"), detail: Schema.String }),
  Schema.TaggedStruct("failed", {})
)
export type GroupAnswer = typeof GroupAnswer.Type

/** The answers to a batch, in the order of its groups. */
export const PostAnswers = Schema.Struct({ groups: Schema.Array(GroupAnswer) })
export type PostAnswers = typeof PostAnswers.Type
