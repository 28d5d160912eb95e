import { describe, expect, it } from "@effect/vitest"
import { Effect, FastCheck } from "effect"
import * as RouteTable from "../src/internal/RouteTable.js"
import { routes } from "../src/Route.js"
import { defaultLimits } from "../src/RouteClass.js"
import * as House from "./House.js"

const tables = RouteTable.make(routes)

/** Ways to write a path another way, most of which some server reads as the same. */
const respelled: ReadonlyArray<(path: string, at: number) => string> = [
  (path) => path,
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path, at) => replaceSlash(path, at, "//"),
  (path, at) => replaceSlash(path, at, "/./"),
  (path, at) => replaceSlash(path, at, "/x/../"),
  (path, at) => replaceSlash(path, at, "/x/%2e%2E/"),
  (path, at) => replaceSlash(path, at, "%2f"),
  (path, at) => replaceSlash(path, at, "\\"),
  (path, at) => replaceSlash(path, at, "%5C"),
  (path, at) => replaceSlash(path, at, ";a=b/"),
  (path) => `${path};x`,
  (path) => `${path}%3Bx`,
  (path) => `${path}#x`,
  (path) => `${path}%00`,
  (path) => `${path}%20`,
  (path) => path.toUpperCase(),
  (path, at) => path.slice(0, at) + path.slice(at).toUpperCase(),
  (path, at) => encodeAt(path, at),
  (path) => `${path}?a=1&a=2`,
  (path) => `http://aurora.test${path}`,
  (path) => `http://borealis.test${path}`,
  (path) => `${path}/%2e%2e/withdrawal-requests`
]
const replaceSlash = (path: string, at: number, by: string): string => {
  const slash = path.indexOf("/", at % path.length)
  return slash <= 0 ? path : path.slice(0, slash) + by + path.slice(slash + 1)
}
const encodeAt = (path: string, at: number): string => {
  const index = at % path.length
  return `${path.slice(0, index)}%${path.charCodeAt(index).toString(16)}${path.slice(index + 1)}`
}

const spelling = FastCheck.tuple(
  FastCheck.constantFrom(
    "/api/wallet/withdrawal-requests",
    "/api/wallet/balance",
    "/api/player/login",
    "/api/game/games/hub88/x%3Ay/launch",
    "/internal/wallet/post"
  ),
  FastCheck.array(FastCheck.tuple(FastCheck.constantFrom(...respelled), FastCheck.nat({ max: 40 })), { maxLength: 2 })
).map(([path, ways]) => ways.reduce((written, [way, at]) => way(written, at), path))

describe("a path in another spelling", () => {
  it.scopedLive("is refused, or served as what it was decided to be", () =>
    Effect.gen(function* () {
      const { raw, player, wallet, game, bearer } = yield* House.make()
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const upstreams = [player, wallet, game]
      for (const target of new Set(FastCheck.sample(spelling, { numRuns: 250, seed: 17 }))) {
        for (const upstream of upstreams) upstream.seen.length = 0
        const answer = yield* raw(
          `GET ${target} HTTP/1.1\r\nhost: aurora.test\r\nauthorization: ${authorization}\r\nconnection: close\r\n\r\n`
        )
        const seen = upstreams.flatMap((upstream) => upstream.seen)
        const status = Number(answer.slice(9, 12))
        if (seen.length === 0) expect([400, 404, 405, 429]).toContain(status)
        else {
          const path = seen[0]!.url.split("?")[0]!
          expect(status).toBe(200)
          expect(path).toMatch(/^(?:\/(?!\.{1,2}(?:\/|$))(?:[\w.~!$&'()*+,=:@-]|%[2-9A-F][0-9A-F])+)+$/)
          expect(tables(path)).toBeDefined()
          expect(path.startsWith("/internal")).toBe(false)
        }
      }
    })
  )

  it.scopedLive("does not get past a limit of its own path", () =>
    Effect.gen(function* () {
      const each = { perSecond: 0.001, burst: 3 }
      const { raw, wallet, bearer } = yield* House.make({ limits: { money: { ...defaultLimits.money, each } } })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      for (const [at, way] of respelled.entries()) {
        const target = way("/api/wallet/withdrawal-requests", at)
        yield* raw(
          `POST ${target} HTTP/1.1\r\nhost: aurora.test\r\nauthorization: ${authorization}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`
        )
      }
      // In other letters it is another path, which the service does not have.
      const paths = wallet.seen.map(({ url }) => url.split("?")[0])
      expect(paths.filter((path) => path === "/api/wallet/withdrawal-requests").length).toBeLessThanOrEqual(3)
      expect(
        paths.filter((path) => !/^\/api\/wallet\/(?:[a-zA-Z-]+|withdrawal-requests%(?:20|3B)x?)$/.test(path!))
      ).toEqual([])
    })
  )
})
