import { Effect, Schema } from "effect"
import * as Payload from "../http/Payload.js"
import { invalidInput } from "./plainError.js"
import type { Session } from "./Session.js"

/**
 * One call as a promise: takes what the input's schema encodes to, and resolves to the encoded answer. Input that the schema does
 * not allow, unknown members included, rejects with an `InvalidInput`.
 */
export const promisedCall = <A, I, B, J, E, R>(
  { run }: Session<R>,
  input: Schema.Schema<A, I>,
  answer: Schema.Schema<B, J>,
  call: (input: A) => Effect.Effect<B, E, R>
): ((given: I) => Promise<J>) => {
  const decode = Schema.decodeUnknown(Payload.closed(input))
  const encode = Schema.encode(answer)
  return (given) =>
    run(
      Effect.mapError(decode(given), invalidInput).pipe(
        Effect.flatMap(call),
        Effect.flatMap((result) => Effect.orDie(encode(result)))
      )
    )
}
