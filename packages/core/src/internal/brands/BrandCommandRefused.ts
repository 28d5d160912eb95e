import { Schema } from "effect"

/** What was asked cannot be done; the message says what is wrong with it. */
export class BrandCommandRefused extends Schema.TaggedError<BrandCommandRefused>()("BrandCommandRefused", {
  message: Schema.String
}) {}
