import type { PlayerProfile } from "../contract/Audience.js"
import type { Eligibility } from "../contract/Campaign.js"

/** Why a campaign is not for a player; undefined where it is. What is not known meets no condition. */
export const audienceRefusal = (
  { agents, minimumAge, segments, tags, withoutTags }: Eligibility,
  profile: PlayerProfile
): string | undefined => {
  const has = (wanted: ReadonlyArray<string>, own: ReadonlyArray<string>) => wanted.some((name) => own.includes(name))
  if (profile.isTest) return "test-account"
  if (profile.age === undefined || profile.age < minimumAge) return "minimum-age"
  if (tags.length > 0 && !has(tags, profile.tags)) return "audience"
  if (has(withoutTags, profile.tags)) return "audience"
  if (segments.length > 0 && !has(segments, profile.segments)) return "audience"
  if (agents.length > 0 && !has(agents, profile.agent === undefined ? [] : [profile.agent])) return "audience"
  return undefined
}
