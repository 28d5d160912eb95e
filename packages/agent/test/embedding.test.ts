import { readFileSync } from "node:fs"
import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { program } from "./embedding.js"

it.live("what the README shows is this program, and it runs", () =>
  Effect.gen(function* () {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8")
    expect(read("../README.md")).toContain(`\`\`\`ts\n${read("embedding.ts")}\`\`\``)
    expect(yield* program).toEqual({ refused: "RateOverParent", tree: ["seoul", "busan"] })
  })
)
