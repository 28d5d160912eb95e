import { readFileSync } from "node:fs"
import { Config, ConfigError, Either, Option } from "effect"

/** What the reference says about one variable. */
export interface Declaration {
  readonly name: string
  readonly description: string
  readonly expected: string
  readonly unit: string | undefined
  /** As it would be written; undefined where there is none. */
  readonly default: string | undefined
  readonly required: boolean
  /** Whether `NAME_FILE` may name a file that holds the value. */
  readonly file: boolean
}

/** A variable that is read from the environment and knows its own documentation. */
export interface Setting<A> extends Config.Config<A> {
  readonly declaration: Declaration
}

/** How a value is read: `parse` gives nothing, or says what is wrong, where the text does not fit. */
export interface Form<A> {
  readonly expected: string
  readonly unit?: string | undefined
  readonly file?: boolean
  /** Whether a wrong value may be repeated in the message; never for what may hold a credential. */
  readonly repeat?: boolean
  readonly print?: (value: A) => string
  readonly parse: (text: string) => Option.Option<A> | string
}

/** All variables declared in this process by name; more than one where processes have defaults of their own. */
export const declarations: ReadonlyMap<string, ReadonlyArray<Declaration>> = new Map<string, Array<Declaration>>()

/** The newest setting of each variable declared in this process, to be read by name. */
export const settings: ReadonlyMap<string, Config.Config<unknown>> = new Map<string, Config.Config<unknown>>()

/** Declares a variable. It is read when the setting is used; empty counts as missing, as Compose passes it. */
export const declare = <A>(
  name: string,
  about: { readonly description: string; readonly default?: A },
  form: Form<A>
): Setting<A> => {
  const fallback = about.default
  const declaration: Declaration = {
    name,
    description: about.description,
    expected: form.expected,
    unit: form.unit,
    default: fallback === undefined ? undefined : (form.print ?? String)(fallback),
    required: fallback === undefined,
    file: form.file === true
  }
  register(declaration)
  const missing = ConfigError.MissingData([name], `is missing: ${about.description}; expected ${form.expected}`)
  const config = source(name, declaration.file).pipe(
    Config.mapOrFail((given): Either.Either<A, ConfigError.ConfigError> => {
      if (given === undefined) return fallback === undefined ? Either.left(missing) : Either.right(fallback)
      const { text, variable } = given
      const found = form.parse(text)
      if (typeof found !== "string" && Option.isSome(found)) return Either.right(found.value)
      const wrong =
        typeof found === "string" ? found : form.repeat === true ? `is "${text.slice(0, 80)}"` : "is not valid"
      return Either.left(ConfigError.InvalidData([variable], `${wrong}: expected ${form.expected}`))
    })
  )
  ;(settings as Map<string, Config.Config<unknown>>).set(name, config)
  return Object.assign(config, { declaration })
}

/** The same variable, absent where it is not set. */
export const optional = <A>(setting: Setting<A>): Setting<Option.Option<A>> => {
  const declaration = { ...setting.declaration, required: false }
  const known = declarations.get(declaration.name) as Array<Declaration>
  known[known.indexOf(setting.declaration)] = declaration
  return Object.assign(Config.option(setting), { declaration })
}

const register = (declaration: Declaration): void => {
  const all = declarations as Map<string, Array<Declaration>>
  const known = all.get(declaration.name)
  if (known === undefined) all.set(declaration.name, [declaration])
  else known.push(declaration)
}

/** A text, and the variable that changes it. */
interface Given {
  readonly text: string
  readonly variable: string
}

const source = (name: string, file: boolean): Config.Config<Given | undefined> => {
  const own = variable(name)
  const pathName = `${name}_FILE`
  const given = (text: string | undefined): Given | undefined =>
    text === undefined ? undefined : { text, variable: name }
  if (!file) return Config.map(own, given)
  return Config.mapOrFail(Config.zip(own, variable(pathName)), ([value, path]) => {
    const wrong = (what: string, about = pathName) => Either.left(ConfigError.InvalidData([about], what))
    if (path === undefined) return Either.right(given(value))
    if (value !== undefined) return wrong(`is set twice: unset it or ${pathName}`, name)
    const text = contents(path)
    if (text === undefined) return wrong("names a file that cannot be read")
    return text === "" ? wrong("names an empty file") : Either.right({ text, variable: pathName })
  })
}

const contents = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8").trim()
  } catch {
    return undefined
  }
}

const variable = (name: string): Config.Config<string | undefined> =>
  Config.map(Config.option(Config.string(name)), (value) => Option.getOrUndefined(value)?.trim() || undefined)
