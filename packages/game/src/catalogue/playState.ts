import type { BrandPolicy, PlayState } from "@croupier/wallet/contract"
import type { Game, PlayTarget } from "../contract/Game.js"

const strictness: Readonly<Record<PlayState, number>> = { open: 0, "no-new-bets": 1, closed: 2 }

/** What holds for a game: the strictest of what was set on its brand, its provider and itself. */
export const stateOf = (policy: BrandPolicy, { code, provider }: Pick<Game, "provider" | "code">): PlayState =>
  [policy.providers[provider] ?? "open", policy.games[`${provider}/${code}`] ?? "open"].reduce(
    (strictest, state) => (strictness[state] > strictness[strictest] ? state : strictest),
    policy.play
  )

/** The policy with a state set on a target; `open` takes an entry out again. */
export const withState = (policy: BrandPolicy, { code, provider }: PlayTarget, state: PlayState): BrandPolicy => {
  if (provider === undefined) return { ...policy, play: state }
  return code === undefined
    ? { ...policy, providers: set(policy.providers, provider, state) }
    : { ...policy, games: set(policy.games, `${provider}/${code}`, state) }
}

const set = (
  states: Readonly<Record<string, PlayState>>,
  name: string,
  state: PlayState
): Record<string, PlayState> => {
  const { [name]: _, ...others } = states
  return state === "open" ? others : { ...others, [name]: state }
}
