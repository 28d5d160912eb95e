import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sampled } from "@croupier/core/testing/LongRun"
import { TestDatabase } from "@croupier/core/testing/TestPostgres"
import * as TestRedis from "@croupier/core/testing/TestRedis"
import { examine } from "@croupier/shells/command/doctor/examine"
import type { Finding } from "@croupier/shells/command/doctor/Finding"
import { expect, layer } from "@effect/vitest"
import { Clock, ConfigProvider, Context, Effect, Layer, Redacted } from "effect"
import { croupier, documentOf } from "../support/Command.js"
import * as OwnServer from "../support/OwnServer.js"
import { type Deployment, makeDeployment, ringOf } from "./Deployment.js"
import type { DeploymentFault } from "./DeploymentFault.js"
import { databaseFaults } from "./databaseFaults.js"
import { environmentFaults } from "./environmentFaults.js"
import { eventFaults } from "./eventFaults.js"

interface Report {
  readonly faults: number
  readonly warnings: number
  readonly findings: ReadonlyArray<Finding>
}

class Healthy extends Context.Tag("croupier/tests/Healthy")<Healthy, Deployment>() {}

/** The faults that doctor finds in an environment, and its exit code. */
const diagnosis = (environment: Readonly<Record<string, string>>) =>
  Effect.map(croupier(["doctor", "--json"], environment), (ran) => {
    const report = documentOf<Report>(ran)
    const faults = report.findings.filter(({ status }) => status === "fault")
    expect(report.faults).toBe(faults.length)
    return { ran, report, faults }
  })

const inProcess = (environment: Readonly<Record<string, string>>) =>
  Effect.map(diagnosis(environment), ({ faults, ran }) => {
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1)
    return { faults, code: ran.code }
  })

/** The same from the examination under it, without the start of a process. */
const examined = (environment: Readonly<Record<string, string>>) =>
  examine(environment).pipe(
    Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(environment)))),
    Effect.withClock(Clock.make()),
    Effect.map(({ findings, isDatabaseReached }) => ({
      faults: findings.filter(({ status }) => status === "fault"),
      code: isDatabaseReached ? 1 : 2
    }))
  )

const stores = Layer.merge(OwnServer.layer, TestRedis.layerServer)

layer(stores, { excludeTestServices: true, timeout: "180 seconds" })("croupier doctor", (it) => {
  it.effect("a migrated database without a brand gets the advice to create one", () =>
    Effect.gen(function* () {
      const { url } = yield* TestDatabase
      const { faults, ran } = yield* diagnosis({ DATABASE_URL: Redacted.value(url("croupier_span")) })
      expect([ran.code, faults.map(({ check }) => check)]).toEqual([1, ["brands.present"]])
      expect(faults[0]?.remedy).toMatch(/^croupier brand add/)
    })
  )

  it.layer(Layer.scoped(Healthy, makeDeployment))("in a healthy deployment", (it) => {
    it.effect("finds no fault, ends with 0, and says for every warning what to do", () =>
      Effect.gen(function* () {
        const { environment, url } = yield* Healthy
        const { faults, ran, report } = yield* diagnosis(environment)
        expect([ran.code, faults, ran.stderr]).toEqual([0, [], ""])
        expect(report.findings.every(({ remedy, status }) => (status === "ok") === (remedy === null))).toBe(true)
        const checks = new Set(report.findings.map(({ check }) => check))
        for (const topic of ["runtime", "settings", "workers", "database", "roles", "rights", "migrations", "brands"]) {
          expect([...checks].filter((check) => check.startsWith(`${topic}.`))).not.toEqual([])
        }
        const lesser = yield* diagnosis({ ...environment, DATABASE_URL: Redacted.value(url("croupier_gateway")) })
        expect([lesser.ran.code, lesser.faults]).toEqual([0, []])
        expect(lesser.report.findings.find(({ check }) => check === "database.inside")?.status).toBe("warning")
      })
    )

    it.effect("prints a line for each finding, with the line that fixes it, and never a password", () =>
      Effect.gen(function* () {
        const { environment } = yield* Healthy
        const { code, stderr, stdout } = yield* croupier(["doctor"], { ...environment, GATEWAY_METRICS_PORT: "many" })
        expect([code, stderr]).toEqual([1, "1 fault found\n"])
        expect(stdout).toMatch(
          /^FAULT {4}settings\.values +GATEWAY_METRICS_PORT is "many".*\n +fix: correct GATEWAY_METRICS_PORT/m
        )
        expect(stdout).toMatch(/\n1 faults, \d+ warnings, \d+ checks in order\n$/)
        expect(stdout).not.toContain(new URL(environment.DATABASE_URL ?? "").password)
      })
    )

    it.effect.each([...sampled([...environmentFaults, ...databaseFaults, ...eventFaults], 4)])(
      "names exactly that: $name",
      (fault: DeploymentFault) =>
        Effect.gen(function* () {
          const deployment = yield* Healthy
          writeFileSync(join(deployment.folder, "other-ring.json"), ringOf("other"), { mode: 0o600 })
          yield* fault.apply?.(deployment) ?? Effect.void
          const environment = { ...deployment.environment, ...fault.environment?.(deployment) }
          const { code, faults } =
            fault.asProcess === true ? yield* inProcess(environment) : yield* examined(environment)
          expect(faults.map(({ check }) => check)).toEqual([fault.check])
          expect(faults[0]?.found).toMatch(fault.found)
          expect(faults[0]?.remedy).toMatch(fault.remedy)
          expect(code).toBe(fault.code ?? 1)
        }).pipe(Effect.scoped)
    )

    it.effect("is healthy again once all of them are fixed", () =>
      Effect.gen(function* () {
        const { environment } = yield* Healthy
        const { faults, ran } = yield* diagnosis(environment)
        expect([ran.code, faults]).toEqual([0, []])
      })
    )
  })

  it.effect("without a database, it names the port that keeps croupier dev from starting", () =>
    Effect.gen(function* () {
      const home = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "home-"))),
        (path) => Effect.sync(() => rmSync(path, { recursive: true }))
      )
      // Below the ports of outgoing connections and of other tests.
      const offset = 3_000
      yield* Effect.acquireRelease(
        Effect.async<ReturnType<typeof createServer>>((resume) => {
          const server = createServer()
          server.listen(8011 + offset, "127.0.0.1", () => resume(Effect.succeed(server)))
        }),
        (server) => Effect.sync(() => server.close())
      )
      const { faults, ran } = yield* diagnosis({ CROUPIER_HOME: home, PORT_OFFSET: String(offset) })
      expect([ran.code, faults.map(({ check }) => check)]).toEqual([2, ["ports.free", "database.reachable"]])
      expect(faults[0]?.found).toMatch(/port 11011 \(wallet_service\) is in use/)
      expect(faults[0]?.remedy).toMatch(/PORT_OFFSET=1000 croupier dev/)
    }).pipe(Effect.scoped)
  )
})
