import { HttpApp, HttpServerResponse } from "@effect/platform"
import { Effect, Schema } from "effect"
import * as Problem from "./Problem.js"

/** An `Idempotency-Key`: 1 to 255 visible ASCII characters, chosen by the client for one intent. */
export const IdempotencyKey = Schema.String.pipe(
  Schema.pattern(/^[\x21-\x7e]{1,255}$/, { message: () => "an idempotency key is 1 to 255 visible ASCII characters" }),
  Schema.brand("IdempotencyKey")
).annotations({ identifier: "IdempotencyKey" })
export type IdempotencyKey = typeof IdempotencyKey.Type

/** The command needs a key and has none. */
export class IdempotencyKeyMissing extends Problem.make<IdempotencyKeyMissing>()("IdempotencyKeyMissing", {
  status: 400,
  title: "The Idempotency-Key header is missing",
  description: "Use a new key for each operation and the same key for its retries."
}) {}

/** The key is empty, too long, or holds a character that is not visible ASCII. */
export class IdempotencyKeyMalformed extends Problem.make<IdempotencyKeyMalformed>()("IdempotencyKeyMalformed", {
  status: 400,
  title: "The Idempotency-Key header must be 1 to 255 visible ASCII characters"
}) {}

/** The key was used before, with another body. */
export class IdempotencyKeyReused extends Problem.make<IdempotencyKeyReused>()("IdempotencyKeyReused", {
  status: 422,
  title: "The Idempotency-Key was used for a different request",
  description: "The first request with this key had a different body. Nothing was changed; use a new key."
}) {}

/** The first request with this key is still running. */
export class IdempotencyKeyInUse extends Problem.make<IdempotencyKeyInUse>()("IdempotencyKeyInUse", {
  status: 409,
  title: "The first request with this Idempotency-Key is still in progress",
  description: "Retry after the number of seconds in `Retry-After`.",
  headers: () => ({ "retry-after": "1" })
}) {}

/** Headers of an endpoint that needs an idempotency key; `required` judges it, so that each mistake has its own problem. */
export const Headers = Schema.Struct({
  "idempotency-key": Schema.optional(Schema.String).annotations({
    description: "1 to 255 visible ASCII characters; required",
    jsonSchema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" }
  })
})

/** The key of a command, or the problem that says what is wrong with it. */
export const required = (
  headers: typeof Headers.Type
): Effect.Effect<IdempotencyKey, IdempotencyKeyMissing | IdempotencyKeyMalformed> => {
  const key = headers["idempotency-key"]
  if (key === undefined) return Effect.fail(new IdempotencyKeyMissing())
  return isKey(key) ? Effect.succeed(key) : Effect.fail(new IdempotencyKeyMalformed())
}

const isKey = Schema.is(IdempotencyKey)

/** Marks the current response as a repetition of a stored one: `Idempotent-Replayed: true`. */
export const markReplayed: Effect.Effect<void> = HttpApp.appendPreResponseHandler((_request, response) =>
  Effect.succeed(HttpServerResponse.setHeader(response, "idempotent-replayed", "true"))
)
