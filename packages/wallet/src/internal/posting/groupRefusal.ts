import { isStorable } from "@croupier/core/http/StorableText"
import type { Command } from "../../contract/Command.js"
import { maxCommands } from "../../contract/PostBatch.js"
import type { Refused } from "../../contract/Result.js"

/** Why a group cannot be posted as one, whatever its commands say; the answer to each of them. Undefined where it can. */
export const groupRefusal = (group: ReadonlyArray<Command>): ReadonlyArray<Refused> | undefined => {
  const owners = new Set(group.map((one) => `${one.brand} ${one._tag === "brand-transfer" ? "" : one.wallet}`))
  const detail =
    owners.size > 1
      ? "all commands of a group must be for the same wallet"
      : group.length > maxCommands
        ? `a group holds at most ${maxCommands} commands`
        : undefined
  return detail === undefined
    ? undefined
    : group.map(() => ({ _tag: "refused", reason: "not-a-group", detail, balance: null }))
}

/** The first text of a value that no database stores as it is: with U+0000 or half of a surrogate pair. */
export const unstorableText = (value: unknown): string | undefined => {
  if (typeof value === "string") return isStorable(value) ? undefined : value
  if (typeof value !== "object" || value === null) return undefined
  for (const field of Object.values(value)) {
    const found = unstorableText(field)
    if (found !== undefined) return found
  }
  return undefined
}
