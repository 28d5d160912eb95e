import { Schema } from "effect"

/** What was asked cannot be done; the message says which commands there are, or what is wrong with this one. */
export class OutboxCommandRefused extends Schema.TaggedError<OutboxCommandRefused>()("OutboxCommandRefused", {
  message: Schema.String
}) {}
