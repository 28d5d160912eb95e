import { Schema } from "effect"

/** Why somebody did something, 1 to 500 characters. It stands in ledgers, events and logs, which no erasure reaches. */
export const Reason = Schema.String.pipe(Schema.minLength(1), Schema.maxLength(500)).annotations({
  description: "why, for whoever reads the history later; it is kept for ever, so it holds no personal data"
})
