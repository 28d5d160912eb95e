import assert from "node:assert/strict"
import { randomInt, randomUUID } from "node:crypto"
import { isLongRun } from "@croupier/core/testing/LongRun"
import type { Hub88Wire } from "@croupier/sandbox"
import type { OpenApi } from "@effect/platform"
import { layer } from "@effect/vitest"
import { Array as Arrays, Effect } from "effect"
import { type Answer, call } from "../support/Call.js"
import { type GarbageRequest, sample, sampleBodies } from "../support/garbage.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, borealis, expectStatus, Stack } from "../support/Stack.js"
import { newAddress, register, registerFunded, sit } from "../support/StackPlayer.js"

const number = isLongRun ? 2_000 : 200
const seed = Number(process.env.CROUPIER_SEED ?? randomInt(2 ** 31))
const replay = `replay it with: CROUPIER_SEED=${seed} npx vitest run tests/stack/garbage.test.ts`
const hosts = { own: aurora.domain, other: borealis.domain, unknown: "nobody.example" } as const

layer(StackLayer.layer, { excludeTestServices: true, timeout: "120 seconds" })("garbage", (it) => {
  it.effect(
    `of ${number} requests to all that is described gets no 5xx but 503, no word of our inside, and a problem each`,
    () =>
      Effect.gen(function* () {
        const { gateway, verify } = yield* Stack
        const { json } = yield* expectStatus(200, call("GET", `${gateway.url}/openapi.json`))
        const requests = sample(json as OpenApi.OpenAPISpec, number, seed)
        const players = yield* Effect.forEach(Arrays.range(1, 10), () => register(aurora), { concurrency: 4 })
        const bearers = (bearer: GarbageRequest["bearer"], at: number) =>
          ({ player: players[at % players.length]!.accessToken, wrong: "not.a.token", none: undefined })[bearer]
        const answers = yield* Effect.forEach(
          requests,
          ({ bearer, body, headers, host, method, path }, at) =>
            call(method, `${gateway.url}${path}`, {
              host: hosts[host],
              address: newAddress(),
              token: bearers(bearer, at),
              headers,
              body
            }),
          { concurrency: 8 }
        )
        const wrong = answers.flatMap((answer, at) => faultsOf(requests[at]!, answer))
        assert.deepEqual(wrong, [], replay)
        // Garbage that never got past the door would prove little.
        const statuses = Arrays.groupBy(answers, ({ status }) => String(status))
        assert.ok((statuses["429"]?.length ?? 0) < number / 10, `429: ${statuses["429"]?.length}`)
        assert.ok((statuses["200"]?.length ?? 0) > number / 10 && (statuses["400"]?.length ?? 0) > number / 5, replay)
        assert.deepEqual((yield* verify).faults, [])
      }),
    120_000
  )

  it.effect(
    `in ${number} calls that a provider has signed is answered with what is wrong, and never with an endless retry`,
    () =>
      Effect.gen(function* () {
        const { providers, verify } = yield* Stack
        const player = yield* registerFunded(aurora, "1000")
        const { seat } = yield* sit(player)
        const client = yield* providers.aurora!.client("aurora")
        const sound = {
          user: seat.user,
          token: seat.token,
          game_code: seat.game,
          transaction_uuid: randomUUID(),
          reference_transaction_uuid: randomUUID(),
          request_uuid: randomUUID(),
          round: "round",
          round_closed: false,
          amount: 100_000,
          currency: seat.currency,
          is_free: false
        }
        const calls = [
          "transaction/bet",
          "transaction/win",
          "transaction/rollback",
          "user/balance",
          "user/info"
        ] as const
        const answers = yield* Effect.forEach(
          sampleBodies(sound, number, seed),
          (body, at) => settled(client.raw(calls[at % calls.length]!, body)),
          { concurrency: 8 }
        )
        const wrong = answers.filter(
          ({ answer, httpStatus }) =>
            httpStatus !== 200 || answer.status === undefined || answer.status === "RS_ERROR_UNKNOWN"
        )
        const said = wrong.map(
          ({ body, call, httpStatus, text }) => `${call} ${body.slice(0, 600)} -> ${httpStatus} ${text}`
        )
        assert.deepEqual(said, [], replay)
        assert.deepEqual((yield* verify).faults, [])
      }),
    120_000
  )
})

/** A machine under load may miss the deadline now and then; a call that is never answered fails five times. */
const settled = (ask: Effect.Effect<Hub88Wire.Exchange>): Effect.Effect<Hub88Wire.Exchange> =>
  Effect.repeat(ask, { times: 4, while: ({ answer }) => answer.status === "RS_ERROR_UNKNOWN" })

const inside =
  /\bat .+:\d+:\d+|\b(?:SELECT|INSERT INTO|UPDATE)\b.+\b(?:FROM|VALUES|SET)\b|croupier_[a-z]|SqlError|node_modules|\/src\//

const faultsOf = (request: GarbageRequest, { headers, json, status, text }: Answer): ReadonlyArray<string> => {
  const said = `${request.method} ${request.path.slice(0, 200)} ${JSON.stringify(request.headers)} ${String(request.body).slice(0, 300)} -> ${status} ${text.slice(0, 300)}`
  const faults: Array<string> = []
  if (status >= 500 && status !== 503) faults.push(`a server's error: ${said}`)
  if (status >= 400 && inside.test(text)) faults.push(`a word of the inside: ${said}`)
  const isProblem = headers["content-type"] === "application/problem+json"
  if (request.path.startsWith("/callbacks/")) {
    if (isProblem) faults.push(`a problem where a provider's words are due: ${said}`)
  } else if (status >= 400 && request.method !== "HEAD") {
    const told = json as { readonly status?: number; readonly code?: string; readonly traceId?: string } | undefined
    if (!isProblem || told?.status !== status || told.code === undefined) faults.push(`no problem: ${said}`)
  }
  return faults
}
