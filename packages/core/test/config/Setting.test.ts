import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "@effect/vitest"
import { type Config, ConfigError, ConfigProvider, Duration, Effect, Either, FastCheck, Option, Redacted } from "effect"
import * as ConfigErrors from "../../src/config/ConfigErrors.js"
import { declarations } from "../../src/config/Declaration.js"
import * as Reference from "../../src/config/Reference.js"
import * as Setting from "../../src/config/Setting.js"

const folder = mkdtempSync(join(tmpdir(), "setting-"))
afterAll(() => rmSync(folder, { recursive: true }))

const read = <A>(setting: Config.Config<A>, variables: Readonly<Record<string, string>>) =>
  Effect.runSync(
    Effect.either(Effect.withConfigProvider(setting, ConfigProvider.fromMap(new Map(Object.entries(variables)))))
  )

const mistake = (setting: Config.Config<unknown>, variables: Readonly<Record<string, string>>): ReadonlyArray<string> =>
  Either.match(read(setting, variables), {
    onLeft: (error) => (ConfigError.isConfigError(error) ? ConfigErrors.lines(error) : []),
    onRight: () => []
  })

const strong = "kN3-vQ8zLw5RtY2uHs7XcB1mJp4DfG6e"
const mode = Setting.literal("T_MODE", ["off", "observe", "enforce"], { description: "what to do", default: "enforce" })
const port = Setting.port("T_PORT", { description: "where it listens", default: 8011 })
const size = Setting.integer("T_SIZE", { description: "how many", min: 1, max: 50, unit: "connections" })
const wait = Setting.duration("T_WAIT", { description: "how long", default: "20 seconds" })
const on = Setting.boolean("T_ON", { description: "whether", default: false })
const link = Setting.url("T_LINK", { description: "where it is" })
const key = Setting.secret("T_KEY", {
  description: "the key that signs",
  examples: ["a-key-that-our-sample-file-shows-00"]
})
const database = Setting.secretUrl("T_DATABASE_URL", {
  description: "the database",
  protocols: ["postgres:", "postgresql:"]
})

