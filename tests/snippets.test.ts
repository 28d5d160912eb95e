import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, expect, it } from "vitest"

const root = dirname(import.meta.dirname)
const folder = "docs/how-to"
const read = (path: string): string => readFileSync(join(root, path), "utf8")

/** The TypeScript of a page; a fence that says "ts <path>" is a piece of that file. */
const snippets = (page: string) =>
  [...read(page).matchAll(/^```ts(?: (\S+))?\n(.*?)^```$/gms)].map(([, path, code = ""]) => ({ path, code }))

const pages = readdirSync(join(root, folder)).filter((name) => name.endsWith(".md"))

describe.each(pages.map((name) => `${folder}/${name}`))("%s", (page) => {
  it("shows code as it stands in the files that it names", () => {
    const pieces = snippets(page).flatMap(({ code, path }) => (path === undefined ? [] : [{ code, path }]))
    for (const { code, path } of pieces) expect(read(path), path).toContain(code)
  })

  it("links to files that there are", () => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = ""]) => target)
    expect(targets.filter((target) => !existsSync(join(root, folder, target)))).toEqual([])
  })
})

describe("docs/how-to/add-a-provider.md", () => {
  it("takes all of its code from the example, which is tested", () => {
    const paths = snippets("docs/how-to/add-a-provider.md").map(({ path }) => path)
    expect(paths.length).toBeGreaterThan(10)
    expect(paths.filter((path) => path?.startsWith("examples/own-provider/") !== true)).toEqual([])
  })
})
