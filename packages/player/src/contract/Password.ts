import { Schema } from "effect"

/** A password on its way in; it is never printed. */
export const Password = Schema.Redacted(Schema.String).annotations({
  description: "8 to 128 characters; commonly used passwords are rejected",
  jsonSchema: { type: "string", format: "password" }
})
