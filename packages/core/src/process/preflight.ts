import { type Config, ConfigError, Effect, Either } from "effect"
import { declarations, settings } from "../config/Declaration.js"
import { nearest } from "../internal/config/Spelling.js"

/**
 * Reads the variables that a process needs, and every other declared one that is set, and fails with all mistakes at once:
 * what is missing, what has a wrong value, and each name in `environment` that is probably a misspelling of a variable that
 * is not set. `known` are the variables that the process reads, by default every declared one.
 */
export const preflight = (
  needs: ReadonlyArray<string>,
  environment: Readonly<Record<string, string | undefined>>,
  known: Iterable<string> = declarations.keys()
): Effect.Effect<void, ConfigError.ConfigError> =>
  Effect.gen(function* () {
    const isSet = (name: string): boolean => [name, `${name}_FILE`].some((each) => (environment[each] ?? "") !== "")
    const read = new Set(known)
    const unset = [...read].filter((name) => !isSet(name))
    const names = unset.flatMap((name) =>
      declarations.get(name)?.some(({ file }) => file) ? [name, `${name}_FILE`] : [name]
    )
    const meant = new Map<string, string>()
    const errors: Array<ConfigError.ConfigError> = []
    for (const given of Object.keys(environment)) {
      if (declarations.has(given.replace(/_FILE$/, ""))) continue
      const name = nearest(given, names)
      if (name === undefined) continue
      meant.set(name.replace(/_FILE$/, ""), given)
      errors.push(ConfigError.InvalidData([given], `is not a variable of this process: did you mean ${name}?`))
    }
    const wanted = new Set([...needs, ...[...settings.keys()].filter((name) => read.has(name) && isSet(name))])
    for (const name of wanted) {
      if (meant.has(name)) continue
      const value = yield* Effect.either(valueOf(name))
      if (Either.isLeft(value)) errors.push(value.left)
    }
    const [first, ...others] = errors
    if (first === undefined) return
    return yield* Effect.fail(others.reduce<ConfigError.ConfigError>((all, one) => ConfigError.And(all, one), first))
  })

const valueOf = (name: string): Config.Config<unknown> => {
  const setting = settings.get(name)
  if (setting === undefined) throw new Error(`a process says that it needs ${name}, which nothing declares`)
  return setting
}
