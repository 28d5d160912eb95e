import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import * as AllInOne from "../support/AllInOne.js"

describe("npm start that cannot", () => {
  /** One line on standard error, nothing else, and not a success. */
  const refused = (given: Parameters<typeof AllInOne.start>[1], line: RegExp, place = AllInOne.place) =>
    Effect.gen(function* () {
      const { ended } = yield* AllInOne.start(yield* place, given)
      const { code, stderr, stdout } = yield* ended
      expect([code, stdout]).toEqual([1, ""])
      expect(stderr).toMatch(line)
      expect(stderr.trimEnd().split("\n")).toHaveLength(1)
    })

  it.scopedLive("names every wrong variable, a line for each", () =>
    Effect.gen(function* () {
      const { ended } = yield* AllInOne.start(yield* AllInOne.place, {
        environment: {
          PORT_OFFSET: "many",
          MULTI_BRAND_ENFORCEMENT: "strict",
          DATABASE_URL: "mysql://u:hidden@127.0.0.1/x"
        }
      })
      const { code, stderr, stdout } = yield* ended
      expect([code, stdout]).toEqual([1, ""])
      expect(stderr.trimEnd().split("\n")).toEqual([
        "DATABASE_URL is not valid: expected a URL that starts with postgres:// or postgresql://",
        'PORT_OFFSET is "many": expected a whole number from 0 to 57000',
        'MULTI_BRAND_ENFORCEMENT is "strict": expected one of off, observe, enforce'
      ])
    })
  )

  it.scopedLive("says which argument it does not know", () =>
    refused(
      { arguments: ["--frsh"] },
      /^unknown argument --frsh; known arguments: --fresh, --story, --exit, --json, --help\n$/
    )
  )

  it.scopedLive("says that the given server is not there", () =>
    refused(
      { environment: { DATABASE_URL: "postgres://u:hidden@127.0.0.1:1/x" } },
      /^DATABASE_URL: cannot connect to PostgreSQL: connect ECONNREFUSED 127\.0\.0\.1:1\n$/
    )
  )

  it.scopedLive("says that its directory cannot be made", () =>
    refused(
      { environment: { CROUPIER_HOME: "/etc/passwd/x" } },
      /^CROUPIER_HOME is \/etc\/passwd\/x, which cannot be used: \/etc\/passwd is not a directory/
    )
  )

  it.scopedLive.each([
    ["gateway", 8080],
    ["sandbox", 8090],
    ["postgres", 5433]
  ] as const)("because the port of %s is taken names it", ([name, contract]) =>
    Effect.gen(function* () {
      const place = yield* AllInOne.place
      const port = place.port(contract)
      yield* Effect.acquireRelease(
        Effect.async<ReturnType<typeof createServer>>((resume) => {
          const server = createServer().listen(port, "127.0.0.1", () => resume(Effect.succeed(server)))
        }),
        (server) => Effect.sync(() => server.close())
      )
      yield* refused({}, new RegExp(`^port ${port} \\(${name}\\) is in use: .*PORT_OFFSET\n$`), Effect.succeed(place))
    })
  )

  it.scopedLive("because its keys are damaged does not show them", () =>
    Effect.gen(function* () {
      const place = yield* AllInOne.place
      const broken = JSON.stringify({ ring: "c2VjcmV0LW9mLW1pbmU=", services: 1 })
      mkdirSync(join(place.folder, ".croupier"))
      writeFileSync(join(place.folder, ".croupier/secrets.json"), broken)
      yield* refused({}, /secrets\.json has been modified: .*--fresh\n$/, Effect.succeed(place))
      expect(readFileSync(join(place.folder, ".croupier/secrets.json"), "utf8")).toBe(broken)
    })
  )
})
