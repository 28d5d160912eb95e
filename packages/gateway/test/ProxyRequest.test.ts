import * as Http from "node:http"
import { connect } from "node:net"
import { runs } from "@croupier/core/testing/LongRun"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { defaultLimits } from "../src/RouteClass.js"
import type { Seen } from "./FakeUpstream.js"
import * as House from "./House.js"

const login = { method: "POST", path: "/api/player/login" }
const never = (): void => undefined
const generous = Object.fromEntries(
  Object.entries(defaultLimits).map(([name, limits]) => [
    name,
    { ...limits, each: { perSecond: 1e6, burst: 1e6 }, brand: { perSecond: 1e6, burst: 1e6 } }
  ])
) as typeof defaultLimits
/** Far more than an answer takes on a busy machine. */
const timeout = 1_000
const impatient = { ...generous, read: { ...generous.read, timeout }, login: { ...generous.login, timeout } }

/** A request with a client that can disconnect. */
const begin = (port: number, call: House.Call) => {
  const request = Http.request({
    port,
    host: "127.0.0.1",
    method: call.method ?? "GET",
    path: call.path,
    headers: { host: call.host ?? "aurora.test", ...call.headers },
    agent: false
  })
  request.on("error", never)
  // Listened to and not read: the answer stays on its way.
  request.on("response", never)
  request.end(call.body)
  return request
}

