import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { servers } from "./hosts.js"
import { alice, aurora, bob, startOn } from "./service.js"

const hosts = servers.filter(({ name }) => name === "Express" || name === "Fastify")

describe.each(hosts)("the wallet next to the routes of a $name application", ({ on }) => {
  it.scopedLive("serves players and services, and problems under its prefix", () =>
    Effect.gen(function* () {
      const { as, http, internally } = yield* startOn(on)
      expect((yield* as(alice, "GET", "/api/wallet/balance")).json).toMatchObject({ cash: "0" })
      const request = { amount: "10" }
      const key = { "idempotency-key": "k1" }
      const first = yield* as(bob, "POST", "/api/wallet/deposit-requests", request, key)
      const again = yield* as(bob, "POST", "/api/wallet/deposit-requests", request, key)
      expect([first.status, again.json]).toEqual([again.status, first.json])
      const command = { _tag: "balance", brand: aurora, wallet: alice }
      expect((yield* internally("POST", "/internal/wallet/post", { groups: [[command]] })).status).toBe(400)
      const refused = yield* http.request("GET", "/api/wallet/balance")
      expect([refused.status, refused.json]).toMatchObject([401, { code: "unauthenticated" }])
      const unknown = yield* as(alice, "GET", "/api/wallet//balance")
      expect(unknown.json).toMatchObject({ code: "not-found", traceId: unknown.headers.get("x-trace-id") })
      const other = yield* as(alice, "DELETE", "/api/wallet/balance")
      expect([other.status, other.headers.get("allow")]).toEqual([405, "GET, HEAD"])
    })
  )

  it.scopedLive("leaves the application its own routes, its body parser and its 404", () =>
    Effect.gen(function* () {
      const { http } = yield* startOn(on)
      expect((yield* http.request("POST", "/own", { body: { a: 1 } })).json).toEqual({ own: { a: 1 } })
      const unknown = yield* http.request("GET", "/nothing")
      expect([unknown.status, unknown.headers.get("x-trace-id")]).toEqual([404, null])
    })
  )
})
