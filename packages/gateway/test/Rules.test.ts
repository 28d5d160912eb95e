import { describe, expect, it } from "@effect/vitest"
import { ConfigProvider, Effect, Exit, FastCheck } from "effect"
import { config } from "../src/GatewayConfig.js"
import { Breaker, defaultBreaker } from "../src/internal/Breaker.js"
import { clientKey } from "../src/internal/RateLimiter.js"
import { RetryBudget } from "../src/internal/RetryBudget.js"
import * as RouteTable from "../src/internal/RouteTable.js"
import { TokenBuckets } from "../src/internal/TokenBuckets.js"
import { routes } from "../src/Route.js"
import * as TrustedProxies from "../src/TrustedProxies.js"

describe("TokenBuckets", () => {
  const rate = { perSecond: 5, burst: 10 }

  it.prop(
    "never lets more pass than burst and rate allow, in any pattern of arrival",
    [FastCheck.array(FastCheck.nat({ max: 2_000 }), { maxLength: 200 })],
    ([gaps]) => {
      const buckets = new TokenBuckets()
      let now = 0
      let passed = 0
      for (const gap of gaps) {
        now += gap
        if (buckets.take("one", rate, now) === 0) passed++
      }
      expect(passed).toBeLessThanOrEqual(rate.burst + (now * rate.perSecond) / 1000)
    }
  )

  it.prop("a caller who waits as long as the response says passes", [FastCheck.nat({ max: 30 })], ([spent]) => {
    const buckets = new TokenBuckets()
    for (let n = 0; n < spent; n++) buckets.take("one", rate, 0)
    const wait = buckets.take("one", rate, 0)
    if (wait > 0) expect(buckets.take("one", rate, wait * 1000)).toBe(0)
  })

  it("one name does not use another's tokens, and full memory drops the oldest only", () => {
    const buckets = new TokenBuckets(2)
    for (let n = 0; n < 11; n++) buckets.take("greedy", rate, 0)
    expect(buckets.take("greedy", rate, 0)).toBe(1)
    expect(buckets.take("other", rate, 0)).toBe(0)
    expect(buckets.take("third", rate, 0)).toBe(0)
    expect(buckets.take("other", rate, 0)).toBe(0)
  })
})

describe("Breaker", () => {
  const fail = (breaker: Breaker, times: number, now: number) => {
    for (let n = 0; n < times; n++) {
      breaker.admits(now)
      breaker.failed(now)
    }
  }

  it("opens after five failures in a row and not while some succeed", () => {
    const breaker = new Breaker()
    for (let n = 0; n < 20; n++) {
      fail(breaker, 4, 0)
      breaker.succeeded()
    }
    expect(breaker.state(0)).toBe("closed")
    fail(breaker, 5, 0)
    expect(breaker.state(0)).toBe("open")
    expect(breaker.admits(0)).toBe(false)
  })

  it("after its pause lets one through: success closes it, failure opens it for longer", () => {
    const breaker = new Breaker()
    fail(breaker, 5, 0)
    expect([breaker.admits(500), breaker.admits(500)]).toEqual([true, false])
    breaker.failed(500)
    expect(breaker.admits(999)).toBe(false)
    expect(breaker.admits(1_000)).toBe(true)
    breaker.failed(1_000)
    expect(breaker.admits(1_999)).toBe(false)
    expect(breaker.admits(2_000)).toBe(true)
    breaker.succeeded()
    expect(breaker.state(2_000)).toBe("closed")
    expect([breaker.admits(2_000), breaker.admits(2_000)]).toEqual([true, true])
  })

  it("a probe with a disconnected client lets the next one try", () => {
    const breaker = new Breaker()
    fail(breaker, 5, 0)
    expect(breaker.admits(500)).toBe(true)
    breaker.abandoned()
    expect(breaker.admits(500)).toBe(true)
  })

  it.prop(
    "an upstream that is back is let in again within the longest pause, whatever happened before",
    [FastCheck.array(FastCheck.tuple(FastCheck.constantFrom("ok", "fail", "leave"), FastCheck.nat({ max: 3_000 })))],
    ([history]) => {
      const breaker = new Breaker()
      let now = 0
      for (const [outcome, gap] of history) {
        now += gap
        if (!breaker.admits(now)) continue
        if (outcome === "ok") breaker.succeeded()
        else if (outcome === "fail") breaker.failed(now)
        else breaker.abandoned()
      }
      expect(breaker.admits(now + defaultBreaker.maxPause)).toBe(true)
    }
  )
})

it("retries are at most ten and then a tenth of the requests", () => {
  const budget = new RetryBudget()
  let retries = 0
  for (let n = 0; n < 1_000; n++) {
    budget.request()
    if (budget.retry()) retries++
  }
  expect(retries).toBeGreaterThanOrEqual(100)
  expect(retries).toBeLessThanOrEqual(110)
})

