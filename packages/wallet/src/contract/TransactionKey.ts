import type { Actor } from "@croupier/core/Actor"
import { Schema } from "effect"

/**
 * What makes a command one and the same however often it comes: `<source>/<class>/<id>`, unique within a brand. For a
 * provider the source is its name (never a credential, since its rotation must not forget) and the class keeps apart the
 * kinds of call with ids that may coincide. Keys are kept permanently.
 */
export const TransactionKey = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9-]+\/[a-z0-9-]+\/[\x21-\x7e]{1,2000}$/, {
    message: () => "a transaction key is <source>/<class>/<id> in visible ASCII characters"
  }),
  Schema.brand("TransactionKey")
)
export type TransactionKey = typeof TransactionKey.Type

/** Calls of a provider with ids in one namespace. */
export type KeyClass = "money" | "rollback" | "promo" | "round"

/** The key of a provider's transaction. */
export const provider = (name: string, keyClass: KeyClass, id: string): TransactionKey =>
  `${name}/${keyClass}/${printable(id)}` as TransactionKey

/** The key of a request made with an `Idempotency-Key`; its scope is the operation and who asked. */
export const request = (operation: string, actor: Actor, idempotencyKey: string): TransactionKey =>
  `request/${operation}/${[actor.kind, actor.id, idempotencyKey].map(part).join(":")}` as TransactionKey

/** The key of something that can happen once for a thing of ours, such as the expiry of a request. */
export const once = (operation: string, id: string): TransactionKey =>
  `once/${operation}/${printable(id)}` as TransactionKey

/** A part of several that are joined by colons: one in it is percent-encoded, so that no two lists of parts share a key. */
const part = (text: string): string => printable(text).replaceAll(":", "%3a")

/** Percent-encodes what is not visible ASCII, and the percent sign, so that two ids never share a key. */
const printable = (id: string): string =>
  id.replace(/[^\x21-\x24\x26-\x7e]/gu, (character) =>
    Array.from(new TextEncoder().encode(character), (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")
  )
