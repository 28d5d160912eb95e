import { existsSync, readFileSync } from "node:fs"
import { createRequire, isBuiltin } from "node:module"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { inspect } from "./boundaries/imports.js"
import { type Manifest, packageOf, published, readJson, root, workspaces } from "./packages/manifests.js"

const rootManifest = readJson("package.json")

describe.each(published)("the manifest of $folder", ({ folder, manifest }) => {
  it("resolves to source for us and to dist for consumers, and never to the package's insides", () => {
    expect(manifest.exports).toEqual({
      ".": { "@croupier/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./internal/*": null,
      "./*": { "@croupier/source": "./src/*.ts", types: "./dist/*.d.ts", default: "./dist/*.js" }
    })
  })

  it("says what a new user needs before installing it", () => {
    expect(manifest).toMatchObject({
      name: `@croupier/${folder.slice("packages/".length)}`,
      description: expect.stringMatching(/.{20,}/),
      license: "MIT",
      author: "the Croupier authors",
      type: "module",
      sideEffects: false,
      engines: rootManifest.engines,
      files: ["dist", "src", "!dist/*.tsbuildinfo"]
    })
    expect(manifest.private).toBeUndefined()
    expect(readFileSync(join(root, folder, "README.md"), "utf8")).toMatch(`# ${manifest.name}\n`)
    expect(readFileSync(join(root, folder, "LICENSE"), "utf8")).toBe(readFileSync(join(root, "LICENSE"), "utf8"))
  })

  it("names in its README the exact versions that it is installed and tested with", () => {
    const peers = Object.keys(manifest.peerDependencies ?? {})
    const named = [...new Set([...peers, ...peers.flatMap(peersOf)])]
      .toSorted()
      .map((name) => `${name}@${rootManifest.devDependencies?.[name]}`)
    const readme = readFileSync(join(root, folder, "README.md"), "utf8")
    expect(readme).toContain(`\`\`\`sh\nnpm install ${[manifest.name, ...named].join(" ")}\n\`\`\`\n`)
  })

  it("is compiled after the packages that it depends on", () => {
    const { references } = readJson<{ references: ReadonlyArray<{ path: string }> }>(`${folder}/tsconfig.json`)
    const ours = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith("@croupier/"))
    expect(references.map(({ path }) => path.replace("../", "@croupier/")).sort()).toEqual(ours.sort())
  })
})

const { imports } = await inspect(root, ["packages", "shells"])

describe.each(workspaces)("the dependencies of $folder", ({ folder, manifest }) => {
  const used = new Set(
    imports
      .filter(({ from, specifier }) => from.startsWith(`${folder}/src/`) && !/^[./]/.test(specifier))
      .filter(({ specifier }) => !isBuiltin(specifier))
      .map(({ specifier }) => packageOf(specifier))
  )
  const { name, dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifest

  it("name everything that its source imports, so that an install outside the workspace is complete", () => {
    const declared = new Set([name, ...Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })])
    const missing = [...used].filter((wanted) => !declared.has(wanted))
    expect(folder === "shells" ? missing.filter((wanted) => !rootPins.has(wanted)) : missing).toEqual([])
  })

  it("name nothing that the source does not use", () => {
    // Declarations of a package without its own types name those of @types.
    const askedFor = new Set([...used, ...[...used].flatMap(peersOf), ...[...used].map((wanted) => `@types/${wanted}`)])
    const idle = Object.keys({ ...dependencies, ...peerDependencies }).filter((wanted) => !askedFor.has(wanted))
    expect(idle).toEqual([])
  })
})

const rootPins = new Set(Object.keys(rootManifest.devDependencies ?? {}))

const peersOf = (name: string): ReadonlyArray<string> => {
  const path = `node_modules/${name}/package.json`
  return existsSync(join(root, path)) ? Object.keys(readJson(path).peerDependencies ?? {}) : []
}

describe("the workspace", () => {
  it("releases all packages under one version, which they also ask of each other", () => {
    const versions = workspaces.flatMap(({ manifest }) => [
      ...(manifest.private ? [] : [manifest.version]),
      ...Object.entries(manifest.dependencies ?? {}).flatMap(([name, range]) =>
        name.startsWith("@croupier/") ? [range] : []
      )
    ])
    expect(new Set(versions).size).toBe(1)
    expect(readJson<{ fixed: unknown }>(".changeset/config.json").fixed).toEqual([["@croupier/*"]])
  })

  it("builds the declarations of every published package", () => {
    const { references } = readJson<{ references: ReadonlyArray<{ path: string }> }>("tsconfig.build.json")
    expect(references.map(({ path }) => path).sort()).toEqual(published.map(({ folder }) => folder).sort())
  })

  it("pins every version exactly, and asks importers for effect and its siblings as peers", () => {
    const loose = (entries: Record<string, string> = {}) =>
      Object.entries(entries).filter(([, range]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range))
    const isEffect = (name: string) => name === "effect" || name.startsWith("@effect/")
    for (const manifest of [rootManifest, ...workspaces.map((workspace) => workspace.manifest)]) {
      expect([...loose(manifest.dependencies), ...loose(manifest.devDependencies)]).toEqual([])
    }
    expect(published.flatMap(({ manifest }) => Object.keys(manifest.dependencies ?? {}).filter(isEffect))).toEqual([])
  })

  it("locks the binaries of every platform, without which npm 11 refuses to install (npm run lock adds them)", () => {
    const { packages } = readJson<{ packages: Record<string, Manifest> }>("package-lock.json")
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    const locked = Object.keys(packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13))
    expect(wanted.filter((name) => !locked.includes(name))).toEqual([])
  })

  it("resolves one copy of effect and of each sibling: with two, a tag of one is not a tag of the other", () => {
    const installed = readJson<{ packages: Record<string, Manifest> }>("node_modules/.package-lock.json").packages
    const copies = Object.keys(installed).filter((path) => /node_modules\/(?:effect|@effect\/[^/]+)$/.test(path))
    expect(copies.filter((path) => path.lastIndexOf("node_modules/") > 0)).toEqual([])
    expect(copies).toContain("node_modules/effect")
    const resolved = workspaces.map(({ folder }) => createRequire(join(root, folder, "x.js")).resolve("effect"))
    expect(new Set(resolved).size).toBe(1)
  })
})
