import type { CommandOf } from "../contract/Command.js"
import { balanceState, type Decision, refused } from "./Decision.js"
import { blank, Posting } from "./Posting.js"
import { reverseBet } from "./reverseBet.js"
import { reverseWin } from "./reverseWin.js"
import type { Stamped, Wallet, World } from "./State.js"

type Rollback = Stamped<CommandOf<"rollback">>

/**
 * The exact inverse of a bet or a win, in the original's own round whatever round the command names. The original's own
 * key row is its tombstone, whether the original is known or not, so the two exclude each other however they race.
 */
export const rollback = (world: World, stamped: Rollback, wallet: Wallet): Decision => {
  const { command } = stamped
  const original = world.transaction(wallet.brand, command.original)
  if (!original) return tombstone(world, stamped, wallet)
  if (original.wallet !== wallet.id) {
    return refused("unknown-original", "the transaction it names is not this player's", wallet)
  }
  if (original.reversedBy !== null) return refused("already-rolled-back", "it was rolled back before", wallet)
  if (original.tag !== "bet" && original.tag !== "win") {
    return refused("not-reversible", `a ${original.tag} is not rolled back`, wallet)
  }
  const round = original.round && world.round(wallet.brand, wallet.id, original.round)
  if (!round || !original.counter) throw new Error(`transaction ${original.id} has lost its round`)
  const reversal = { world, stamped, wallet, original, before: round, counter: original.counter }
  return original.tag === "bet" ? reverseBet(reversal) : reverseWin(reversal)
}

const tombstone = (world: World, stamped: Rollback, wallet: Wallet): Decision => {
  const { command } = stamped
  return new Posting(world, stamped, wallet).done({
    transaction: { found: false, round: command.round ?? null, original: command.original },
    original: {
      ...blank,
      brand: wallet.brand,
      key: command.original,
      id: stamped.id,
      tag: "tombstone",
      fingerprint: "",
      wallet: wallet.id,
      version: wallet.version + 1n,
      at: world.now,
      actor: command.actor,
      moved: { cash: 0n, bonus: 0n, held: 0n, debt: 0n },
      balance: balanceState(wallet),
      reversedBy: command.key
    }
  })
}
