import type { CommandOf } from "../contract/Command.js"
import { release } from "./BonusMoney.js"
import { type Decision, refused } from "./Decision.js"
import { locked } from "./gate.js"
import { Posting } from "./Posting.js"
import type { Grant, Stamped, Wallet, World } from "./State.js"

const promo = { kind: "promo", sub: "" } as const

/** promo → bonus. One grant is active at a time; further ones wait. */
export const bonusGrant = (world: World, stamped: Stamped<CommandOf<"bonus-grant">>, wallet: Wallet): Decision => {
  const { command } = stamped
  const block = locked(wallet, "bonus", world.now)
  if (block) return block
  if (world.grant(wallet.brand, command.grant)) {
    return refused("duplicate-mismatch", "a grant with this id already exists", wallet)
  }
  if (wallet.grant !== null) return refused("grant-active", "another bonus is active", wallet)
  const { excludedGames, expiresAt, maxBet, maxCashOut } = command
  return new Posting(world, stamped, wallet).move("bonus", command.amount, promo).done({
    transaction: { grant: command.grant, counter: promo },
    wallet: { grant: command.grant },
    grant: {
      brand: wallet.brand,
      id: command.grant,
      wallet: wallet.id,
      currency: wallet.currency,
      status: "active",
      amount: command.amount,
      terms: { excludedGames, expiresAt, maxBet, maxCashOut },
      released: 0n,
      converted: 0n,
      openRounds: 0
    },
    events: [{ type: "wallet.bonus-granted", grant: command.grant }]
  })
}

/** bonus → cash up to the cap; the rest → promo. */
export const bonusConvert = (world: World, stamped: Stamped<CommandOf<"bonus-convert">>, wallet: Wallet): Decision =>
  end(world, stamped, wallet, (grant) => {
    const converted = release({ ...grant, status: "converted" }, wallet.bonus)
    const cash = converted.converted
    return new Posting(world, stamped, wallet)
      .onWallet("bonus", -wallet.bonus)
      .onWallet("cash", cash)
      .onBrand(promo, wallet.bonus - cash)
      .done({
        transaction: { grant: grant.id, converted: cash, promo: wallet.bonus - cash, counter: promo },
        wallet: { grant: null },
        grant: converted,
        events: [{ type: "wallet.bonus-converted", grant: grant.id }]
      })
  })

/** bonus → promo. An expiry waits until no round of the grant is open. */
export const bonusForfeit = (world: World, stamped: Stamped<CommandOf<"bonus-forfeit">>, wallet: Wallet): Decision =>
  end(world, stamped, wallet, (grant) =>
    stamped.command.as === "expired" && grant.openRounds > 0
      ? refused("rounds-open", `${grant.openRounds} rounds of the bonus are open`, wallet)
      : new Posting(world, stamped, wallet).move("bonus", -wallet.bonus, promo).done({
          transaction: { grant: grant.id, promo: wallet.bonus, counter: promo, reason: stamped.command.as },
          wallet: { grant: null },
          grant: { ...grant, status: stamped.command.as },
          events: [{ type: "wallet.bonus-forfeited", grant: grant.id }]
        })
  )

const end = (
  world: World,
  stamped: Stamped<CommandOf<"bonus-convert" | "bonus-forfeit">>,
  wallet: Wallet,
  ending: (grant: Grant) => Decision
): Decision => {
  const grant = world.grant(wallet.brand, stamped.command.grant)
  if (grant?.wallet !== wallet.id) return refused("unknown-grant", "bonus not found", wallet)
  return grant.status === "active" ? ending(grant) : refused("grant-ended", `the bonus is ${grant.status}`, wallet)
}