describe("RouteTable", () => {
  const find = RouteTable.make(routes)

  it.each([
    ["/api/player/login", "public"],
    ["/api/player/login/", "player"],
    ["/api/player/me", "player"],
    ["/api/game/games", "optional"],
    ["/api/game/games/hub88/x/launch", "player"],
    ["/api/admin/login", "public"],
    ["/api/admin/brands/aurora/players", "operator"],
    ["/api/recon/brands/aurora/gaps", "operator"],
    ["/api/agent/tree", "agent"],
    ["/callbacks/hub88/abc/user/info", "callback"]
  ])("%s is for %s", (path, access) => {
    expect(find(path)?.access).toBe(access)
  })

  it("deposit and withdrawal requests count as money whichever service answers them", () => {
    for (const path of ["/api/wallet/deposit-requests", "/api/wallet/withdrawal-requests/1"]) {
      expect(find(path)?.unsafe).toBe("money")
    }
  })

  it.prop("no path outside of /api/ and /callbacks/ has a route", [FastCheck.webPath()], ([path]) => {
    if (!path.startsWith("/api/") && !path.startsWith("/callbacks/")) expect(find(path)).toBeUndefined()
  })
})

describe("TrustedProxies", () => {
  const proxies = TrustedProxies.parse("10.0.0.0/8, 127.0.0.1,fd00::/8")
  const trusted = proxies._tag === "Right" ? proxies.right : TrustedProxies.none

  it.each([
    ["203.0.113.9", "1.1.1.1", "203.0.113.9"],
    ["10.1.2.3", "203.0.113.9", "203.0.113.9"],
    ["10.1.2.3", "6.6.6.6, 203.0.113.9, 10.9.9.9", "203.0.113.9"],
    ["10.1.2.3", "6.6.6.6, nonsense, 10.9.9.9", "10.9.9.9"],
    ["10.1.2.3", undefined, "10.1.2.3"],
    ["fd00::1", "2001:db8::7", "2001:db8::7"],
    ["127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"]
  ])("from %s saying %s the client is %s", (peer, forwardedFor, client) => {
    expect(TrustedProxies.clientOf(trusted, peer, forwardedFor)).toBe(client)
  })

  it.each(["10.0.0.0/33", "10.0.0", "example.org", "10.0.0.0/8/8", "fd00::/129", "10.0.0.0/-1"])(
    "%s is refused by name",
    (text) => {
      expect(TrustedProxies.parse(`127.0.0.1,${text}`)).toMatchObject({ left: expect.stringContaining(text) })
    }
  )

  it("one customer's IPv6 network counts as one client", () => {
    expect(clientKey("2001:db8:1:2:3:4:5:6")).toBe(clientKey("2001:0db8:1:2::9"))
    expect(clientKey("2001:db8::1")).toBe(clientKey("2001:db8:0:0:1::"))
    expect(clientKey("2001:db8:1:2::1")).not.toBe(clientKey("2001:db8:1:3::1"))
    expect(clientKey("203.0.113.9")).toBe("203.0.113.9")
  })
})

describe("configuration", () => {
  const good = {
    PLAYER_SERVICE_URL: "http://127.0.0.1:8010",
    WALLET_SERVICE_URL: "http://127.0.0.1:8011",
    GAME_SERVICE_URL: "http://127.0.0.1:8012"
  }
  const read = (environment: Record<string, string>) =>
    Effect.exit(Effect.withConfigProvider(config, ConfigProvider.fromMap(new Map(Object.entries(environment)))))

  it.effect("three addresses are enough, and brands are kept apart unless said otherwise", () =>
    Effect.map(read(good), (exit) =>
      expect(exit).toMatchObject({
        _tag: "Success",
        value: { port: 8080, enforcement: "enforce", upstreams: { wallet_service: new URL(good.WALLET_SERVICE_URL) } }
      })
    )
  )

  it.effect.each([
    ["MULTI_BRAND_ENFORCEMENT", "Enforce"],
    ["MULTI_BRAND_ENFORCEMENT", "on"],
    ["WALLET_SERVICE_URL", "wallet:8011"],
    ["WALLET_SERVICE_URL", ""],
    ["TRUSTED_PROXIES", "anyone"],
    ["PORT", "80800"],
    ["GATEWAY_METRICS_PORT", "x"]
  ] as const)("%s=%s stops the start with a line that names it", ([name, value]) =>
    Effect.map(read({ ...good, [name]: value }), (exit) => {
      expect(Exit.isFailure(exit)).toBe(true)
      expect(String(exit)).toContain(name)
    })
  )
})
