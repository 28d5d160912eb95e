import { execFile } from "node:child_process"
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { promisify } from "node:util"

const root = resolve(import.meta.dirname, "../..")
const bin = (name: string): string => join(root, "node_modules/.bin", name)

/** Runs a program to its end; its output is in the error when it fails. */
export const run = async (program: string, args: ReadonlyArray<string>, cwd: string, env = {}): Promise<string> => {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }
  try {
    return (await promisify(execFile)(program, args, options)).stdout
  } catch (error) {
    const { stderr, stdout } = error as { readonly stderr?: string; readonly stdout?: string }
    throw new Error(`${program} ${args.join(" ")}\n${stdout ?? ""}${stderr ?? ""}`)
  }
}

/**
 * Packs packages as `npm publish` would, from their current sources and in a directory of our own, so that no
 * build is needed and none is disturbed. Types are emitted without being checked: `npm run typecheck` does that.
 */
export const pack = async (names: ReadonlyArray<string>, work: string): Promise<Readonly<Record<string, string>>> => {
  const declarations = join(work, "types")
  await Promise.all([emitTypes(names, work, declarations), ...names.map((name) => stage(name, work))])
  const packed = await Promise.all(
    names.map(async (name) => {
      cpSync(join(declarations, name, "src"), join(work, name, "dist"), { recursive: true })
      const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", work]
      const [tarball] = JSON.parse(await run("npm", args, join(work, name))) as ReadonlyArray<{ filename: string }>
      return [`@croupier/${name}`, `file:${join(work, tarball!.filename)}`] as const
    })
  )
  return Object.fromEntries(packed)
}

/** Copies a package without build output, and compiles its JavaScript next to it. */
const stage = async (name: string, work: string): Promise<void> => {
  const [from, to] = [join(root, "packages", name), join(work, name)]
  mkdirSync(to, { recursive: true })
  for (const file of ["package.json", "README.md", "LICENSE", "src"]) {
    cpSync(join(from, file), join(to, file), { recursive: true })
  }
  const config = ["--config", join(root, "tsup.config.ts")]
  await run(bin("tsup"), [...config, "--silent", "--out-dir", join(to, "dist")], from)
}

const emitTypes = async (names: ReadonlyArray<string>, work: string, outDir: string): Promise<void> => {
  const config = join(work, "tsconfig.json")
  const compilerOptions = {
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    outDir,
    rootDir: join(root, "packages")
  }
  const typeRoots = [join(root, "node_modules/@types")]
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, "tsconfig.base.json"),
      compilerOptions: { ...compilerOptions, typeRoots },
      include: names.map((name) => join(root, "packages", name, "src"))
    })
  )
  await run(bin("tsc"), ["-p", config], work)
}

/** Copies an example out of the workspace, with our packages as tarballs, and installs it with these options of npm. */
export const installExample = async (
  name: string,
  tarballs: Readonly<Record<string, string>>,
  app: string,
  options: ReadonlyArray<string> = ["--omit=optional"]
): Promise<void> => {
  const source = join(root, "examples", name)
  mkdirSync(app)
  for (const file of readdirSync(source)) {
    if (file !== "node_modules" && file !== "dist") cpSync(join(source, file), join(app, file), { recursive: true })
  }
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as { dependencies: object }
  const pins = (
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { devDependencies: Record<string, string> }
  ).devDependencies
  const pinned = (ranges: object) =>
    Object.fromEntries(Object.entries(ranges).map(([dependency, range]) => [dependency, pins[dependency] ?? range]))
  writeFileSync(
    join(app, "package.json"),
    JSON.stringify({ ...manifest, dependencies: { ...pinned(manifest.dependencies), ...tarballs } })
  )
  await run("npm", ["install", "--ignore-scripts", ...options, "--no-audit", "--no-fund", "--prefer-offline"], app)
}
