import { generateKeyPairSync } from "node:crypto"
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { gunzipSync } from "node:zlib"
import * as TestPostgres from "@croupier/core/testing/TestPostgres"
import { migrationSets } from "@croupier/shells/compose/stores"
import { expect, it, layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { bundles } from "./support/Bundles.js"
import { call } from "./support/Call.js"
import { freePort, make } from "./support/ServiceProcess.js"

const root = resolve(import.meta.dirname, "..")
const core = createRequire(join(root, "packages/core/package.json"))
const script = readFileSync(join(dirname(core.resolve("@scalar/api-reference")), "browser/standalone.js"), "utf8")

it.live("the bundles have the script of the API page next to them, with the licences of what is in it", () =>
  Effect.map(bundles, (built) => {
    expect(gunzipSync(readFileSync(join(built, "api-reference.js.gz"))).toString() === script).toBe(true)
    const licences = readFileSync(join(built, "api-reference.licences.txt"), "utf8")
    for (const name of ["@scalar/api-reference", "@scalar/types", "vue", "@codemirror/view"]) {
      expect(licences).toMatch(new RegExp(`^${name} [\\d.]+, MIT$`, "m"))
    }
  })
)

it("the image has it too, so what makes it is there when the processes are bundled", () => {
  expect(readFileSync(join(root, ".dockerignore"), "utf8")).toContain("\n!scripts/api-reference.mjs\n")
  const steps = readFileSync(join(root, "Dockerfile"), "utf8")
  const [made, bundled, service, copied] = [
    "COPY scripts/api-reference.mjs scripts/",
    "RUN npm run bundle --workspace shells",
    "FROM base AS service",
    "/src/shells/dist/api-reference.* "
  ].map((line) => steps.indexOf(line))
  expect(made).toBeGreaterThan(0)
  expect(bundled).toBeGreaterThan(made!)
  expect(copied).toBeGreaterThan(service!)
})

layer(TestPostgres.layerDatabase(migrationSets), { excludeTestServices: true, timeout: "120 seconds" })(
  "a bundled process alone in a directory, as in the image",
  (it) => {
    /** A running gateway in a directory of its own, with these other files of the bundles. */
    const gatewayWith = (files: ReadonlyArray<string>) =>
      Effect.gen(function* () {
        const built = yield* bundles
        const place = yield* Effect.acquireRelease(
          Effect.sync(() => mkdtempSync(join(tmpdir(), "api-page-"))),
          (path) => Effect.sync(() => rmSync(path, { recursive: true }))
        )
        const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()
        writeFileSync(join(place, "service.pem"), key)
        copyFileSync(join(built, "gateway.js"), join(place, "gateway.mjs"))
        for (const file of files) copyFileSync(join(built, file), join(place, file))
        const { url } = yield* make({
          name: "gateway",
          file: join(place, "gateway.mjs"),
          port: yield* freePort,
          environment: {
            DATABASE_URL: Redacted.value((yield* TestPostgres.TestDatabase).url("croupier_gateway")),
            CROUPIER_SERVICE_KEYS_FILE: join(place, "service.pem"),
            ...Object.fromEntries(
              ["PLAYER", "WALLET", "GAME"].map((name) => [`${name}_SERVICE_URL`, "http://127.0.0.1:1"])
            )
          }
        })
        return url
      })

    it.effect("serves the interactive page by the script next to it", () =>
      Effect.gen(function* () {
        const url = yield* gatewayWith(["api-reference.js.gz"])
        const page = yield* call("GET", `${url}/docs`)
        const path = /<script src="([^"]+)">/.exec(page.text)?.[1]
        const served = yield* call("GET", `${url}/${path}`)
        expect([page.status, served.status, served.text === script]).toEqual([200, 200, true])
      }).pipe(Effect.scoped)
    )

    it.effect("leads to the page without script where the script is not there", () =>
      Effect.gen(function* () {
        const url = yield* gatewayWith([])
        const page = yield* call("GET", `${url}/docs`)
        expect([page.status, page.headers.location]).toEqual([302, "docs/plain"])
        const plain = yield* call("GET", `${url}/docs/plain`)
        expect([plain.status, plain.text.includes("<script")]).toEqual([200, false])
      }).pipe(Effect.scoped)
    )
  }
)
