import type { Client } from "../../redis/Redis.js"

/** A command as Redis reads it. */
export type Command = readonly [name: string, ...args: ReadonlyArray<string | number>]

/** Sends commands in one round trip and answers their replies in order; the first that is refused is the failure. */
export const pipelined = async (client: Client, commands: ReadonlyArray<Command>): Promise<ReadonlyArray<unknown>> => {
  if (commands.length === 0) return []
  const pipeline = client.pipeline()
  for (const [name, ...args] of commands) pipeline.call(name, ...args)
  const replies = (await pipeline.exec()) ?? []
  return replies.map(([error, reply]) => {
    if (error !== null) throw error
    return reply
  })
}
