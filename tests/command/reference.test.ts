import { join } from "node:path"
import { partsOf } from "@croupier/shells/command/parts"
import { reference } from "@croupier/shells/command/reference"
import { leaves } from "@croupier/shells/command/tree"
import { describe, expect, it } from "vitest"
import { root } from "../compose/ComposeFile.js"

describe("the reference of the command is what the command says (npm run docs:config regenerates it)", () => {
  it("command.md has every command with its options and exit codes", async () => {
    await expect(reference()).toMatchFileSnapshot(join(root, "docs/reference/command.md"))
  })

  it.each(leaves.map((leaf) => [leaf.about.path.join(" "), leaf] as const))(
    "%s says what it does, takes --json, and explains every option",
    (path, leaf) => {
      const { args, options } = partsOf(leaf)
      expect(options.map(({ form }) => form)).toContain("--json")
      expect([...args, ...options].filter(({ meaning }) => meaning === "")).toEqual([])
      expect(leaf.about.summary).toMatch(/^[a-z`].*[^.]$/)
      expect(
        leaf.about.examples.every((example) => example.match(new RegExp(`croupier(\\.js)? ${path}\\b`)) !== null)
      ).toBe(true)
      expect(Object.keys(leaf.about.codes)).toEqual(["0", "1", "2"])
    }
  )
})
