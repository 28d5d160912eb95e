import { createHash } from "node:crypto"
import type { Holder } from "../callback/Adapter.js"

/**
 * Our id of a player's round, which answers name: a UUID of version 8 made of brand, player and the provider's own id. It is
 * stored nowhere because it never changes.
 */
export const roundId = ({ brand, player }: Pick<Holder, "brand" | "player">, round: string): string => {
  const bytes = createHash("sha256")
    .update(JSON.stringify(["softswiss", brand, player, round]))
    .digest()
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
