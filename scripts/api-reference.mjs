// The script of the interactive API page, for whatever is built: one compressed file, and the licences of what is in it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { gzipSync } from "node:zlib"

const name = "@scalar/api-reference"

/** The folder of an installed package, found as Node finds it from another one's folder. */
const folderOf = (wanted, from) => {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", wanted)
    if (existsSync(join(path, "package.json"))) return path
    if (folder === dirname(folder)) throw new Error(`${wanted} is not installed: run npm ci first`)
  }
}

/** A package and all that it depends on, by folder. */
const closureOf = (folder, seen = new Map()) => {
  if (seen.has(folder)) return seen
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  seen.set(folder, manifest)
  for (const dependency of Object.keys(manifest.dependencies ?? {})) closureOf(folderOf(dependency, folder), seen)
  return seen
}

const licenceOf = (folder) => {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)/i.test(name))
  return file === undefined ? "" : `\n${readFileSync(join(folder, file), "utf8").trim()}\n`
}

const noticesOf = (folder) =>
  [...closureOf(folder)]
    .map(([path, { license, name, version }]) => `${name} ${version}, ${license}\n${licenceOf(path)}`)
    .sort()
    .join(`\n${"-".repeat(80)}\n\n`)

const write = (target) => {
  const folder = dirname(dirname(createRequire(join(process.cwd(), "package.json")).resolve(name)))
  mkdirSync(target, { recursive: true })
  const script = gzipSync(readFileSync(join(folder, "dist/browser/standalone.js")), { level: 9 })
  writeFileSync(join(target, "api-reference.js.gz"), script)
  writeFileSync(join(target, "api-reference.licences.txt"), noticesOf(folder))
}

/** A plugin for esbuild that puts both into a folder of the output. */
export const apiReference = (folder = ".") => ({
  name: "api-reference",
  setup: ({ initialOptions, onEnd }) => onEnd(() => write(join(initialOptions.outdir, folder)))
})
