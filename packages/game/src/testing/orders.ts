import { Effect } from "effect"
import type { ProviderPolicy } from "../policy/ProviderPolicy.js"
import { expectedOf, type Message, type Stakes, type Told } from "./PolicyModel.js"

/** Every order in which a bet, its win and its rollback can arrive, each of them twice: 90 in all. */
export const everyOrder: ReadonlyArray<ReadonlyArray<Message>> = interleavings({ bet: 2, win: 2, rollback: 2 })

/** A player in front of a provider under test, with one bet, one win of it and one rollback of it to send. */
export interface Table {
  /** Sends a message; the same one again has the same bytes. */
  readonly send: (message: Message) => Effect.Effect<Told>
  /** What the wallet says that the player has, in the protocol's count. */
  readonly balance: Effect.Effect<bigint>
}

/**
 * Plays every order, each at a fresh table, and says where an answer or the end was not what the policy's model gives; no
 * lines, no difference.
 */
export const checkEveryOrder = <E, R>(
  policy: ProviderPolicy<string>,
  stakes: Stakes,
  sit: Effect.Effect<Table, E, R>
): Effect.Effect<ReadonlyArray<string>, E, R> =>
  Effect.map(
    Effect.forEach(everyOrder, (order) => Effect.flatMap(sit, (table) => checkOrder(policy, stakes, order, table))),
    (lines) => lines.flat()
  )

const checkOrder = (
  policy: ProviderPolicy<string>,
  stakes: Stakes,
  order: ReadonlyArray<Message>,
  table: Table
): Effect.Effect<ReadonlyArray<string>> =>
  Effect.gen(function* () {
    const expected = expectedOf(policy, stakes, order)
    const lines: Array<string> = []
    for (const [step, message] of order.entries()) {
      const told = yield* table.send(message)
      const wanted = expected.told[step]!
      if (told.status !== wanted.status || told.balance !== wanted.balance) {
        lines.push(
          `${order.join(" ")}: ${message} ${step + 1} was answered ${say(told)}, the model says ${say(wanted)}`
        )
      }
    }
    const end = yield* table.balance
    if (end !== expected.end) lines.push(`${order.join(" ")}: ends at ${end}, the model says ${expected.end}`)
    return lines
  })

const say = ({ balance, status }: Told): string => `${status} ${balance}`

function interleavings(left: Readonly<Record<Message, number>>): ReadonlyArray<ReadonlyArray<Message>> {
  const next = (Object.keys(left) as ReadonlyArray<Message>).filter((message) => left[message] > 0)
  if (next.length === 0) return [[]]
  return next.flatMap((message) =>
    interleavings({ ...left, [message]: left[message] - 1 }).map((rest) => [message, ...rest])
  )
}
