import { Schema } from "effect"

/** A password on its way in; it is never printed. */
export const Password = Schema.Redacted(Schema.String).annotations({
  description: "8 to 128 characters; anything but a well-known password",
  jsonSchema: { type: "string", format: "password" }
})
