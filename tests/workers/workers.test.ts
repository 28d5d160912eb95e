import assert from "node:assert/strict"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { isLongRun } from "@croupier/core/testing/LongRun"
import { freshSeconds } from "@croupier/core/worker/HealthChecks"
import { layer } from "@effect/vitest"
import { Effect, Option } from "effect"
import { call } from "../support/Call.js"
import { eventually } from "../support/eventually.js"
import * as OwnServer from "../support/OwnServer.js"
import { run } from "../support/ServiceProcess.js"
import { expectStatus, Stack } from "../support/Stack.js"
import { cashOf, sit } from "../support/StackPlayer.js"
import {
  each,
  epochOf,
  heldFor,
  published,
  publishedOf,
  servicesServe,
  unhealthyIn,
  untoldGate,
  Workers,
  world
} from "./StackWorkers.js"
import * as WorkerProcess from "./WorkerProcess.js"

const { modes } = WorkerProcess

/** Milliseconds that a test may take on a machine with other work. */
const patience = 180_000

/** Each shell, what it does not start with, and the line that it says. */
const mistakes: ReadonlyArray<readonly [shell: string, given: Readonly<Record<string, string>>, line: RegExp]> = [
  ["player-service", { ENABLE_OUTBOX_POLLER: "true" }, /^ENABLE_OUTBOX_POLLER is true, but .*: player_worker does$/m],
  ["player-worker", { LOOP_PERIOD: "6s" }, /^LOOP_PERIOD is "6s": expected .* at most 5s$/m],
  ["wallet-worker", { HEARTBEAT_DIR: "/dev/null/x" }, /^HEARTBEAT_DIR is \/dev\/null\/x, which cannot be used: /m]
]

/** What depends on a database that answers: stores that do, and a lease that is held. */
const databaseModes: ReadonlyArray<string> = ["readiness", "schedulerReadiness"]

/** In the long run, as long as an operator's database may be down: four times what stamps stay fresh there. */
const awayMillis = isLongRun ? 60_000 : 1_000

