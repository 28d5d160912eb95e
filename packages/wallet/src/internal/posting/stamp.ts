import { uuidv7 } from "@croupier/core/Ids"
import type { Command } from "../../contract/Command.js"
import type { Stamped } from "../../rules/State.js"
import { fingerprint } from "./fingerprint.js"

/** Draws the id of a command's transaction and computes its fingerprint. */
export const stamp = (command: Command, now: number): Stamped => ({
  command,
  id: uuidv7(now),
  fingerprint: fingerprint(command)
})
