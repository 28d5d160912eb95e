import type { BrandPolicy, PlayState } from "@croupier/wallet/contract"
import type { Game } from "../../contract/Game.js"

const strictness: Readonly<Record<PlayState, number>> = { open: 0, "no-new-bets": 1, closed: 2 }

/** What holds for a game: the strictest of what was set on its brand, its provider and itself. */
export const stateOf = (policy: BrandPolicy, { code, provider }: Pick<Game, "provider" | "code">): PlayState =>
  [policy.providers[provider] ?? "open", policy.games[`${provider}/${code}`] ?? "open"].reduce(
    (strictest, state) => (strictness[state] > strictness[strictest] ? state : strictest),
    policy.play
  )
