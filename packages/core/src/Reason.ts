import { Schema } from "effect"

/** The reason for an action, 1 to 500 characters. It is stored in ledgers, events and logs, which erasure does not change. */
export const Reason = Schema.String.pipe(Schema.minLength(1), Schema.maxLength(500)).annotations({
  description: "the reason, for the audit history; stored permanently, so it must not contain personal data"
})
