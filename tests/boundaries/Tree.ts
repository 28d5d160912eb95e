import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

/** Writes a small workspace (path → text, packages linked by name) into a temporary folder, for as long as `use` runs. */
export const withTree = async <A>(files: Record<string, string>, use: (root: string) => Promise<A>): Promise<A> => {
  const root = mkdtempSync(join(tmpdir(), "croupier-tree-"))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  try {
    for (const [path, text] of Object.entries(files)) write(path, text)
    for (const name of new Set(Object.keys(files).flatMap((path) => /^packages\/([^/]+)/.exec(path)?.[1] ?? []))) {
      const exports = { ".": "./src/index.ts", "./*": "./src/*.ts", "./internal/*": null }
      write(`packages/${name}/package.json`, JSON.stringify({ name: `@croupier/${name}`, type: "module", exports }))
      mkdirSync(join(root, "node_modules/@croupier"), { recursive: true })
      symlinkSync(join(root, "packages", name), join(root, "node_modules/@croupier", name))
    }
    return await use(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}
