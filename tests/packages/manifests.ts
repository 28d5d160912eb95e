import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The part of a `package.json` that the tests read. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly [field: string]: unknown
}

/** One folder of the workspace with its manifest; `folder` is relative to the root. */
export interface Workspace {
  readonly folder: string
  readonly manifest: Manifest
}

/** The root of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Reads a JSON file by its path from the root. */
export const readJson = <A = Manifest>(path: string): A => JSON.parse(readFileSync(join(root, path), "utf8"))

/** The packages that are published, in order of their names. */
export const published: ReadonlyArray<Workspace> = readdirSync(join(root, "packages"))
  .filter((name) => existsSync(join(root, "packages", name, "package.json")))
  .map((name) => ({ folder: `packages/${name}`, manifest: readJson(`packages/${name}/package.json`) }))

/** Every workspace: the published packages and the private shells. */
export const workspaces: ReadonlyArray<Workspace> = [
  ...published,
  { folder: "shells", manifest: readJson("shells/package.json") }
]

/** The name of the package that an import specifier belongs to: `@croupier/core/Amount` → `@croupier/core`. */
export const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/")
