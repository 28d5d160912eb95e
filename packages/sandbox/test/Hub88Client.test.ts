import { createServer } from "node:http"
import { bodyOf, type Fields, make } from "@croupier/sandbox/hub88/Hub88Client"
import * as Hub88Keys from "@croupier/sandbox/hub88/Hub88Keys"
import { countOf, readAnswer, signatureHeader } from "@croupier/sandbox/hub88/Hub88Wire"
import { describe, expect, it } from "@effect/vitest"
import { Effect, FastCheck as fc } from "effect"

interface Received {
  readonly path: string
  readonly body: string
  readonly signature: string
}

/** What a scripted wallet says to one request; `hang` says nothing. */
type Line = { readonly status?: number; readonly text: string } | "hang"

/** A wallet that answers with its lines one after the other, then always with the last. */
const wallet = (lines: ReadonlyArray<Line>) =>
  Effect.acquireRelease(
    Effect.async<{ readonly url: string; readonly received: Array<Received>; readonly close: () => void }>((resume) => {
      const received: Array<Received> = []
      const server = createServer(async (incoming, outgoing) => {
        let body = ""
        for await (const part of incoming) body += part
        const signature = String(incoming.headers[signatureHeader.toLowerCase()])
        received.push({ path: incoming.url ?? "", body, signature })
        const line = lines[Math.min(received.length, lines.length) - 1]!
        if (line !== "hang") outgoing.writeHead(line.status ?? 200).end(line.text)
      })
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as { readonly port: number }
        const close = () => server.close().closeAllConnections()
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}/callbacks/hub88/x`, received, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const keys = Hub88Keys.generate()
const ok: Line = {
  text: '{"user":"a","status":"RS_OK","request_uuid":"r","currency":"KRW","balance":90071992547409931}'
}

const calling = (lines: ReadonlyArray<Line>) =>
  Effect.gen(function* () {
    const { received, url } = yield* wallet(lines)
    const client = yield* make({ callbackUrl: url, keys, pause: 1, patience: lines.includes("hang") ? 2000 : 20_000 })
    return { client, received }
  })

describe("a hub88 client", () => {
  const notFinal: ReadonlyArray<readonly [string, Line]> = [
    ["a broken server", { status: 500, text: "" }],
    ["an answer that does not come", "hang"],
    ["an unknown error", { text: '{"status":"RS_ERROR_UNKNOWN"}' }],
    ["no JSON", { text: "<html>" }],
    ["no status", { text: "{}" }]
  ]

  it.scopedLive.each(notFinal)("repeats the same signed body after %s", ([, line]) =>
    Effect.gen(function* () {
      const { client, received } = yield* calling([line, line, ok])
      const exchange = yield* client.call("transaction/bet", { amount: 5n, request_uuid: "r" })
      expect(exchange).toMatchObject({ attempt: 3, answer: { status: "RS_OK", balance: 90071992547409931n } })
      expect(new Set(received.map(({ body }) => body))).toEqual(new Set(['{"amount":5,"request_uuid":"r"}']))
      for (const { body, path, signature } of received) {
        expect(path).toBe("/callbacks/hub88/x/transaction/bet")
        expect(Hub88Keys.isSignedBy(keys.publicKeyPem, Buffer.from(body), signature)).toBe(true)
      }
      expect(yield* client.exchanges).toHaveLength(3)
    })
  )

  it.scopedLive("takes a refusal for an answer, and gives up in the end", () =>
    Effect.gen(function* () {
      const refused = yield* calling([{ text: '{"status":"RS_ERROR_NOT_ENOUGH_MONEY","balance":1}' }])
      expect((yield* refused.client.call("transaction/bet", {})).attempt).toBe(1)
      const broken = yield* calling([{ status: 502, text: "" }])
      expect((yield* broken.client.call("transaction/bet", {})).attempt).toBe(4)
    })
  )

  it.prop(
    "writes bodies that are the JSON of their fields",
    [
      fc.dictionary(
        fc.string().filter((name) => name !== "__proto__"),
        fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.maxSafeNat().map(BigInt))
      )
    ],
    ([fields]) => {
      const expected = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value])
      )
      expect(JSON.parse(bodyOf(fields as Fields))).toEqual(expected)
    }
  )

  it.prop("reads any answer without falling over it", [fc.oneof(fc.string(), fc.json())], ([text]) => {
    expect(readAnswer(text)).toBeDefined()
  })

  it("counts in hundred-thousandths", () => {
    expect(["1", "1.005", "0.00001", "12500"].map(countOf)).toEqual([100_000n, 100_500n, 1n, 1_250_000_000n])
    for (const text of ["1e3", "-1", "0.000001", "1,5", ""]) expect(() => countOf(text)).toThrow(RangeError)
  })
})
