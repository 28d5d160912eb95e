import type { BrandPolicy, PlayState, PlayTarget } from "../contract/Policy.js"

/** The policy with a state set on a target; `open` takes an entry out again. */
export const withPlayState = (policy: BrandPolicy, { code, provider }: PlayTarget, state: PlayState): BrandPolicy => {
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
