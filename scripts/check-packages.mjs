// Packs every published package and uses the tarballs as a stranger would. Needs a finished `npm run build`.
import { execFile } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { promisify } from "node:util"

const work = mkdtempSync(join(tmpdir(), "croupier-packages-"))
const failures = []

const json = (path) => JSON.parse(readFileSync(path, "utf8"))
const run = async (command, args, cwd = process.cwd()) =>
  (await promisify(execFile)(command, args, { cwd, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 })).stdout
const bin = (name) => join(process.cwd(), "node_modules/.bin", name)

const indent = (text) => text.replace(/^/gm, "     ")

/** Runs one check; its faults are the lines it returns or the output of the command that failed in it. */
const check = async (what, faults) => {
  const found = await Promise.resolve()
    .then(faults)
    .catch((error) => [`${error.stdout ?? ""}${error.stderr ?? ""}`.trim() || String(error)])
  // In one piece: other checks run at the same time.
  console.log([`${found.length === 0 ? "ok  " : "FAIL"} ${what}`, ...found.map(indent)].join("\n"))
  if (found.length > 0) failures.push(what)
}

/** The files under a folder, relative to it. */
const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))

const pack = async (folder) => {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", work]
  const [packed] = JSON.parse(await run("npm", args, folder))
  return {
    folder,
    name: packed.name,
    tarball: join(work, packed.filename),
    files: packed.files.map(({ path }) => path)
  }
}

const withoutSuffix = (paths) =>
  paths.filter((path) => path.endsWith(".ts")).map((path) => path.slice(0, -".ts".length))

/** What a build adds that has no source. */
const assets = {
  "packages/core": ["api-reference.js.gz", "api-reference.licences.txt"].map((name) => `dist/internal/http/${name}`)
}

/** Each source file has its JavaScript and its declarations in the tarball, and nothing else is in it that has no source. */
const contents = ({ folder, files }) => {
  const added = assets[folder] ?? []
  const modules = withoutSuffix(filesUnder(join(folder, "src")))
  const wanted = ["package.json", "README.md", "LICENSE"].concat(
    added,
    modules.flatMap((path) => [`src/${path}.ts`, `dist/${path}.js`, `dist/${path}.d.ts`])
  )
  const built = files
    .filter((path) => path.startsWith("dist/") && !added.includes(path))
    .map((path) => path.replace(/\.(?:js|d\.ts)(?:\.map)?$/, ""))
  return [
    ...wanted.filter((path) => !files.includes(path)).map((path) => `not in the tarball: ${path}`),
    ...built.filter((path) => !modules.includes(path.slice("dist/".length))).map((path) => `without a source: ${path}`),
    ...files
      .filter((path) => /(?:^|\/)(?:test|tests|bench)\/|\.test\.|\.tsbuildinfo$/.test(path))
      .map((path) => `not for users: ${path}`)
  ]
}

/** Every path that the tarball's `exports` open, as import specifiers. */
const entries = ({ name, files }) =>
  withoutSuffix(files.filter((path) => path.startsWith("src/")))
    .map((path) => path.slice("src/".length))
    .filter((path) => !path.startsWith("internal/"))
    .map((path) => (path === "index" ? name : `${name}/${path}`))

/** The TypeScript that a package's README shows. */
const snippets = ({ folder }) =>
  [...readFileSync(join(folder, "README.md"), "utf8").matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code)

const app = join(work, "app")

/** An empty app outside the workspace with all tarballs and their peers, which then imports every entry. */
const install = async (packages) => {
  const pins = json("package.json").devDependencies
  const peers = packages.flatMap(({ folder }) => Object.keys(json(join(folder, "package.json")).peerDependencies ?? {}))
  const wanted = [...new Set([...peers, "@effect/experimental", "typescript", "@types/node"])]
  mkdirSync(app)
  const dependencies = Object.fromEntries([
    ...wanted.map((name) => [name, pins[name]]),
    ...packages.map(({ name, tarball }) => [name, `file:${tarball}`])
  ])
  writeFileSync(join(app, "package.json"), JSON.stringify({ name: "app", private: true, type: "module", dependencies }))
  writeFileSync(
    join(app, "app.ts"),
    packages
      .flatMap(entries)
      .map((specifier, n) => `export * as m${n} from "${specifier}"\n`)
      .join("")
  )
  for (const one of packages) {
    for (const [n, code] of snippets(one).entries()) writeFileSync(join(app, `${basename(one.folder)}-${n}.ts`), code)
  }
  await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], app)
  const copies = (await run("npm", ["ls", "effect", "--all", "--parseable"], app)).trim().split("\n")
  return new Set(copies.map((path) => path.slice(path.lastIndexOf("node_modules")))).size === 1 && copies.length === 1
    ? []
    : [`copies of effect: ${copies.join(", ")}`]
}

