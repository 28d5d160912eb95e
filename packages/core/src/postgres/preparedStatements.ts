/** Past this many different texts the rest run unprepared: texts that vary would fill every connection's memory. */
const limit = 1000

const names = new Map<string, string>()

/** How many different parameterised texts this process has prepared so far. It stays constant once every path has run. */
export const preparedStatements = (): number => names.size

/** How `pg` takes a statement: with a callback in one of the last two places, or with a promise for an answer. */
export type Query = (config: unknown, values?: unknown, callback?: unknown) => unknown

interface QueryConfig {
  readonly text: string
  readonly values?: ReadonlyArray<unknown>
  readonly name?: string
}

/** Prepares what has parameters, and refuses one that is undefined. */
export const preparing =
  (query: Query): Query =>
  (config, values, callback) => {
    const statement = parameterised(config, values)
    if (statement === undefined) return query(config, values, callback)
    const missing = statement.values.indexOf(undefined)
    if (missing !== -1) {
      return refuse(new TypeError(`parameter $${missing + 1} is undefined in: ${statement.text}`), values, callback)
    }
    const name = statement.name ?? nameOf(statement.text)
    return query(
      name === undefined ? statement : { ...statement, name },
      typeof values === "function" ? values : callback
    )
  }

const parameterised = (config: unknown, values: unknown) => {
  if (typeof config === "string") {
    return Array.isArray(values) && values.length > 0 ? { text: config, values } : undefined
  }
  if (!isQueryConfig(config)) return undefined
  const given = config.values ?? (Array.isArray(values) ? values : [])
  return given.length > 0 ? { ...config, values: given } : undefined
}

/** A statement as an object, and not a cursor. */
export const isQueryConfig = (config: unknown): config is QueryConfig =>
  typeof config === "object" && config !== null && !("submit" in config) && "text" in config

const refuse = (error: Error, values: unknown, callback: unknown) => {
  const report = typeof values === "function" ? values : callback
  if (typeof report !== "function") return Promise.reject(error)
  process.nextTick(() => report(error))
  return undefined
}

const nameOf = (text: string): string | undefined => {
  const known = names.get(text)
  if (known !== undefined || names.size >= limit) return known
  const name = `croupier_${names.size + 1}`
  names.set(text, name)
  return name
}