layer(world, { excludeTestServices: true, timeout: "180 seconds" })("the workers of the stack", (it) => {
  it.effect(
    "are healthy in every mode while Redis is unavailable; players register and play, and it is published",
    () =>
      Effect.gen(function* () {
        const { metricsUrl, player, rolling, wallet } = yield* Workers
        const own = ["gate-confirmation", "limits-due", "exclusion-spread", "outbox-days"]
        assert.deepEqual(yield* player.loops, ["outbox-relay", ...own])
        const loops = [
          "balance-fold",
          "deposit-expiry",
          "fact-keeping",
          "ledger-seal",
          "outbox-relay",
          "reconciliation"
        ]
        assert.deepEqual((yield* wallet.loops).toSorted(), loops)
        const turnover = ["completion-retry", "expiry", "outbox-days", "outbox-relay", "turnover"]
        assert.deepEqual((yield* rolling.loops).toSorted(), turnover)
        yield* each((worker) => unhealthyIn(worker, []))
        const one = yield* servicesServe
        const session = yield* sit(one)
        const bet = yield* session.bet({ amount: "10" })
        yield* session.win({ amount: "4", bet: bet.id, round: bet.round })
        const undone = yield* session.bet({ amount: "20" })
        yield* session.rollback({ of: undone.id, round: undone.round })
        assert.equal(yield* cashOf(one), "94")
        yield* eventually(publishedOf("wallet", one.player.id), (n) => n >= 5)
        yield* published(one)
        // A loop's age is counted by the second.
        const page = Effect.map(expectStatus(200, call("GET", metricsUrl)), ({ text }) => text)
        yield* eventually(page, (text) => /^worker_loop_age_seconds\{.*loop="balance-fold"/m.test(text))
        assert.match(yield* page, /^outbox_age_seconds\{domain="wallet"\} \d/m)
      }),
    patience
  )

  it.effect(
    "refuse a wrong setting, and so does the API that is configured to do their work, in one line that names it",
    () =>
      Effect.gen(function* () {
        const { playerOptions } = yield* Workers
        for (const [shell, given, line] of mistakes) {
          const { code, output } = yield* run(join(playerOptions.shells, `${shell}.js`), {
            ...playerOptions.environment,
            HEARTBEAT_DIR: tmpdir(),
            ...given
          })
          assert.notEqual(code, 0)
          assert.match(output, line)
        }
      }),
    patience
  )

  it.effect(
    "that are frozen are unhealthy in every mode, and healthy again once they continue; the services serve",
    () =>
      Effect.gen(function* () {
        yield* each(({ freeze }) => freeze)
        yield* each((worker) => unhealthyIn(worker, modes))
        const during = yield* servicesServe
        yield* each(({ thaw }) => thaw)
        yield* each((worker) => unhealthyIn(worker, []))
        yield* published(during)
      }),
    patience
  )

  it.effect(
    "that are stopped end with 0 and are unhealthy in every mode; started again they take up their work",
    () =>
      Effect.gen(function* () {
        assert.deepEqual(yield* each(({ stop }) => stop), [0, 0, 0])
        yield* each((worker) => unhealthyIn(worker, modes))
        const during = yield* servicesServe
        assert.equal(yield* publishedOf("player", during.player.id), 0)
        assert.equal(yield* publishedOf("wallet", during.player.id), 0)
        yield* each(({ start }) => start)
        yield* each((worker) => unhealthyIn(worker, []))
        yield* published(during)
      }),
    patience
  )

  it.scoped(
    "of which two run at once: one publishes, and when it is killed the other takes over",
    () =>
      Effect.gen(function* () {
        const { player, playerOptions } = yield* Workers
        const other = yield* WorkerProcess.make(playerOptions)
        yield* unhealthyIn(other, [])
        const before = yield* epochOf("player")
        yield* published(yield* servicesServe)
        assert.equal(yield* epochOf("player"), before)
        yield* player.kill
        yield* published(yield* servicesServe)
        assert.ok((yield* epochOf("player")) > before)
        yield* unhealthyIn(other, [])
        yield* player.start
      }),
    patience
  )

  it.effect(
    "lose readiness where what they need is unavailable, and nothing else: the wallet, of player_worker and rolling_worker",
    () =>
      Effect.gen(function* () {
        const { player, rolling, wallet } = yield* Workers
        const { wallets } = yield* Stack
        const one = yield* servicesServe
        yield* wallets[0].kill
        yield* untoldGate(one.player.id)
        yield* unhealthyIn(player, ["readiness"])
        yield* unhealthyIn(rolling, ["readiness"])
        yield* unhealthyIn(wallet, [])
        yield* wallets[0].start
        yield* unhealthyIn(player, [])
        yield* unhealthyIn(rolling, [])
      }),
    patience
  )

  it.effect(
    "are not restarted by an unavailable PostgreSQL: they stamp, and are ready and at work again by themselves",
    () =>
      Effect.gen(function* () {
        const server = yield* OwnServer.OwnServer
        const before = yield* each(({ pid }) => pid)
        yield* server.awayDuring(
          Effect.gen(function* () {
            const since = Date.now()
            yield* each((worker) => unhealthyIn(worker, databaseModes))
            yield* each(({ stampedAt }) => eventually(stampedAt, (at) => at > since))
            yield* each(({ unhealthyAfter }) => heldFor(awayMillis, unhealthyAfter(freshSeconds), databaseModes))
          }).pipe(Effect.provideService(Workers, yield* Workers))
        )
        yield* each((worker) => unhealthyIn(worker, []))
        assert.deepEqual(yield* each(({ pid }) => pid), before)
        const during = yield* eventually(Effect.option(servicesServe), Option.isSome)
        yield* published(Option.getOrThrow(during))
      }),
    patience
  )
})
