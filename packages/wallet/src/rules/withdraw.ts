import type { CommandOf } from "../contract/Command.js"
import type { EventType } from "../contract/Event.js"
import { type Decision, refused } from "./Decision.js"
import { locked } from "./gate.js"
import { Posting } from "./Posting.js"
import type { Stamped, Wallet, Withdrawal, World } from "./state.js"

/** cash → held, refused while the player is blocked or owes anything. */
export const withdrawHold = (world: World, stamped: Stamped<CommandOf<"withdraw-hold">>, wallet: Wallet): Decision => {
  const { command } = stamped
  const block = locked(wallet, "withdraw", world.now)
  if (block) return block
  if (wallet.debt > 0n) return refused("debt-open", "a withdrawal waits until the debt is settled", wallet)
  if (world.withdrawal(wallet.brand, command.withdrawal)) {
    return refused("duplicate-mismatch", "there is a withdrawal of this id", wallet)
  }
  if (command.amount > wallet.cash) return refused("insufficient-funds", "the cash balance is too low", wallet)
  return new Posting(world, stamped, wallet)
    .onWallet("cash", -command.amount)
    .onWallet("held", command.amount)
    .done({
      withdrawal: {
        brand: wallet.brand,
        id: command.withdrawal,
        wallet: wallet.id,
        currency: wallet.currency,
        amount: command.amount,
        status: "held",
        bank: null
      },
      events: [{ type: "wallet.withdrawal-requested" }]
    })
}

/** held → cash */
export const withdrawRelease = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-release">>,
  wallet: Wallet
): Decision =>
  step(world, stamped, wallet, "held", (withdrawal, posting) =>
    posting
      .onWallet("held", -withdrawal.amount)
      .onWallet("cash", withdrawal.amount)
      .done(after({ ...withdrawal, status: "released" }, "wallet.withdrawal-rejected", stamped.command.reason))
  )

/** held → bank. A frozen wallet pays nothing out. */
export const withdrawSettle = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-settle">>,
  wallet: Wallet
): Decision => {
  const frozen = wallet.blocks.some((block) => block.source === "reconciliation")
  const block = frozen ? locked(wallet, "withdraw", world.now) : undefined
  if (block) return block
  const bank = { kind: "bank", sub: stamped.command.bank } as const
  return step(world, stamped, wallet, "held", (withdrawal, posting) =>
    posting
      .move("held", -withdrawal.amount, bank)
      .done(after({ ...withdrawal, status: "settled", bank: bank.sub }, "wallet.withdrawal-settled"))
  )
}

/** bank → cash: what was paid out came back. */
export const withdrawReturn = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-return">>,
  wallet: Wallet
): Decision =>
  step(world, stamped, wallet, "settled", (withdrawal, posting) =>
    posting
      .move("cash", withdrawal.amount, { kind: "bank", sub: withdrawal.bank ?? "" })
      .done(after({ ...withdrawal, status: "returned" }, "wallet.withdrawal-returned", stamped.command.reason))
  )

const after = (withdrawal: Withdrawal, type: EventType, reason: string | null = null) => ({
  withdrawal,
  transaction: { reason },
  events: [{ type }]
})

const step = (
  world: World,
  stamped: Stamped<CommandOf<"withdraw-release" | "withdraw-settle" | "withdraw-return">>,
  wallet: Wallet,
  from: Withdrawal["status"],
  move: (withdrawal: Withdrawal, posting: Posting) => Decision
): Decision => {
  const withdrawal = world.withdrawal(wallet.brand, stamped.command.withdrawal)
  if (withdrawal?.wallet !== wallet.id) return refused("unknown-withdrawal", "there is no such withdrawal", wallet)
  return withdrawal.status === from
    ? move(withdrawal, new Posting(world, stamped, wallet))
    : refused("withdrawal-state", `the withdrawal is ${withdrawal.status}`, wallet)
}