describe("a variable", () => {
  it("is read as what it means", () => {
    expect(read(mode, { T_MODE: "observe" })).toEqual(Either.right("observe"))
    expect(read(port, { T_PORT: "0" })).toEqual(Either.right(0))
    expect(read(size, { T_SIZE: " 7 " })).toEqual(Either.right(7))
    expect(read(on, { T_ON: "true" })).toEqual(Either.right(true))
    expect(Either.map(read(link, { T_LINK: "http://127.0.0.1:1" }), String)).toEqual(
      Either.right("http://127.0.0.1:1/")
    )
    expect(Either.map(read(key, { T_KEY: strong }), Redacted.value)).toEqual(Either.right(strong))
    for (const [text, millis] of [
      ["500ms", 500],
      ["2h", 7_200_000],
      ["3 minutes", 180_000]
    ] as const) {
      expect(Either.map(read(wait, { T_WAIT: text }), Duration.toMillis)).toEqual(Either.right(millis))
    }
  })

  it("has its default where it is not set or empty", () => {
    expect(read(mode, {})).toEqual(Either.right("enforce"))
    expect(read(mode, { T_MODE: "" })).toEqual(Either.right("enforce"))
    expect(read(Setting.optional(Setting.text("T_MAYBE", { description: "perhaps" })), {})).toEqual(
      Either.right(Option.none())
    )
  })

  it.each([
    [mode, { T_MODE: "on" }, 'T_MODE is "on": expected one of off, observe, enforce'],
    [port, { T_PORT: "80a" }, 'T_PORT is "80a": expected a port from 0 to 65535'],
    [port, { T_PORT: "65536" }, 'T_PORT is "65536": expected a port from 0 to 65535'],
    [size, {}, "T_SIZE is missing: how many; expected a whole number from 1 to 50"],
    [size, { T_SIZE: "0" }, 'T_SIZE is "0": expected a whole number from 1 to 50'],
    [wait, { T_WAIT: "soon" }, 'T_WAIT is "soon": expected a duration with a unit, such as 500ms, 20s, 5m, 2h or 7d'],
    [wait, { T_WAIT: "20" }, 'T_WAIT is "20": expected a duration with a unit, such as 500ms, 20s, 5m, 2h or 7d'],
    [on, { T_ON: "yes" }, 'T_ON is "yes": expected true or false'],
    [
      link,
      { T_LINK: "ftp://user:pass@host" },
      "T_LINK is not valid: expected a URL that starts with http:// or https://"
    ],
    [key, {}, "T_KEY is missing: the key that signs; expected a secret of at least 32 characters"],
    [key, { T_KEY: "hunter2" }, "T_KEY is too short: expected a secret of at least 32 characters"],
    [
      key,
      { T_KEY: "a-key-that-our-sample-file-shows-00" },
      "T_KEY still has the example value: expected a secret of at least 32 characters"
    ],
    [
      key,
      { T_KEY: "change-me-change-me-change-me-change-me" },
      "T_KEY still has the example value: expected a secret of at least 32 characters"
    ],
    [key, { T_KEY: "x".repeat(40) }, "T_KEY still has the example value: expected a secret of at least 32 characters"],
    [key, { T_KEY: strong, T_KEY_FILE: "/run/key" }, "T_KEY is set twice: unset it or T_KEY_FILE"],
    [key, { T_KEY_FILE: "/nowhere/key" }, "T_KEY_FILE names a file that cannot be read"],
    [
      database,
      { T_DATABASE_URL: "mysql://u:hunter2@h/d" },
      "T_DATABASE_URL is not valid: expected a URL that starts with postgres:// or postgresql://"
    ]
  ])(
    "that is wrong is one line that names it and what was expected, and no secret (%#)",
    (setting, variables, line) => {
      expect(mistake(setting as Config.Config<unknown>, variables)).toEqual([line])
    }
  )

  it("may be in a file, without the final line break", () => {
    const path = join(folder, "key")
    writeFileSync(path, `${strong}\n`)
    expect(Either.map(read(key, { T_KEY_FILE: path }), Redacted.value)).toEqual(Either.right(strong))
    expect(mistake(key, { T_KEY_FILE: path, T_KEY: strong })).toHaveLength(1)
  })

  it.prop(
    "never appears in the message about it when it is a secret",
    [FastCheck.string({ minLength: 3, maxLength: 31 })],
    ([secret]) => {
      const value = `§${secret}§`
      for (const setting of [key, database]) {
        expect(mistake(setting as Config.Config<unknown>, { [setting.declaration.name]: value }).join()).not.toContain(
          value
        )
      }
    }
  )
})

describe("the reference", () => {
  it("has a row for each variable, with default, unit and whether a file will do", () => {
    const page = Reference.render(declarations)
    expect(page).toContain("| `T_SIZE` | how many | a whole number from 1 to 50, in connections | **required** |  |")
    expect(page).toContain(
      "| `T_WAIT` | how long | a duration with a unit, such as 500ms, 20s, 5m, 2h or 7d | `20s` |  |"
    )
    expect(page).toContain("| `T_KEY` | the key that signs | a secret of at least 32 characters | **required** | yes |")
    expect(page).toContain("| `T_MAYBE` | perhaps | a string | not set |  |")
  })

  it("has one row for a variable of several processes, with what each uses it for and its default", () => {
    void Setting.port("T_TWICE", { description: "one thing", default: 1 })
    void Setting.port("T_TWICE", { description: "another", default: 2 })
    expect(Reference.contradictions(declarations)).toEqual([])
    expect(Reference.render(declarations)).toContain(
      "| `T_TWICE` | another; one thing | a port from 0 to 65535 | by process: `1`, `2` |"
    )
  })

  it("finds a variable that two places read differently", () => {
    void Setting.port("T_CLASH", { description: "one thing", default: 1 })
    void Setting.boolean("T_CLASH", { description: "one thing", default: true })
    expect(Reference.contradictions(declarations)).toEqual(["T_CLASH"])
  })
})
