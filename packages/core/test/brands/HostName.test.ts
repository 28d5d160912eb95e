import { assert, describe, it } from "@effect/vitest"
import { FastCheck } from "effect"
import { hostName } from "../../src/internal/text/hostName.js"

const label = FastCheck.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/)
const host = FastCheck.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."))

describe("hostName", () => {
  it.prop(
    "a host is found whatever its case, port or final dot",
    [host, FastCheck.integer({ min: 1, max: 65_535 })],
    ([name, port]) => {
      for (const form of [name, name.toUpperCase(), `${name}.`, `${name}:${port}`, `${name}.:${port}`]) {
        assert.strictEqual(hostName(form), name)
      }
    }
  )

  it.prop("what it returns is its own name, so a lookup cannot be led astray", [FastCheck.string()], ([text]) => {
    const found = hostName(text)
    if (found !== undefined) assert.strictEqual(hostName(found), found)
  })

  it("anything that is not a plain host has no brand", () => {
    const strange = [
      "",
      ".",
      ":80",
      "a b",
      "a@b.example",
      "a..b",
      "-a",
      "[::1]:80",
      "a:port",
      "a/b",
      "a,b",
      "a\nb",
      `${"a".repeat(254)}`
    ]
    for (const text of strange) assert.strictEqual(hostName(text), undefined)
  })
})
