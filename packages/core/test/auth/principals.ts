import type { PlayerPrincipal } from "../../src/auth/Principal.js"
import { BrandKey } from "../../src/Brand.js"
import { type PlayerCode, type PlayerId, randomText, uuidv7 } from "../../src/Ids.js"

/** A new player of a brand. */
export const aPlayer = (brand: string): PlayerPrincipal => ({
  _tag: "player",
  brand: BrandKey.make(brand),
  player: uuidv7(1_750_000_000_000) as PlayerId,
  code: randomText(10) as PlayerCode,
  session: uuidv7(1_750_000_000_000)
})