const compile = async (module, moduleResolution) => {
  const options = `--strict --noEmit --target es2022 --lib es2023,dom --types node --module ${module} --moduleResolution ${moduleResolution}`
  const sources = readdirSync(app).filter((path) => path.endsWith(".ts"))
  await run(bin("tsc"), [...options.split(" "), ...sources], app)
  return []
}

/** Loads the JavaScript of every entry in one process; `testing` rooms need a test runner and are left out. */
const load = async (packages) => {
  const specifiers = packages.flatMap(entries).filter((path) => !/\/testing(?:\/|$)/.test(path))
  writeFileSync(join(app, "app.mjs"), specifiers.map((specifier) => `await import("${specifier}")\n`).join(""))
  await run(process.execPath, ["app.mjs"], app)
  return []
}

/** What a reader types first: the install line of a package's README. */
const installLine = ({ folder }) =>
  /^```sh\nnpm install (.*)\n```$/m.exec(readFileSync(join(folder, "README.md"), "utf8"))?.[1]?.split(" ") ?? []

/** How each package manager adds packages; npm brings the other two, in these versions. */
const managers = {
  npm: ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"],
  pnpm: ["npm", "exec", "--yes", "--package=pnpm@10.34.8", "--", "pnpm", "add", "--ignore-scripts"],
  yarn: ["npm", "exec", "--yes", "--package=yarn@1.22.22", "--", "yarn", "add", "--ignore-scripts", "--non-interactive"]
}

/** Types the install line of a package in an empty app, with the tarballs in place of the registry, and imports it. */
const typed = async (manager, one, packages) => {
  const folder = join(work, `${manager}-${basename(one.folder)}`)
  const files = Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`]))
  const others = Object.fromEntries(Object.entries(files).filter(([name]) => name !== one.name))
  const manifest = {
    name: "app",
    private: true,
    type: "module",
    overrides: others,
    resolutions: files,
    pnpm: { overrides: files }
  }
  mkdirSync(folder)
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest))
  const words = installLine(one).map((word) => files[word] ?? word)
  if (!installLine(one).includes(one.name)) return [`its README has no line "npm install ${one.name} …"`]
  const [command, ...args] = managers[manager]
  await run(command, [...args, ...words], folder)
  writeFileSync(join(folder, "app.mjs"), `await import("${one.name}")\n`)
  await run(process.execPath, ["app.mjs"], folder)
  return []
}

/** What a tarball holds, and what the linters of packages say of it. */
const checkTarball = async (one) => {
  const file = basename(one.tarball)
  await check(`${file} holds what it should`, () => contents(one))
  await check(`${file} passes publint`, async () => {
    await run(bin("publint"), [one.tarball, "--strict"])
    return []
  })
  await check(`${file} has types for ESM (attw)`, async () => {
    await run(bin("attw"), [one.tarball, "--profile", "esm-only", "--no-definitely-typed", "--no-emoji", "--no-color"])
    return []
  })
}

const checkTarballs = async (packages) => {
  for (const one of packages) await checkTarball(one)
}

const checkApp = async (packages) => {
  await check("all tarballs install into an empty app, with one copy of effect", () => install(packages))
  await check("every entry and README snippet has types for node16", () => compile("node16", "node16"))
  await check("… for nodenext", () => compile("nodenext", "nodenext"))
  await check("… for a bundler", () => compile("esnext", "bundler"))
  await check("every entry loads in node", () => load(packages))
}

/** One package after another: a manager's cache is not made for two of it at once. */
const checkInstallLines = async (manager, packages) => {
  for (const one of packages) {
    await check(`the install line of ${one.name} works as typed with ${manager}`, () => typed(manager, one, packages))
  }
}

try {
  const folders = readdirSync("packages").map((name) => join("packages", name))
  const packages = await Promise.all(folders.filter((folder) => existsSync(join(folder, "package.json"))).map(pack))
  await Promise.all([
    checkTarballs(packages),
    checkApp(packages),
    ...Object.keys(managers).map((manager) => checkInstallLines(manager, packages))
  ])
} finally {
  rmSync(work, { recursive: true, force: true })
}
if (failures.length > 0) {
  console.log(`\n${failures.length} package checks failed`)
  process.exitCode = 1
}
