import { connect } from "node:net"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import * as House from "./House.js"

const padding = (count: number) => Array.from({ length: count }, (_, n) => `x-${n}: ${n}\r\n`).join("")

const post = (authorization: string, headers: string, body = '{"amount":"1"}') =>
  `POST /api/wallet/deposit-requests HTTP/1.1\r\nhost: aurora.test\r\nauthorization: ${authorization}\r\n${headers}` +
  `content-length: ${body.length}\r\n\r\n${body}`

describe("a connection", () => {
  it.scopedLive("that brings a hundred headers loses none of them, and with more it brings nothing", () =>
    Effect.gen(function* () {
      const { raw, wallet, bearer } = yield* House.make()
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const send = (headers: number) => raw(post(authorization, `${padding(headers - 4)}connection: close\r\n`))
      expect(yield* send(100)).toContain("HTTP/1.1 200 ")
      expect(wallet.seen[0]).toMatchObject({
        body: '{"amount":"1"}',
        headers: { "x-95": "95", "content-length": "14" }
      })
      for (const headers of [101, 128, 1100]) expect(yield* send(headers)).toContain("HTTP/1.1 431 ")
      expect(wallet.seen).toHaveLength(1)
    })
  )

  it.scopedLive("answers what was applied before it answers the garbage behind it", () =>
    Effect.gen(function* () {
      const { port, call, wallet, bearer } = yield* House.make()
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const held: Array<() => void> = []
      wallet.answer = ({ response }) => void held.push(() => response.end("applied"))
      const tunnel = "CONNECT a:443 HTTP/1.1\r\nhost: a:443\r\n\r\n"
      for (const garbage of ["HELLO\r\n\r\n", "GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n", "\0", tunnel]) {
        let answers = ""
        let closed = false
        const socket = connect(port, "127.0.0.1", () => socket.write(post(authorization, "") + garbage))
        socket.on("data", (chunk) => {
          answers += chunk.toString()
        })
        socket.on("close", () => {
          closed = true
        })
        yield* House.eventually(() => held.length === 1)
        yield* call({ path: "/health" })
        held.pop()?.()
        yield* House.eventually(() => closed)
        expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400"])
        expect(answers).toContain("applied")
      }
    })
  )

  it.scopedLive("serves nothing after a request with an ambiguous end, and keeps nothing of it", () =>
    Effect.gen(function* () {
      const { raw, wallet, bearer } = yield* House.make()
      const authorization = yield* bearer(House.aPlayer("aurora"))
      const doubtful = `GET /api/wallet/balance HTTP/1.1\r\nhost: aurora.test\r\nhost: aurora.test\r\n\r\n`
      const answers = yield* raw(doubtful + post(authorization, ""))
      expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400"])
      expect(wallet.seen).toEqual([])
    })
  )
})

describe("callbacks", () => {
  it.scopedLive("and the doors of players are there for POST only, which is said", () =>
    Effect.gen(function* () {
      const { call, game, player } = yield* House.make()
      for (const method of ["GET", "HEAD", "PUT", "DELETE", "PATCH"]) {
        for (const path of ["/callbacks/hub88/abc/transaction/rollback", "/api/player/login"]) {
          expect(yield* call({ method, path })).toMatchObject({ status: 405, headers: { allow: "POST" } })
        }
      }
      expect([game.seen, player.seen]).toEqual([[], []])
    })
  )
})
