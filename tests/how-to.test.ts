import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, expect, it } from "vitest"

const root = dirname(import.meta.dirname)
const folder = "docs/how-to"
const read = (path: string): string => readFileSync(join(root, path), "utf8")

/** Where a page may take its code from: all of it runs. */
const sources = ["examples", "tests/how-to"]
  .flatMap((from) =>
    readdirSync(join(root, from), { recursive: true, encoding: "utf8" }).map((path) => join(from, path))
  )
  .filter((path) => /\.(?:ts|sql)$/.test(path) && !/(?:^|\/)(?:node_modules|dist)\//.test(path))
  .concat("tests/embedded-domains.test.ts")
  .map(read)

/** The code of a page; a fence that says "ts <path>" is a piece of that file. */
const snippets = (page: string) =>
  [...read(page).matchAll(/^```(?:ts|sql)(?: (\S+))?\n(.*?)^```$/gms)].map(([, path, code = ""]) => ({ path, code }))

const pages = readdirSync(join(root, folder))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `${folder}/${name}`)

describe.each(pages)("%s", (page) => {
  it("shows code of a file that runs", () => {
    const all = snippets(page)
    expect(all.length).toBeGreaterThan(1)
    for (const { code, path } of all) {
      if (path === undefined)
        expect(
          sources.some((source) => source.includes(code)),
          code
        ).toBe(true)
      else expect(read(path), path).toContain(code)
    }
  })

  it("links to files that there are", () => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = ""]) => target)
    expect(targets.filter((target) => !existsSync(join(root, folder, target)))).toEqual([])
  })
})
