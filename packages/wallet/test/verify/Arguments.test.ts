import assert from "node:assert/strict"
import { describe, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import { renderHead } from "../../src/seal/Head.js"
import { headsOf } from "../../src/verify/Arguments.js"

const head = (brand: string) => `${brand}:12:${"0f".repeat(32)}`
const read = (given: ReadonlyArray<string>) => Effect.runSync(Effect.either(headsOf(given)))

describe("the arguments of verify-ledger", () => {
  it("are any number of heads, in either form", () => {
    const heads = Either.getOrThrow(read(["--head", head("aurora"), `--head=${head("borealis")}`]))
    assert.deepEqual(heads.map(renderHead), [head("aurora"), head("borealis")])
    assert.deepEqual(Either.getOrThrow(read([])), [])
  })

  it("are nothing else: a misread head would be an unchecked chain", () => {
    for (const given of [
      ["--heads", "x"],
      ["--head"],
      ["--head", "aurora:0:ff"],
      ["--head", head("Aurora")],
      ["verify"]
    ]) {
      const refused = Either.flip(read(given))
      assert.match(Either.getOrThrow(refused).message, /head/, given.join(" "))
    }
  })
})
