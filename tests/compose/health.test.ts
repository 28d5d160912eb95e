import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, utimesSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Service from "@croupier/core/http/Service"
import * as TestHttp from "@croupier/core/testing/TestHttp"
import { healthCommand } from "@croupier/core/worker/HealthChecks"
import { layerFiles } from "@croupier/core/worker/HeartbeatFiles"
import { HeartbeatProvider } from "@croupier/core/worker/HeartbeatProvider"
import { HttpRouter } from "@effect/platform"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { freePort } from "../support/ServiceProcess.js"
import { check, container } from "./ComposeFile.js"
import { services, workers } from "./contract.js"

/** Whether a health check, run as Docker runs it, says healthy. */
const healthy = ([kind, ...words]: ReadonlyArray<string>): Effect.Effect<boolean> =>
  Effect.async((resume) => {
    const [program = "", ...args] = kind === "CMD-SHELL" ? ["/bin/sh", "-c", ...words] : words
    execFile(program, args, (error) => resume(Effect.succeed(error === null)))
  })

const directory = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "croupier-heartbeat-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

describe("the health checks of workers, as the Compose file has them", () => {
  for (const [name, mode] of Object.entries(workers)) {
    const inside = container(name).environment.HEARTBEAT_DIR ?? ""

    it(`${name} is checked by the very command of its mode`, () => {
      expect(check(name)).toEqual(["CMD-SHELL", healthCommand(mode, inside)])
    })

    it.scopedLive(`${name} is healthy and unhealthy by the files that it writes`, () =>
      Effect.gen(function* () {
        const path = yield* directory
        const at = check(name).map((word) => word.replaceAll(inside, path))
        expect(yield* healthy(at)).toBe(false)
        yield* Effect.gen(function* () {
          const heartbeat = yield* HeartbeatProvider
          yield* heartbeat.expect(["relay"])
          yield* heartbeat.stamp("relay")
          yield* heartbeat.ready
          expect(yield* healthy(at)).toBe(true)
          yield* heartbeat.withdrawReady
          expect(yield* healthy(at)).toBe(mode !== "readiness")
          yield* heartbeat.ready
        }).pipe(Effect.provide(layerFiles(path)))
        const old = Date.now() / 1000 - 16
        utimesSync(join(path, "heartbeat"), old, old)
        expect(yield* healthy(at)).toBe(false)
      })
    )
  }
})

describe("the health checks of services, as the Compose file has them", () => {
  const service = (store: Effect.Effect<void, string>) =>
    TestHttp.start(Service.serveApp({ name: "service", port: 0, app: HttpRouter.empty, checks: { store } }))

  it.scopedLive("are healthy where /health answers 200, and unhealthy where it says 503 or nothing listens", () =>
    Effect.gen(function* () {
      const [sound, ill] = yield* Effect.all([service(Effect.void), service(Effect.fail("away"))])
      const closed = yield* freePort
      for (const [name, port] of Object.entries(services)) {
        const on = (other: number) =>
          check(name).map((word) => word.replace(`127.0.0.1/${port} `, `127.0.0.1/${other} `))
        expect([name, yield* healthy(on(sound.port))]).toEqual([name, true])
        expect([name, yield* healthy(on(ill.port))]).toEqual([name, false])
        expect([name, yield* healthy(on(closed))]).toEqual([name, false])
        // The gateway answers no request without one.
        expect(check(name).join(" ")).toContain("\\r\\nHost: ")
      }
    })
  )
})
