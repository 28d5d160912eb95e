import { writeFileSync } from "node:fs"
import { createServer, type RequestListener } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Hub88Command from "@croupier/sandbox/hub88/Hub88Command"
import * as Hub88Keys from "@croupier/sandbox/hub88/Hub88Keys"
import * as Hub88Simulator from "@croupier/sandbox/hub88/Hub88Simulator"
import { describe, expect, it } from "@effect/vitest"
import { Effect, Either, Queue } from "effect"

const operatorKeys = Hub88Keys.generate()

/** A wallet that answers with the status that the body's round says, and `RS_OK` otherwise. */
const wallet: RequestListener = async (incoming, outgoing) => {
  let body = ""
  for await (const part of incoming) body += part
  const { round } = JSON.parse(body) as { readonly round?: string }
  outgoing.end(JSON.stringify({ status: round?.startsWith("RS_") ? round : "RS_OK", balance: 7 }))
}

const playing = Effect.gen(function* () {
  const callbackUrl = yield* Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly close: () => void }>((resume) => {
      const server = createServer(wallet)
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as { readonly port: number }
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )
  const provider = yield* Hub88Simulator.make({ pause: 1, repeats: 1 })
  yield* provider.connect({ operatorId: "o", publicKeyPem: operatorKeys.publicKeyPem, callbackUrl: callbackUrl.url })
  return { provider, ask: askOf(provider.baseUrl), walletUrl: callbackUrl.url }
})

/** What an operator asks of a provider, signed. */
const askOf =
  (baseUrl: string) =>
  (path: string, fields: object, sign: (body: string) => string = operatorKeys.sign) =>
    Effect.promise(async () => {
      const body = JSON.stringify({ operator_id: "o", ...fields })
      const answer = await fetch(baseUrl + path, { method: "POST", body, headers: { "X-Hub88-Signature": sign(body) } })
      return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
    })

const launch = {
  user: "b_1",
  token: "t",
  game_code: "g",
  platform: "GPL_DESKTOP",
  lang: "ko",
  currency: "KRW",
  country: "KR"
}
const launchPath = "/operator/generic/v2/game/url"
const feedPath = "/operator/generic/v2/transactions/list"

describe("the simulated hub88 provider", () => {
  it.scopedLive("launches for an operator who signs, and joins the launched game", () =>
    Effect.gen(function* () {
      const { ask, provider } = yield* playing
      const { json, status } = yield* ask(launchPath, launch)
      expect(status).toBe(200)
      const { seat } = yield* provider.open(json as { url: string })
      expect(seat).toEqual({ user: "b_1", token: "t", game: "g", currency: "KRW" })
      expect((yield* ask(launchPath, launch, Hub88Keys.generate().sign)).status).toBe(403)
      expect((yield* ask(launchPath, { ...launch, operator_id: "p" })).status).toBe(400)
      expect((yield* ask(launchPath, { ...launch, token: undefined })).status).toBe(400)
      const demo = yield* ask(launchPath, { ...launch, currency: "XXX", user: undefined, token: undefined })
      expect(demo.status).toBe(200)
      expect((yield* Effect.flip(provider.open(demo.json as { url: string })))._tag).toBe("NoSuchLaunch")
    })
  )

  it.scopedLive("keeps books of what it played, and returns them page by page to signed requests", () =>
    Effect.gen(function* () {
      const { ask, provider } = yield* playing
      const session = yield* provider.seat("o", { user: "b_1", token: "t", game: "g", currency: "KRW" })
      const bet = yield* session.bet({ amount: "1.5" })
      yield* session.win({ amount: "2", bet: bet.id, round: bet.round })
      yield* session.bet({ amount: "1", round: "RS_ERROR_NOT_ENOUGH_MONEY" })
      yield* session.rollback({ of: bet.id, round: bet.round })
      yield* session.bet({ amount: "1", free: true })
      const pages: Array<Record<string, unknown>> = []
      for (let cursor: unknown = "0"; cursor !== null; ) {
        const { json } = yield* ask(feedPath, { cursor, limit: 2 })
        pages.push(...(json.transactions as ReadonlyArray<Record<string, unknown>>))
        cursor = json.cursor
      }
      expect(pages.map(({ amount, kind, transaction_status }) => [kind, transaction_status, amount])).toEqual([
        ["TK_BET", "TS_ROLLEDBACK", "150000"],
        ["TK_WIN", "TS_SUCCESS", "200000"],
        ["TK_BET", "TS_DECLINED", "100000"],
        ["TK_ROLLBACK", "TS_SUCCESS", null],
        ["TK_FREE_BET", "TS_SUCCESS", "100000"]
      ])
      expect((yield* ask(feedPath, {}, () => "")).status).toBe(403)
    })
  )

  it.scopedLive("rolls back a bet with an unknown outcome", () =>
    Effect.gen(function* () {
      const { provider } = yield* playing
      const session = yield* provider.seat("o", { user: "b_1", token: "t", game: "g", currency: "KRW" })
      const lost = yield* session.bet({ amount: "1", round: "RS_ERROR_UNKNOWN" })
      expect(lost.taken).toBe(false)
      const calls = (yield* provider.exchanges).map(({ call }) => call)
      expect(new Set(calls)).toEqual(new Set(["transaction/bet", "transaction/rollback"]))
      const rollback = (yield* provider.exchanges).at(-1)!
      expect(JSON.parse(rollback.body)).toMatchObject({ reference_transaction_uuid: lost.id })
    })
  )

  it.scopedLive("stays the same provider under the same key", () =>
    Effect.gen(function* () {
      const first = yield* Hub88Simulator.make()
      const second = yield* Hub88Simulator.make({ privateKeyPem: first.keys.privateKeyPem })
      expect(second.keys.publicKeyPem).toBe(first.keys.publicKeyPem)
    })
  )
})

