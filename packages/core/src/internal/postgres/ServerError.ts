import { Schema } from "effect"

/** The embedded server cannot be prepared, started or stopped; `message` is one line that says what to do. */
export class ServerError extends Schema.TaggedError<ServerError>()("ServerError", { message: Schema.String }) {}
