import { Schema } from "effect"

/** What identifies a person: any of these marks may be verified, each for itself. */
export const IdentityKind = Schema.Literal("name-and-birth", "national-id", "email", "phone")
export type IdentityKind = typeof IdentityKind.Type
