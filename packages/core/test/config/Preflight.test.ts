import { describe, expect, it } from "@effect/vitest"
import { ConfigError, ConfigProvider, Effect, FastCheck } from "effect"
import * as ConfigErrors from "../../src/config/ConfigErrors.js"
import * as Setting from "../../src/config/Setting.js"
import { nearest } from "../../src/internal/config/Spelling.js"
import { preflight } from "../../src/process/preflight.js"

/** Declared, as a process declares what it reads. */
const declared = [
  Setting.url("P_FIRST_SERVICE_URL", { description: "where the first is reached" }),
  Setting.secret("P_SERVICE_SECRET", { description: "what it signs with" }),
  Setting.port("P_LISTENING_PORT", { description: "where it listens", default: 8011 }),
  Setting.literal("P_MODE_OF_WORK", ["on", "off"], { description: "how it works", default: "on" })
]

const told = (environment: Record<string, string>): ReadonlyArray<string> =>
  Effect.runSync(
    preflight(["P_FIRST_SERVICE_URL", "P_SERVICE_SECRET"], environment).pipe(
      Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(environment)))),
      Effect.match({
        onSuccess: () => [],
        onFailure: (error) => (ConfigError.isConfigError(error) ? ConfigErrors.lines(error) : ["?"])
      })
    )
  )

const healthy = { P_FIRST_SERVICE_URL: "http://127.0.0.1:1", P_SERVICE_SECRET: "kN3-vQ8zLw5RtY2uHs7XcB1mJp4DfG6e" }

describe("before a process starts", () => {
  it("knows what is declared", () => {
    expect(declared.map(({ declaration }) => declaration.name)).toContain("P_MODE_OF_WORK")
  })

  it("every missing, wrong and misspelt variable is reported at once, one line each", () => {
    expect(told(healthy)).toEqual([])
    expect(told({ P_MODE_OF_WORK: "of", P_LISTENNIG_PORT: "1", PATH: "/bin" })).toEqual([
      "P_LISTENNIG_PORT is not a variable of this process: did you mean P_LISTENING_PORT?",
      "P_FIRST_SERVICE_URL is missing: where the first is reached; expected a URL that starts with http:// or https://",
      "P_SERVICE_SECRET is missing: what it signs with; expected a secret of at least 32 characters",
      'P_MODE_OF_WORK is "of": expected one of on, off'
    ])
  })

  it("a missing variable that is there under a wrong spelling is reported once, also for NAME_FILE and other letter cases", () => {
    const { P_FIRST_SERVICE_URL: url, P_SERVICE_SECRET: secret } = healthy
    expect(told({ P_FIRST_SERVICES_URL: url, P_SERVICE_SECRET: secret })).toEqual([
      "P_FIRST_SERVICES_URL is not a variable of this process: did you mean P_FIRST_SERVICE_URL?"
    ])
    expect(told({ "p-first-service-url": url, P_SERVICE_SECRET_FIEL: "/x" })).toEqual([
      "p-first-service-url is not a variable of this process: did you mean P_FIRST_SERVICE_URL?",
      "P_SERVICE_SECRET_FIEL is not a variable of this process: did you mean P_SERVICE_SECRET_FILE?"
    ])
  })

  it("a name like that of a variable that is set is another program's", () => {
    expect(told({ ...healthy, P_FIRST_SERVICE_URI: "x" })).toEqual([])
  })

  it.prop(
    "one slip of the hand finds the name, and a name of other words finds none",
    [FastCheck.nat(11), FastCheck.constantFrom("insert", "leave out", "replace", "swap")],
    ([at, slip]) => {
      const name = "DATABASE_URLS"
      const [left, right] = [name.slice(0, at), name.slice(at)]
      const typed: string | undefined = {
        insert: `${left}X${right}`,
        "leave out": left + right.slice(1),
        replace: `${left}X${right.slice(1)}`,
        swap: left + (right[1] ?? "") + (right[0] ?? "") + right.slice(2)
      }[slip]
      expect(nearest(typed ?? "", [name, "REDIS_URL"])).toBe(name)
      expect(nearest("HOME", [name, "PORT"])).toBe(undefined)
      expect(nearest("POST", [name, "PORT"])).toBe(undefined)
    }
  )
})
