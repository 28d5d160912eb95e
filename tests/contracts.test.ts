import { createRequire, isBuiltin } from "node:module"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { createContext, runInContext } from "node:vm"
import { describe, expect, it } from "vitest"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)
const { build }: typeof import("esbuild") = createRequire(require.resolve("tsup"))("esbuild")

/** Bundles a module for a browser; imports of Node's modules are left in, and listed. */
const bundle = async (contents: string) => {
  const builtins = new Set<string>()
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    write: false,
    metafile: true,
    logLevel: "silent",
    platform: "browser",
    format: "iife",
    globalName: "contract",
    conditions: ["@croupier/source"],
    plugins: [
      {
        name: "builtins",
        setup: ({ onResolve }) => {
          onResolve({ filter: /.*/ }, ({ importer, path }) => {
            if (!isBuiltin(path)) return undefined
            builtins.add(`${path} in ${importer.slice(root.length + 1)}`)
            return { path, external: true }
          })
        }
      }
    ]
  })
  const packages = Object.keys(metafile.inputs).flatMap((path) => {
    const name = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
    return name === undefined ? [] : [name]
  })
  return { builtins: [...builtins], packages: new Set(packages), code: outputFiles[0]!.text }
}

/** Packages that run in a browser: effect with what it bundles, and the tables of countries and telephone numbers. */
const portable =
  /^(?:effect|@effect\/platform|@standard-schema\/spec|fast-check|pure-rand|find-my-way-ts|msgpackr|multipasta|iso-3166|libphonenumber-js)$/

/** What a browser has of what the contracts use; `Buffer`, `process` and `require` are not among it. */
const browser = () =>
  createContext({
    AbortController,
    BigInt,
    console,
    crypto,
    performance,
    queueMicrotask,
    setInterval,
    setTimeout,
    clearInterval,
    clearTimeout,
    structuredClone,
    FormData,
    Headers,
    Response,
    ReadableStream,
    TextDecoder,
    TextEncoder,
    URL,
    URLSearchParams
  })

describe.each(["wallet", "player", "game", "agent"])("the contract of %s, bundled for a browser", (domain) => {
  it("imports nothing of Node, no driver and no server", async () => {
    const { builtins, packages } = await bundle(`export * from "@croupier/${domain}/contract"`)
    expect(builtins).toEqual([])
    expect([...packages].filter((name) => !portable.test(name))).toEqual([])
  })

  it("loads where there is neither Buffer nor process", async () => {
    const { code } = await bundle(`export * from "@croupier/${domain}/contract"`)
    const names = runInContext(`${code}; Object.keys(contract)`, browser())
    expect(names).toEqual(expect.arrayContaining(Object.keys(await import(`@croupier/${domain}/contract`))))
  })
})

describe("the check of bundles", () => {
  it("finds an import of Node behind other modules, and a driver", async () => {
    const { builtins, packages } = await bundle(`export * from "@croupier/core/http/StorableText"; import "pg"`)
    expect(builtins).toContain("node:buffer in packages/core/src/http/StorableText.ts")
    expect(packages).toContain("pg")
  })
})
