import { ConfigError, Context, Effect, Either, Layer, Schema } from "effect"
import { ProviderName } from "../contract/Game.js"
import { adapters } from "../internal/adapters.js"
import type { Adapter } from "../internal/callback/Adapter.js"

/** The providers that a process works with, by name, in the order in which they were given; hub88 and softswiss by default. */
export class Providers extends Context.Reference<Providers>()("@croupier/game/Providers", {
  defaultValue: (): ReadonlyMap<string, Adapter> => Either.getOrThrow(make(adapters))
}) {}

/**
 * Providers by name. Left names everything that is wrong with them: a name that is malformed, reserved or used twice, and a
 * policy that is another provider's.
 */
export const make = (
  all: ReadonlyArray<Adapter>
): Either.Either<ReadonlyMap<string, Adapter>, ConfigError.ConfigError> => {
  const [first, ...others] = all.flatMap((adapter, index) => complaintsAbout(adapter, all.slice(0, index)))
  return first === undefined
    ? Either.right(new Map(all.map((adapter) => [adapter.provider, adapter])))
    : Either.left(others.map(invalid).reduce(ConfigError.And, invalid(first)))
}

/** Exactly these providers; to add one to those of the package, `Providers.layer([...adapters, own])`. */
export const layer = (all: ReadonlyArray<Adapter>): Layer.Layer<Providers, ConfigError.ConfigError> =>
  Layer.effect(
    Providers,
    Effect.suspend(() => make(all))
  )

const invalid = (complaint: string): ConfigError.ConfigError => ConfigError.InvalidData(["Providers"], complaint)

const isName = Schema.is(ProviderName)

/** Transaction keys begin with the provider's name, and those of requests and of single events with these. */
const reserved: ReadonlyArray<string> = ["request", "once"]

const complaintsAbout = ({ policy, provider }: Adapter, before: ReadonlyArray<Adapter>): ReadonlyArray<string> => [
  ...(isName(provider)
    ? []
    : [`has a provider named ${JSON.stringify(provider)}: a name is 2 to 32 characters of a-z, 0-9 and -`]),
  ...(reserved.includes(provider) ? [`has a provider named "${provider}": transaction keys reserve that name`] : []),
  ...(before.some((other) => other.provider === provider) ? [`has two providers named "${provider}"`] : []),
  ...(policy.provider === provider ? [] : [`has a provider "${provider}" with the policy of "${policy.provider}"`])
]
