import assert from "node:assert/strict"
import { randomUUID } from "node:crypto"
import { bodyOf } from "@croupier/sandbox/hub88/Hub88Client"
import { signatureHeader } from "@croupier/sandbox/hub88/Hub88Wire"
import { layer } from "@effect/vitest"
import { Array as Arrays, Deferred, Effect, Exit, Fiber } from "effect"
import { call } from "../support/Call.js"
import type { ServiceProcess } from "../support/ServiceProcess.js"
import * as StackLayer from "../support/Stack.js"
import { aurora, Stack } from "../support/Stack.js"
import { registerFunded, sit } from "../support/StackPlayer.js"

/**
 * Asks once for a posting under this key. `unknown` is an answer too, of a machine that is too slow for a deadline: a client that
 * gets it asks again. `none` is what must not be given for a posting that was made.
 */
type Client = (key: string) => Effect.Effect<"done" | "unknown" | "none">

/** A player's provider, which bets through the gateway. */
const provider = Effect.gen(function* () {
  const { callbackUrls, providers } = yield* Stack
  const { seat } = yield* sit(yield* registerFunded(aurora, "1000"))
  const client: Client = (key) => {
    const id = key.slice("hub88/money/".length)
    const body = bodyOf({
      user: seat.user,
      token: seat.token,
      game_code: seat.game,
      transaction_uuid: id,
      supplier_transaction_id: id,
      request_uuid: randomUUID(),
      round: id,
      round_closed: false,
      amount: 100_000n,
      currency: seat.currency
    })
    const headers = { "content-type": "application/json", [signatureHeader]: providers.aurora!.keys.sign(body) }
    return answered(call("POST", `${callbackUrls.aurora}/transaction/bet`, { body, headers }), '"status":"RS_OK"')
  }
  return client
})

/** A service that credits a player at `wallet_service` itself. */
const creditor = Effect.gen(function* () {
  const { internal } = yield* Stack
  const { player } = yield* registerFunded(aurora, "1")
  const client: Client = (key) => {
    const deposit = {
      _tag: "deposit",
      brand: aurora.key,
      wallet: player.id,
      key,
      actor: { kind: "service", id: "recon_service" },
      currency: aurora.currency,
      amount: "1",
      from: { kind: "bank", sub: "main" }
    }
    return answered(
      internal("wallet", "POST", "/internal/wallet/post", { body: { groups: [[deposit]] } }),
      '"_tag":"ok"'
    )
  }
  return client
})

/** Any other answer is a mistake of this test. */
const answered = <E>(answer: Effect.Effect<{ readonly text: string }, E>, due: string): ReturnType<Client> =>
  Effect.flatMap(Effect.exit(answer), (exit) => {
    if (Exit.isFailure(exit)) return Effect.succeed("none")
    const { text } = exit.value
    if (text.includes(due)) return Effect.succeed("done")
    return text.includes("RS_ERROR_UNKNOWN")
      ? Effect.succeed("unknown")
      : Effect.dieMessage(`${text} where ${due} was due`)
  })

/** Each client sends requests until it gets no answer; the process is stopped under load. */
const stopUnderLoad = (process: ServiceProcess, clients: ReadonlyArray<Client>, keyOf: (id: string) => string) =>
  Effect.gen(function* () {
    const done: Array<string> = []
    const unanswered: Array<string> = []
    const warm = yield* Deferred.make<void>()
    const ask = (client: Client): Effect.Effect<void> =>
      Effect.gen(function* () {
        const key = keyOf(randomUUID())
        const outcome = yield* client(key)
        if (outcome === "none") unanswered.push(key)
        else {
          if (outcome === "done" && done.push(key) === 30) yield* Deferred.succeed(warm, undefined)
          yield* ask(client)
        }
      })
    const load = yield* Effect.fork(Effect.forEach(clients, ask, { concurrency: "unbounded", discard: true }))
    const gaveUp = Effect.zipRight(Fiber.join(load), Effect.dieMessage("every client was left without an answer"))
    yield* Effect.raceFirst(Deferred.await(warm), gaveUp)
    const before = done.length
    const code = yield* process.stop
    yield* Fiber.join(load)
    yield* process.start
    return { code, done, unanswered, after: done.length - before }
  })

/** Which of these keys the ledger has a transaction for. */
const inLedger = (keys: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const { span } = yield* Stack
    const rows = yield* span(
      (sql) => sql<{ readonly key: string }>`SELECT key FROM croupier_wallet.transaction WHERE ${sql.in("key", keys)}`
    )
    return rows.map(({ key }) => key).sort()
  })

const cases = [
  { target: "gateway", client: provider, keyOf: (id: string) => `hub88/money/${id}` },
  { target: "wallet_service", client: creditor, keyOf: (id: string) => `recon/money/${id}` }
] as const

// An answer is lost where a posting was made and its client does not know. What was never accepted is sent again.
layer(StackLayer.layer, { excludeTestServices: true, timeout: "120 seconds" })(
  "SIGTERM under load loses no answer",
  (it) => {
    for (const { client, keyOf, target } of cases) {
      it.effect(
        `of ${target}: the ledger has what was answered and nothing else, and the process ends with 0`,
        () =>
          Effect.gen(function* () {
            const { database, gateway, wallets } = yield* Stack
            const clients = yield* Effect.forEach(Arrays.range(1, 8), () => client)
            // So that there is always something in flight.
            yield* database.delay(20)
            const { after, code, done, unanswered } = yield* stopUnderLoad(
              target === "gateway" ? gateway : wallets[0],
              clients,
              keyOf
            )
            yield* database.heal
            assert.equal(code, 0)
            assert.deepEqual(yield* inLedger([...done, ...unanswered]), done.sort())
            assert.ok(after > 0, "nothing was in flight, so nothing was tested")
          }),
        120_000
      )
    }
  }
)
