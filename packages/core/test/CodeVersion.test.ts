import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { codeVersion } from "../src/codeVersion.js"

describe("codeVersion", () => {
  it("is the package's version, or a schema would be measured against the wrong code", () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
    assert.deepInclude(manifest, { version: codeVersion })
  })
})
