import { Duration, Option, Redacted } from "effect"
import { declare, optional, type Setting } from "./Declaration.js"

export { optional, type Setting }

/** What every variable says about itself; without a default it is required. */
export interface About<A> {
  /** What it is for, as one sentence without the full stop, for the reference and for the line about its absence. */
  readonly description: string
  readonly default?: A
}

/** A text; `pattern` and `expected` say which texts are taken. */
export const text = (
  name: string,
  about: About<string> & { readonly pattern?: RegExp; readonly expected?: string }
): Setting<string> =>
  declare(name, about, {
    expected: about.expected ?? "a string",
    parse: (value) => (about.pattern === undefined || about.pattern.test(value) ? Option.some(value) : Option.none())
  })

/** One of a few words. */
export const literal = <const A extends string>(
  name: string,
  values: ReadonlyArray<A>,
  about: About<NoInfer<A>>
): Setting<A> =>
  declare(name, about, {
    expected: `one of ${values.join(", ")}`,
    repeat: true,
    parse: (value) => Option.fromNullable(values.find((known) => known === value))
  })

/** A whole number from `min` to `max`, both included; `unit` says of what. */
export const integer = (
  name: string,
  about: About<number> & { readonly min?: number; readonly max?: number; readonly unit?: string }
): Setting<number> => {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = about
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`
  return declare(name, about, {
    expected: `a whole number ${range}`,
    unit: about.unit,
    repeat: true,
    parse: (value) =>
      (/^-?\d{1,16}$/.test(value) ? Option.some(Number(value)) : Option.none()).pipe(
        Option.filter((number) => number >= min && number <= max)
      )
  })
}

/** A TCP port; 0 takes a free one. */
export const port = (name: string, about: About<number>): Setting<number> =>
  declare(name, about, {
    expected: "a port from 0 to 65535",
    repeat: true,
    parse: (value) =>
      (/^\d{1,5}$/.test(value) ? Option.some(Number(value)) : Option.none()).pipe(
        Option.filter((port) => port <= 65535)
      )
  })

/** `true` or `false`. */
export const boolean = (name: string, about: About<boolean>): Setting<boolean> =>
  declare(name, about, {
    expected: "true or false",
    repeat: true,
    parse: (value) => (value === "true" ? Option.some(true) : value === "false" ? Option.some(false) : Option.none())
  })

/**
 * A span of time with its unit: `500ms`, `20s`, `5m`, `2h`, `7d`, or in words as Effect writes it, `20 seconds`. With `max`
 * it is above zero and at most that.
 */
export const duration = (
  name: string,
  about: About<Duration.DurationInput> & { readonly max?: Duration.DurationInput }
): Setting<Duration.Duration> => {
  const max = about.max === undefined ? undefined : Duration.decode(about.max)
  const fits = (value: Duration.Duration): boolean =>
    max === undefined || (Duration.greaterThan(value, Duration.zero) && Duration.lessThanOrEqualTo(value, max))
  return declare<Duration.Duration>(
    name,
    {
      description: about.description,
      ...(about.default === undefined ? {} : { default: Duration.decode(about.default) })
    },
    {
      expected:
        max === undefined
          ? "a duration with a unit, such as 500ms, 20s, 5m, 2h or 7d"
          : `a duration with a unit, such as 500ms, greater than zero and at most ${Duration.format(max)}`,
      repeat: true,
      print: (value) => Duration.format(value).replaceAll(" ", ""),
      parse: (value) => {
        const short = /^(\d{1,9})(ms|s|m|h|d)$/.exec(value)
        const given =
          short === null
            ? Duration.decodeUnknown(/^\d/.test(value) ? value : undefined)
            : Option.some(Duration.millis(Number(short[1]) * units[short[2] as keyof typeof units]))
        return Option.filter(given, fits)
      }
    }
  )
}

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** An absolute URL of one of the given protocols (`http:` and `https:` by default). Its text is never repeated. */
export const url = (name: string, about: About<URL> & { readonly protocols?: ReadonlyArray<string> }): Setting<URL> =>
  declare(name, about, { ...urlOf(about.protocols), print: (value) => value.href })

/** A URL that holds credentials, such as a connection string: redacted, and taken from `NAME_FILE` too. */
export const secretUrl = (
  name: string,
  about: Omit<About<string>, "default"> & { readonly protocols: ReadonlyArray<string> }
): Setting<Redacted.Redacted> => {
  const { expected, parse } = urlOf(about.protocols)
  return declare(name, about, {
    expected,
    file: true,
    parse: (value) => Option.as(parse(value), Redacted.make(value))
  })
}

const urlOf = (protocols: ReadonlyArray<string> = ["http:", "https:"]) => ({
  expected: `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  parse: (value: string) =>
    Option.filter(Option.fromNullable(URL.canParse(value) ? new URL(value) : undefined), ({ protocol }) =>
      protocols.includes(protocol)
    )
})

/**
 * A secret: redacted, taken from `NAME_FILE` too, never printed. One that is shorter than `minLength` characters (32 by
 * default), looks like a placeholder, or is one of the `examples` that our own files show is refused.
 */
export const secret = (
  name: string,
  about: Omit<About<string>, "default"> & { readonly minLength?: number; readonly examples?: ReadonlyArray<string> }
): Setting<Redacted.Redacted> => {
  const { minLength = 32, examples = [] } = about
  return declare(name, about, {
    expected: `a secret of at least ${minLength} characters`,
    file: true,
    parse: (value) =>
      value.length < minLength
        ? "is too short"
        : examples.includes(value) || placeholder.test(value) || monotonous.test(value)
          ? "still has the example value"
          : Option.some(Redacted.make(value))
  })
}

/** Placeholders of a secret: words that ask for it, or one repeated character. */
const placeholder = /change.?me|replace.?(me|this|with)|example|placeholder|your.?(own|secret|key|password)/i
const monotonous = /^(.)\1*$/
