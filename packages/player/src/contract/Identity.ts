import { Schema } from "effect"

/** What identifies a person: any of these marks may be verified, each for itself. */
export const IdentityKind = Schema.Literal("name-and-birth", "national-id", "email", "phone")
export type IdentityKind = typeof IdentityKind.Type

/** How a mark was verified: by documents, by the holder of a bank account, or by a message that was answered. */
export const VerificationMethod = Schema.Literal("kyc", "bank-account-holder", "confirmation")
export type VerificationMethod = typeof VerificationMethod.Type

/** The verified marks of a player, sorted. */
export const VerifiedMarks = Schema.Struct({ verified: Schema.Array(IdentityKind) })
export type VerifiedMarks = typeof VerifiedMarks.Type
