import { hash } from "node:crypto"
import { uuidv7 } from "@croupier/core/Ids"
import type { Command } from "../contract/Command.js"
import type { Stamped } from "../rules/state.js"

/** Draws the id of a command's transaction and computes its fingerprint. */
export const stamp = (command: Command, now: number): Stamped => ({
  command,
  id: uuidv7(now),
  fingerprint: fingerprint(command)
})

/**
 * 132 bits of SHA-256 over everything a command says, but for its key, who sent it, and what we draw or learn ourselves at
 * each attempt: two commands of one key are the same command exactly when these agree.
 */
export const fingerprint = (command: Command): string =>
  hash("sha256", canonical(command, dropped(command)), "base64url").slice(0, 22)

const envelope: ReadonlySet<string> = new Set(["key", "actor"])
const nothing: ReadonlySet<string> = new Set()
const drawn: Partial<Record<Command["_tag"], ReadonlySet<string>>> = {
  "deposit-request": new Set([...envelope, "request", "reference", "review", "groups", "expiresAt"]),
  "withdraw-hold": new Set([...envelope, "withdrawal", "seen", "shown", "reviews"]),
  deposit: new Set([...envelope, "despite"]),
  "withdraw-approve": new Set([...envelope, "seen", "reviews"]),
  "withdraw-pay": new Set([...envelope, "seen", "reviews"])
}

const dropped = (command: Command): ReadonlySet<string> => drawn[command._tag] ?? envelope

const canonical = (value: unknown, without: ReadonlySet<string>): string => {
  if (typeof value === "bigint") return `${value}n`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, nothing)).join()}]`
  let fields = ""
  for (const key of Object.keys(value).sort()) {
    const field: unknown = value[key as keyof typeof value]
    if (field === undefined || without.has(key)) continue
    fields += `${fields === "" ? "" : ","}${JSON.stringify(key)}:${canonical(field, nothing)}`
  }
  return `{${fields}}`
}
