import type { Command } from "../../contract/Command.js"

/** The lane of a command: those of one wallet share one; a brand's own transfers, which lock nothing, spread by their key. */
export const laneOf = <Lane>(lanes: ReadonlyArray<Lane>, command: Command): Lane => {
  const name = command._tag === "brand-transfer" ? command.key : command.wallet
  let sum = 0
  for (let index = 0; index < name.length; index++) sum = (Math.imul(sum, 31) + name.charCodeAt(index)) >>> 0
  return lanes[sum % lanes.length]!
}