describe("headers", () => {
  it.scopedLive("what a client says in our name, or of its connection, does not reach a service", () =>
    Effect.gen(function* () {
      const { call, player } = yield* House.make()
      const lie = {
        "x-croupier-principal": "forged",
        "X-Croupier-Brand": "borealis",
        "x-forwarded-for": "1.2.3.4",
        "x-forwarded-host": "borealis.test",
        "x-forwarded-port": "1",
        forwarded: "for=1.2.3.4",
        "x-real-ip": "1.2.3.4",
        connection: "keep-alive, x-secret-hop",
        "x-secret-hop": "1",
        te: "trailers",
        "proxy-authorization": "Basic x",
        "x-kept": "kept"
      }
      yield* call({ ...login, headers: lie })
      const { headers, rawHeaders } = player.seen[0]!
      expect(headers["x-kept"]).toBe("kept")
      expect(headers["x-croupier-principal"]).not.toBe("forged")
      for (const gone of [
        "x-croupier-brand",
        "x-forwarded-port",
        "forwarded",
        "x-real-ip",
        "x-secret-hop",
        "te",
        "proxy-authorization"
      ]) {
        expect(headers[gone]).toBeUndefined()
      }
      expect(headers).toMatchObject({
        host: "aurora.test",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-host": "aurora.test"
      })
      expect(rawHeaders.filter((name) => name.toLowerCase() === "x-croupier-principal")).toHaveLength(1)
    })
  )

  it.scopedLive("a trace continues from the client to the service and back in problems", () =>
    Effect.gen(function* () {
      const { call, player } = yield* House.make()
      const trace = "0af7651916cd43dd8448eb211c80319c"
      const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01` }
      yield* call({ ...login, headers })
      expect(player.seen[0]!.headers.traceparent).toMatch(
        new RegExp(`^00-${trace}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`)
      )
      expect(yield* call({ path: "/api/nothing", headers })).toMatchObject({
        body: { traceId: trace },
        headers: { "x-trace-id": trace }
      })
    })
  )

  it.scopedLive("a service's answer keeps its status, cookies and body, and loses what concerns its connection", () =>
    Effect.gen(function* () {
      const { call, player } = yield* House.make()
      player.answer = ({ response }) => {
        response.writeHead(418, {
          "set-cookie": ["a=1", "b=2"],
          "x-croupier-inside": "1",
          "x-kept": "1",
          connection: "x-hop",
          "x-hop": "1"
        })
        response.write("one ")
        response.end("two")
      }
      const answer = yield* call(login)
      expect(answer).toMatchObject({
        status: 418,
        text: "one two",
        headers: { "set-cookie": ["a=1", "b=2"], "x-kept": "1" }
      })
      expect(answer.headers["x-croupier-inside"]).toBeUndefined()
      expect(answer.headers["x-hop"]).toBeUndefined()
    })
  )

  it.scopedLive.each([
    [
      "both lengths",
      "POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    ],
    [
      "two different lengths",
      "POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"
    ],
    ["a list of lengths", "POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nContent-Length: 5, 5\r\n\r\nhello"],
    ["two hosts", "POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nHost: borealis.test\r\n\r\n"],
    ["no host", "POST /api/player/login HTTP/1.1\r\n\r\n"],
    ["another host in the target", "POST http://borealis.test/api/player/login HTTP/1.1\r\nHost: aurora.test\r\n\r\n"],
    [
      "user info in the target",
      "POST http://aurora.test@borealis.test/api/player/login HTTP/1.1\r\nHost: aurora.test\r\n\r\n"
    ],
    [
      "an encoding besides chunked",
      "POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"
    ],
    [
      "a folded header",
      "POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nTransfer-Encoding:\r\n chunked\r\nContent-Length: 0\r\n\r\n"
    ],
    ["a space before the colon", "POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nContent-Length : 0\r\n\r\n"],
    [
      "a bare line feed in the body's framing",
      "POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nTransfer-Encoding: chunked\r\n\r\n0\n\n"
    ],
    ["an asterisk", "OPTIONS * HTTP/1.1\r\nHost: aurora.test\r\n\r\n"],
    ["no HTTP", "hello\r\n\r\n"]
  ] as const)("%s: refused, and nothing reaches a service", ([, text]) =>
    Effect.gen(function* () {
      const { raw, player } = yield* House.make()
      expect(yield* raw(text)).toMatch(/^HTTP\/1\.1 400 /)
      expect(player.seen).toEqual([])
    })
  )

  it.scopedLive("an unsupported expectation is ignored", () =>
    Effect.gen(function* () {
      const { call, player } = yield* House.make()
      expect(yield* call({ ...login, headers: { expect: "100-continue" }, body: "{}" })).toMatchObject({ status: 200 })
      expect(yield* call({ ...login, headers: { expect: "miracles" } })).toMatchObject({ status: 200 })
      expect(player.seen.map(({ headers }) => headers.expect)).toEqual([undefined, undefined])
    })
  )

  it.scopedLive("a target that repeats its own host is taken as the path in it", () =>
    Effect.gen(function* () {
      const { raw, player } = yield* House.make()
      expect(
        yield* raw(
          "POST http://AURORA.test/api/player/login?x HTTP/1.1\r\nHost: aurora.test\r\nConnection: close\r\n\r\n"
        )
      ).toMatch(/^HTTP\/1\.1 200 /)
      expect(player.seen[0]!.url).toBe("/api/player/login?x")
    })
  )

  it.scopedLive("a WebSocket is refused, any other upgrade is ignored", () =>
    Effect.gen(function* () {
      const { raw, player } = yield* House.make()
      const upgrade = (to: string) =>
        raw(
          `POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nConnection: Upgrade, close\r\nUpgrade: ${to}\r\n\r\n`
        )
      expect(yield* upgrade("websocket")).toMatch(/^HTTP\/1\.1 400 [\s\S]*upgrade-refused/)
      expect(player.seen).toEqual([])
      expect(yield* upgrade("h2c")).toMatch(/^HTTP\/1\.1 200 /)
      expect(player.seen[0]!.headers.upgrade).toBeUndefined()
    })
  )
})

describe("limits", () => {
  it.scopedLive("a body over 128 KiB is refused, announced or not, and never reaches a service", () =>
    Effect.gen(function* () {
      const { call, player } = yield* House.make()
      const limit = 128 * 1024
      expect(yield* call({ ...login, body: "x".repeat(limit) })).toMatchObject({ status: 200 })
      for (const headers of [{}, { "transfer-encoding": "chunked" }]) {
        expect(yield* call({ ...login, body: Buffer.alloc(limit + 1), headers })).toMatchObject({
          status: 413,
          body: { code: "body-too-large", limit }
        })
      }
      expect(yield* call({ ...login, body: Buffer.alloc(10 * 1024 * 1024) })).toMatchObject({ status: 413 })
      expect(player.seen).toHaveLength(1)
    })
  )

  it.scopedLive("logins have the strictest limit, by address and brand; another brand is not slowed", () =>
    Effect.gen(function* () {
      const { call } = yield* House.make()
      let accepted = 0
      // However slow the machine, logins come faster than the one a second that is allowed.
      let refused = yield* call(login)
      for (; refused.status === 200 && accepted < 200; accepted++) refused = yield* call(login)
      expect(accepted).toBeGreaterThanOrEqual(20)
      expect(refused).toMatchObject({
        status: 429,
        headers: { "retry-after": "1" },
        body: { code: "rate-limited", retryAfter: 1 }
      })
      expect(yield* call({ ...login, host: "borealis.test" })).toMatchObject({ status: 200 })
    })
  )

  it.scopedLive("each player has a limit of their own, and forged tokens are not verified without end", () =>
    Effect.gen(function* () {
      const { call, bearer } = yield* House.make({
        limits: { read: { ...defaultLimits.read, each: { perSecond: 0.001, burst: 3 } } }
      })
      const [one, other] = [yield* bearer(House.aPlayer("aurora")), yield* bearer(House.aPlayer("aurora"))]
      const get = (authorization: string) => call({ path: "/api/wallet/balance", headers: { authorization } })
      const answers = yield* Effect.forEach(Array.from({ length: 4 }), () => get(one))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
      expect(yield* get(other)).toMatchObject({ status: 200 })
      // Until one is refused: however slow the machine, they come faster than the 20 a second that are verified.
      const forged = (n: number) =>
        Effect.forEach(
          Array.from({ length: 50 }, (_, m) => `Bearer forged.${n}.${m}`),
          get,
          { concurrency: 50 }
        )
      let refused = 0
      for (let n = 0; n < 40 && refused === 0; n++) {
        refused = (yield* forged(n)).filter(({ status }) => status === 429).length
      }
      expect(refused).toBeGreaterThan(0)
      expect(yield* get(other)).toMatchObject({ status: 200 })
    })
  )
})

describe("an upstream in trouble", () => {
  it.scopedLive("stopped: its routes answer 503 at once, others do not notice, and it heals by itself", () =>
    Effect.gen(function* () {
      const { call, bearer, player, wallet } = yield* House.make({ limits: generous })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const balance = call({ path: "/api/wallet/balance", headers: { authorization } })
      expect(yield* balance).toMatchObject({ status: 200 })
      yield* wallet.stop
      const took: Array<number> = []
      for (let n = 0; n < 10; n++) {
        const started = performance.now()
        const answer = yield* balance
        took.push(performance.now() - started)
        expect(answer).toMatchObject({ status: 503, body: { code: "upstream-unavailable" } })
        expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0)
        expect(yield* call(login)).toMatchObject({ status: 200 })
      }
      // The quickest: a wait for the upstream would be in all of them, a busy machine is in some.
      expect(Math.min(...took)).toBeLessThan(250)
      expect(Math.max(...took)).toBeLessThan(generous.read.timeout)
      expect(yield* call({ path: "/health" })).toMatchObject({
        status: 200,
        body: {
          status: "ok",
          checks: { wallet_service: { status: "failed", state: "open" }, player_service: { status: "ok" } }
        }
      })
      yield* wallet.restart
      yield* Effect.repeat(balance, { until: ({ status }) => status === 200, times: 2_000 })
      expect(yield* balance).toMatchObject({ status: 200 })
      expect(player.seen).toHaveLength(10)
    })
  )

  it.scopedLive("/health is 503 only when nothing behind the gateway can be reached", () =>
    Effect.gen(function* () {
      const { call, player, wallet, game, bearer } = yield* House.make({ limits: generous })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      yield* Effect.all([player.stop, wallet.stop, game.stop])
      for (const path of ["/api/player/me", "/api/wallet/balance", "/api/game/games"]) {
        yield* Effect.repeatN(call({ path, headers: { authorization } }), 5)
      }
      expect(yield* call({ path: "/health" })).toMatchObject({ status: 503, body: { status: "failed" } })
      expect(yield* call({ path: "/health/live" })).toMatchObject({ status: 200 })
    })
  )

  it.scopedLive("no answer in time is 504; what it does later changes nothing", () =>
    Effect.gen(function* () {
      const { call, player } = yield* House.make({ limits: impatient })
      const late: Array<Seen> = []
      player.answer = (seen) => void late.push(seen)
      expect(yield* call(login)).toMatchObject({ status: 504, body: { code: "upstream-timeout" } })
      late[0]!.response.end("late")
      player.answer = ({ response }) => void response.end("fresh")
      expect(yield* call(login)).toMatchObject({ status: 200, text: "fresh" })
    })
  )

  it.scopedLive("a safe request is sent once more after its connection broke, any other never", () =>
    Effect.gen(function* () {
      const { call, bearer, player, wallet } = yield* House.make({ limits: generous })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const breakOnce = (fake: typeof player) => {
        const answer = fake.answer
        fake.answer = ({ response }) => {
          fake.answer = answer
          response.destroy()
        }
      }
      breakOnce(wallet)
      expect(yield* call({ path: "/api/wallet/balance", headers: { authorization } })).toMatchObject({ status: 200 })
      expect(wallet.seen).toHaveLength(2)
      breakOnce(player)
      expect(yield* call(login)).toMatchObject({ status: 502, body: { code: "upstream-failed" } })
      expect(player.seen).toHaveLength(1)
      player.answer = ({ response }) => void response.destroy()
      const me = call({ path: "/api/player/me", headers: { authorization } })
      expect(yield* me).toMatchObject({ status: 502 })
      expect(player.seen).toHaveLength(3)
    })
  )

  it.scopedLive("an answer that breaks off does not look whole to the client", () =>
    Effect.gen(function* () {
      const { port, player } = yield* House.make()
      player.answer = ({ response }) => {
        response.writeHead(200, { "content-length": 100 })
        response.write("half", () => response.destroy())
      }
      const request = begin(port, login)
      const outcome = yield* Effect.promise(
        () =>
          new Promise<string>((resolve) => {
            request.on("error", () => resolve("error"))
            request.on("response", (response) => {
              response.on("error", () => resolve("broken"))
              response.on("end", () => resolve("whole"))
              response.resume()
            })
          })
      )
      expect(outcome).toBe("broken")
    })
  )

  it.scopedLive("a provider is answered in its protocol's words, never in a problem document", () =>
    Effect.gen(function* () {
      const { call, game } = yield* House.make({
        limits: { ...generous, callback: { ...generous.callback, each: { perSecond: 0.001, burst: 4 } } }
      })
      const callback = (provider: string, body: string | Buffer = "{}") =>
        call({ method: "POST", path: `/callbacks/${provider}/abc/transaction/bet`, host: "anything", body })
      expect(yield* callback("hub88")).toMatchObject({ status: 200 })
      expect(yield* callback("hub88", Buffer.alloc(200_000))).toMatchObject({
        status: 413,
        body: { status: "RS_ERROR_WRONG_SYNTAX" }
      })
      for (const path of ["/callbacks/hub88/abc/%2e%2e/x", "/callbacks/hub88/abc/%ff", "/callbacks/hub88/%"]) {
        const { status, text } = yield* call({ method: "POST", path, host: "anything", body: "{}" })
        expect({ status, text }).toEqual({ status: 400, text: '{"status":"RS_ERROR_WRONG_SYNTAX"}' })
      }
      yield* game.stop
      expect(yield* callback("hub88")).toMatchObject({ status: 503, body: { status: "RS_ERROR_UNKNOWN" } })
      expect(yield* callback("another")).toMatchObject({ status: 503, text: "" })
      expect(yield* callback("hub88")).toMatchObject({ status: 503 })
      expect(yield* callback("hub88")).toMatchObject({ status: 429, body: { status: "RS_ERROR_UNKNOWN" } })
    })
  )
})

describe("a client that disconnects", () => {
  it.scopedLive("aborts a safe request; a request that may move money runs to its end", () =>
    Effect.gen(function* () {
      const { port, bearer, wallet } = yield* House.make()
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const closed = new Map<string, boolean>()
      wallet.answer = ({ method, response }) => {
        response.on("close", () => closed.set(method, !response.writableFinished))
      }
      const get = begin(port, { path: "/api/wallet/balance", headers: { authorization } })
      const post = begin(port, {
        method: "POST",
        path: "/api/wallet/deposit-requests",
        headers: { authorization },
        body: "{}"
      })
      yield* House.eventually(() => wallet.seen.length === 2)
      get.destroy()
      post.destroy()
      yield* House.eventually(() => closed.get("GET") === true)
      expect(closed.has("POST")).toBe(false)
      const held = wallet.seen.find(({ method }) => method === "POST")!
      held.response.end("x".repeat(200_000))
      yield* House.eventually(() => closed.get("POST") === false)
    })
  )

  it.scopedLive("in the middle of a large answer, many times, leaves no upstream connection stuck", () =>
    Effect.gen(function* () {
      const leaving = runs(150)
      // Fewer connections than clients that leave.
      const connections = { concurrency: Math.ceil(1.5 * leaving), waiting: 64 }
      const { port, call, wallet, bearer } = yield* House.make({ limits: generous, connections })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const chunk = Buffer.alloc(64 * 1024)
      wallet.answer = ({ response }) => {
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
        }
        response.on("drain", more)
        more()
      }
      for (const method of ["GET", "POST"]) {
        const leavers = Array.from({ length: leaving }, () =>
          begin(port, { method, path: "/api/wallet/rounds", headers: { authorization } })
        )
        yield* House.eventually(() => wallet.seen.filter((seen) => seen.method === method).length === leaving)
        for (const leaver of leavers) leaver.destroy()
        for (const { response } of wallet.seen) response.removeAllListeners("drain").end()
      }
      yield* House.eventually(() => wallet.seen.every(({ response }) => response.closed))
      wallet.answer = ({ response }) => void response.end("well")
      expect(yield* call({ path: "/api/wallet/balance", headers: { authorization } })).toMatchObject({
        status: 200,
        text: "well"
      })
      expect(wallet.sockets()).toBeLessThanOrEqual(connections.concurrency)
    })
  )

  it.scopedLive("while its body arrives, costs nothing", () =>
    Effect.gen(function* () {
      const { port, player, call } = yield* House.make()
      const socket = connect(port, "127.0.0.1")
      socket.write("POST /api/player/login HTTP/1.1\r\nHost: aurora.test\r\nContent-Length: 10\r\n\r\nhalf")
      yield* call({ path: "/health" })
      socket.destroy()
      expect(yield* call(login)).toMatchObject({ status: 200 })
      expect(player.seen).toHaveLength(1)
    })
  )
})

describe("connections", () => {
  it.scopedLive(`${runs(10_000)} requests over 32 kept connections open no more than that`, () =>
    Effect.gen(function* () {
      const { call, wallet, bearer } = yield* House.make({ limits: generous })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const agent = new Http.Agent({ keepAlive: true, maxSockets: 32 })
      wallet.answer = ({ response }) => {
        wallet.seen.length = 0
        response.writeHead(200, { "content-length": 2 }).end("{}")
      }
      const one = call({ path: "/api/wallet/balance", headers: { authorization }, agent })
      const statuses = yield* Effect.forEach(
        Array.from({ length: runs(10_000) }),
        () => Effect.map(one, ({ status }) => status),
        { concurrency: 32 }
      )
      expect(statuses.every((status) => status === 200)).toBe(true)
      expect(wallet.sockets()).toBeLessThanOrEqual(32)
      agent.destroy()
    })
  )

  it.scopedLive("a port that is taken is an error at once", () =>
    Effect.gen(function* () {
      const { port } = yield* House.make()
      expect(yield* Effect.flip(House.make({ port }))).toMatchObject({ _tag: "ServeError" })
    })
  )

  it.scopedLive("stopping lets requests in flight finish", () =>
    Effect.gen(function* () {
      const inFlight: Array<Seen> = []
      const answer = yield* Effect.scoped(
        Effect.gen(function* () {
          const { call, player } = yield* House.make()
          player.answer = (seen) => void inFlight.push(seen)
          const fiber = yield* Effect.forkDaemon(call(login))
          yield* House.eventually(() => inFlight.length === 1)
          yield* Effect.forkDaemon(
            Effect.sync(() => inFlight[0]!.response.end("in time")).pipe(Effect.delay("50 millis"))
          )
          return fiber
        })
      )
      expect(yield* answer.await).toMatchObject({ _tag: "Success", value: { status: 200, text: "in time" } })
    })
  )
})

describe("figures", () => {
  it.scopedLive("/metrics is on its own port and nowhere else", () =>
    Effect.gen(function* () {
      const { call, metricsPort, wallet, bearer } = yield* House.make({ metrics: { port: 0 } })
      const authorization = yield* bearer(House.aPlayer("aurora"))
      yield* call({ path: "/api/wallet/balance", headers: { authorization } })
      yield* call({ path: "/api/nothing" })
      expect(yield* call({ path: "/metrics" })).toMatchObject({ status: 404 })
      const { text } = yield* House.send(metricsPort!, { path: "/metrics" })
      expect(text).toContain(
        'http_server_request_duration_seconds_count{method="GET",route="/api/wallet/",status="200"} 1'
      )
      expect(text).toContain('route="none",status="404"} 2')
      expect(text).toContain('gateway_upstream_breaker{upstream="wallet_service"} 0')
      expect(wallet.seen).toHaveLength(1)
    })
  )

  it.scopedLive("the merged description has every service's routes once, and none of the inner ones", () =>
    Effect.gen(function* () {
      const { call, player, wallet, game } = yield* House.make()
      const document = (paths: object, schemas: object) => (seen: Seen) =>
        void seen.response.setHeader("content-type", "application/json").end(
          JSON.stringify({
            openapi: "3.1.0",
            info: { title: "x", version: "1" },
            paths,
            components: { schemas, securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
            security: [],
            tags: [{ name: "x" }]
          })
        )
      const operation = (schema: string) => ({
        get: {
          tags: ["x"],
          parameters: [],
          responses: {
            200: {
              description: "",
              content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } }
            }
          }
        }
      })
      player.answer = document(
        { "/api/player/me": operation("Me"), "/internal/player/x": operation("Me") },
        { Me: { type: "string" } }
      )
      wallet.answer = document({ "/api/wallet/balance": operation("Me") }, { Me: { type: "number" } })
      yield* game.stop
      const { body } = yield* call({ path: "/openapi.json" })
      expect(Object.keys(body.paths as object)).toEqual(["/api/player/me", "/api/wallet/balance"])
      expect(body).toMatchObject({
        components: { schemas: { Me: { type: "string" }, wallet_service_Me: { type: "number" } } }
      })
      expect(JSON.stringify((body.paths as Record<string, unknown>)["/api/wallet/balance"])).toContain(
        "schemas/wallet_service_Me"
      )
      expect(yield* call({ path: "/docs/plain" })).toMatchObject({
        status: 200,
        text: expect.stringContaining("/api/wallet/balance")
      })
    })
  )
})