describe("the hub88 command", () => {
  it.scopedLive("plays the asked number of rounds in each launched game and says what came of each call", () =>
    Effect.gen(function* () {
      const lines = yield* Queue.unbounded<string>()
      const console = { ...(yield* Effect.console), log: (line: string) => Queue.offer(lines, line) }
      const { walletUrl } = yield* playing
      const options = Either.getOrThrow(
        Hub88Command.parse([...sound.slice(0, 4), "--callback-url", walletUrl, "--port", "0", "--rounds", "2"])
      )
      yield* Effect.forkScoped(Effect.withConsole(Hub88Command.run(options), console))
      const baseUrl = /http:\S+(?=;)/.exec(yield* Queue.take(lines))![0]
      expect((yield* askOf(baseUrl)(launchPath, launch)).status).toBe(200)
      const said = yield* Queue.takeN(lines, 4)
      const [bet, win] = ["b_1 transaction/bet RS_OK 7", "b_1 transaction/win RS_OK 7"]
      expect([...said]).toEqual([bet, win, bet, win])
    })
  )

  const key = join(tmpdir(), `croupier-operator-${process.pid}.pem`)
  writeFileSync(key, operatorKeys.publicKeyPem)
  const sound = ["--operator-id", "o", "--operator-key", key, "--callback-url", "http://127.0.0.1:1/callbacks/hub88/x/"]

  it("reads its arguments", () => {
    expect(Either.getOrThrow(Hub88Command.parse(sound))).toMatchObject({
      port: 9088,
      operatorId: "o",
      operatorKey: operatorKeys.publicKeyPem,
      callbackUrl: "http://127.0.0.1:1/callbacks/hub88/x",
      rounds: 3,
      stake: "1"
    })
  })

  it.each([
    [[], "--operator-id is missing"],
    [[...sound, "--port", "x"], "--port is a whole number of 0 to 65535"],
    [[...sound, "--stake", "1e3"], "--stake is an amount of at most five decimals"],
    [[...sound, "--key", "/none"], "--key: cannot read /none"],
    [[...sound, "--callback-url", "file:///x"], "--callback-url is an http(s) URL"],
    [[...sound, "--what"], "Unknown option '--what'"]
  ])("names what is wrong in %j", (args, line) => {
    const parsed = Hub88Command.parse(args)
    expect(Either.isLeft(parsed) && parsed.left).toContain(line)
  })
})
