import { describe, expect, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import type { Seen } from "./FakeUpstream.js"
import * as House from "./House.js"

const connections = { concurrency: 4, each: 3, waiting: 5 }

/** Delays answers until they are released; the rest is answered at once, callbacks as verified. */
const holding = (isHeld: (seen: Seen) => boolean) => {
  const held: Array<Seen> = []
  const state = { open: false }
  const end = ({ response }: Seen): void => void response.writeHead(200, { "x-croupier-verified": "1" }).end("ok")
  return {
    held,
    answer: (seen: Seen): void => void (isHeld(seen) && !state.open ? held.push(seen) : end(seen)),
    release: (): void => {
      state.open = true
      for (const seen of held.splice(0)) end(seen)
    }
  }
}

const times = (count: number) => Array.from({ length: count }, (_, n) => n)

describe("the connections to a service", () => {
  it.scopedLive("are had by one brand at once while another's requests hold all that one may, and wait", () =>
    Effect.gen(function* () {
      const { call, wallet, bearer } = yield* House.make({ connections })
      const aurora = yield* bearer(House.aPlayer("aurora"))
      const borealis = yield* bearer(House.aPlayer("borealis"))
      const { answer, held, release } = holding(({ headers }) => headers.host === "aurora.test")
      wallet.answer = answer
      const balance = (host: string, authorization: string) =>
        call({ path: "/api/wallet/balance", host, headers: { authorization } })
      const flood = yield* Effect.forEach(times(8), () => Effect.fork(balance("aurora.test", aurora)))
      yield* House.eventually(() => held.length === 3)
      expect((yield* balance("borealis.test", borealis)).status).toBe(200)
      expect(held).toHaveLength(3)
      const over = yield* balance("aurora.test", aurora)
      expect([over.status, over.headers["retry-after"], over.body.code]).toEqual([503, "1", "upstream-unavailable"])
      release()
      for (const { status } of yield* Fiber.joinAll(flood)) expect(status).toBe(200)
      expect((yield* balance("aurora.test", aurora)).status).toBe(200)
    })
  )

  it.scopedLive("are shared by a provider's credentials too, and a refusal is in the protocol's words", () =>
    Effect.gen(function* () {
      const { call, game } = yield* House.make({ connections })
      const callback = (credential: string) =>
        call({ method: "POST", path: `/callbacks/hub88/${credential}/user/balance`, body: "{}" })
      const { answer, held, release } = holding(({ url }) => url.includes("noisy"))
      game.answer = answer
      yield* callback("calm")
      const flood = yield* Effect.forEach(times(8), () => Effect.fork(callback("noisy")))
      yield* House.eventually(() => held.length === 3)
      expect((yield* callback("calm")).status).toBe(200)
      const over = yield* callback("noisy")
      expect([over.status, over.body]).toEqual([503, { status: "RS_ERROR_UNKNOWN" }])
      release()
      for (const { status } of yield* Fiber.joinAll(flood)) expect(status).toBe(200)
    })
  )
})
