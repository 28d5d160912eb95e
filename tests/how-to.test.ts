import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"

const examples = readdirSync("examples", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:ts|sql)$/.test(entry.name) && !entry.parentPath.includes("node_modules"))
  .map((entry) => join(entry.parentPath, entry.name))
const files = [...examples, "tests/embedded-domains.test.ts"].map((path) => readFileSync(path, "utf8"))

const pages = ["embed-the-wallet.md", "consume-events.md"]

describe.each(pages)("docs/how-to/%s", (page) => {
  const text = readFileSync(join("docs/how-to", page), "utf8")
  const snippets = [...text.matchAll(/^```(?:ts|sql)\n(.*?)^```$/gms)].map(([, code]) => code!)

  it("shows code that stands in an example or a test as it is, and so runs", () => {
    expect(snippets.length).toBeGreaterThan(1)
    expect(snippets.filter((code) => !files.some((file) => file.includes(code)))).toEqual([])
  })

  it("links to files that exist", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => join("docs/how-to", path!))
    expect(links.filter((path) => !existsSync(path))).toEqual([])
  })
})
