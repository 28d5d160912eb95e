import { createServer } from "node:http"
import * as SoftswissClient from "@croupier/sandbox/softswiss/SoftswissClient"
import * as SoftswissSignature from "@croupier/sandbox/softswiss/SoftswissSignature"
import * as SoftswissSimulator from "@croupier/sandbox/softswiss/SoftswissSimulator"
import { codeOf, readAnswer } from "@croupier/sandbox/softswiss/SoftswissWire"
import { describe, expect, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"

/** What a scripted wallet says to one request; `hang` says nothing. */
type Line = { readonly status: number; readonly text: string } | "hang"

interface Received {
  readonly path: string
  readonly body: string
  readonly signature: string
}

/** A wallet that answers with its lines one after the other, then always with the last. */
const wallet = (lines: ReadonlyArray<Line>) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly received: Array<Received>; readonly close: () => void }>((resume) => {
      const received: Array<Received> = []
      const server = createServer(async (incoming, outgoing) => {
        let body = ""
        for await (const part of incoming) body += part
        const signature = String(incoming.headers["x-request-sign"])
        received.push({ path: incoming.url ?? "", body, signature })
        const line = lines[Math.min(received.length, lines.length) - 1]!
        if (line !== "hang") outgoing.writeHead(line.status).end(line.text)
      })
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as { readonly port: number }
        const close = () => server.close().closeAllConnections()
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}/callbacks/softswiss/x`, received, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const secret = SoftswissSignature.makeSecret()
const ok: Line = { status: 200, text: '{"balance":"115.00"}' }
const error = (apiCode: string): Line => ({
  status: apiCode === "500" ? 500 : 400,
  text: JSON.stringify({ code: "x", msg: "x", meta: { api_code: apiCode, api_message: "x" } })
})

const calling = (lines: ReadonlyArray<Line>) =>
  Effect.gen(function* () {
    const { received, url } = yield* wallet(lines)
    const client = yield* SoftswissClient.make({
      callbackUrl: url,
      secret,
      pause: 1,
      patience: lines.includes("hang") ? 2000 : 20_000
    })
    return { client, received, url }
  })

const seat = { account: "b_1", game: "g", currency: "EUR" }

describe("the simulated softswiss provider", () => {
  it("signs as the wire wants it: HMAC-SHA256 of the body in lower-case hex", () => {
    // RFC 4231, test case 2.
    expect(SoftswissSignature.sign("Jefe", "what do ya want for nothing?")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
  })

  it.scopedLive("repeats the same signed body until there is an answer", () =>
    Effect.gen(function* () {
      const { client, received } = yield* calling([error("500"), "hang", { status: 502, text: "<html>" }, ok])
      const exchange = yield* client.call("betwin", { amount: "1" })
      expect(exchange).toMatchObject({ attempt: 4, answer: { balance: "115.00" } })
      expect(new Set(received.map(({ body }) => body))).toEqual(new Set(['{"amount":"1"}']))
      for (const { body, path, signature } of received) {
        expect([path, signature]).toEqual(["/callbacks/softswiss/x/betwin", SoftswissSignature.sign(secret, body)])
      }
      expect(yield* client.exchanges).toHaveLength(4)
    })
  )

  it.scopedLive(
    "takes some errors for answers, and gives up on the others after as many attempts as the call has",
    () =>
      Effect.gen(function* () {
        for (const apiCode of ["100", "105", "106", "400", "403"]) {
          const { client } = yield* calling([error(apiCode)])
          expect([apiCode, (yield* client.call("betwin", {})).attempt]).toEqual([apiCode, 1])
        }
        const { client } = yield* calling([error("409")])
        const attempts = yield* Effect.forEach(["balance", "betwin", "finish"] as const, (call) =>
          Effect.map(client.call(call, {}), ({ attempt }) => attempt)
        )
        expect(attempts).toEqual([1, 4, 5])
      })
  )

  it.scopedLive("rolls back a batch with an unknown outcome, and no other", () =>
    Effect.gen(function* () {
      for (const [line, calls] of [
        [error("500"), ["betwin", "betwin", "betwin", "betwin", "rollback"]],
        [error("409"), ["betwin", "betwin", "betwin", "betwin"]]
      ] as const) {
        const { received, url } = yield* wallet([line, line, line, line, ok])
        const provider = yield* SoftswissSimulator.make({ pause: 1 })
        yield* provider.connect({ operatorId: "o", secret, callbackUrl: url })
        const session = yield* provider.seat("o", seat)
        const lost = yield* session.betwin({ transactions: [{ type: "bet", amount: "1" }] })
        expect([lost.taken, received.map(({ path }) => path.split("/").at(-1))]).toEqual([false, calls])
        if (calls.length === 5) {
          expect(JSON.parse(received.at(-1)!.body)).toMatchObject({
            round_id_provider: lost.round,
            transactions: [{ original_id_provider: lost.ids[0] }]
          })
        }
        expect(yield* provider.exchanges).toHaveLength(calls.length)
      }
    })
  )

  it.scopedLive("launches for an operator who signs, and joins the launched game", () =>
    Effect.gen(function* () {
      const provider = yield* SoftswissSimulator.make()
      yield* provider.connect({ operatorId: "o", secret, callbackUrl: "http://127.0.0.1:1/callbacks/softswiss/x" })
      const launch = { casino_id: "o", game: "g", locale: "en", client_type: "desktop", currency: "EUR" }
      const ask = (path: string, fields: object, key = secret) =>
        Effect.promise(async () => {
          const body = JSON.stringify(fields)
          const headers = { "X-REQUEST-SIGN": SoftswissSignature.sign(key, body) }
          const answer = await fetch(provider.baseUrl + path, { method: "POST", body, headers })
          const json = (await answer.json()) as { readonly launch_options?: { readonly game_url: string } }
          return { status: answer.status, url: json.launch_options?.game_url ?? "" }
        })
      const played = yield* ask("/sessions", { ...launch, user: { account_id: "b_1" } })
      expect((yield* provider.open(played)).seat).toEqual(seat)
      const demo = yield* ask("/demo", launch)
      expect((yield* Effect.flip(provider.open(demo)))._tag).toBe("NoSuchSession")
      const statuses = [
        yield* ask("/sessions", launch),
        yield* ask("/sessions", { ...launch, casino_id: "p" }),
        yield* ask("/sessions", launch, "another"),
        yield* ask("/elsewhere", launch)
      ].map(({ status }) => status)
      expect(statuses).toEqual([400, 400, 403, 404])
    })
  )

  it.prop("reads any answer without falling over it", [fc.oneof(fc.string(), fc.json())], ([text]) => {
    const exchange = { call: "balance", attempt: 1, body: "", httpStatus: 400, text, millis: 0 } as const
    expect(typeof codeOf({ ...exchange, answer: readAnswer(text) })).toBe("string")
  })
})
