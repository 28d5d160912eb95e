import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { declarations } from "@croupier/core/config/Declaration"
import * as ConfigurationReference from "@croupier/core/config/Reference"
import * as EventKind from "@croupier/core/events/EventKind"
import * as EventReference from "@croupier/core/events/EventReference"
import { kinds } from "@croupier/core/http/Problem"
import * as ProblemReference from "@croupier/core/http/ProblemReference"
import * as Shell from "@croupier/core/process/Shell"
import { Schema } from "effect"
import { beforeAll, describe, expect, it } from "vitest"

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const read = (path: string): string => readFileSync(join(root, path), "utf8")

/** Files that declare a variable, a problem or an event, and all shells, since what they compose has defaults by process. */
const declaring = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => /^(packages\/[^/]+|shells)\/src\/.+\.ts$/.test(path))
  .filter(
    (path) =>
      path.startsWith("shells/") ||
      /\bSetting\.\w+\(|\bdeclare[<(]|\bProblem\.make<|\bEventKind\.catalogue\(/.test(read(path))
  )
  .toSorted()

beforeAll(async () => {
  Shell.describeOnly()
  for (const path of declaring) await import(join(root, path))
})

describe("the reference is what the code says (npm run docs:config regenerates it)", () => {
  it("configuration.md has every variable, and no two places read one differently", async () => {
    expect(ConfigurationReference.contradictions(declarations)).toEqual([])
    const named = declaring.flatMap((path) => [...read(path).matchAll(/^(?! \*).*\bSetting\.\w+\(\s*"(\w+)"/gm)])
    expect(named.map(([, name]) => name).filter((name) => !declarations.has(name ?? ""))).toEqual([])
    const page = ConfigurationReference.render(declarations)
    await expect(page).toMatchFileSnapshot(join(root, "docs/reference/configuration.md"))
  })

  it("problems.md has every problem, and no two have one code", async () => {
    const declared = declaring.flatMap((path) => read(path).match(/^export class .*\bProblem\.make</gm) ?? [])
    expect(kinds.size).toBe(declared.length)
    await expect(ProblemReference.render(kinds)).toMatchFileSnapshot(join(root, "docs/reference/problems.md"))
  })
  it("events.md has every event with an example that its schema reads, and no two have one type", async () => {
    const catalogues = declaring.map(read).filter((text) => text.includes("EventKind.catalogue("))
    const declared = catalogues.flatMap((text) => text.match(/^ {2}"[a-z-]+\.[a-z-]+": \{$/gm) ?? [])
    expect(EventKind.kinds.size).toBe(declared.length)
    for (const [type, { example, payload }] of EventKind.kinds) {
      const again = Schema.encodeSync(payload)(Schema.decodeUnknownSync(payload)(example))
      expect(again, type).toEqual(example)
    }
    await expect(EventReference.render(EventKind.kinds)).toMatchFileSnapshot(join(root, "docs/reference/events.md"))
  })
})
