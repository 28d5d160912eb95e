import { statSync } from "node:fs"
import { type Finding, fault, ok, warning } from "./Finding.js"

/** What this process itself is. */
export interface RuntimeFacts {
  readonly node: string
  /** The files of secrets that the environment names, with their permission bits; undefined where there is none. */
  readonly secretFiles: ReadonlyArray<{
    readonly variable: string
    readonly path: string
    readonly mode: number | undefined
  }>
}

const secrets = ["CROUPIER_KEYS_FILE", "CROUPIER_SERVICE_KEYS_FILE", "DATABASE_URL_FILE", "DATABASE_ADMIN_URL_FILE"]

/** Reads them of this process and of the files that its environment names. */
export const runtimeFacts = (environment: Readonly<Record<string, string | undefined>>): RuntimeFacts => ({
  node: process.versions.node,
  secretFiles: secrets.flatMap((variable) => {
    const path = environment[variable]
    return path === undefined || path === "" ? [] : [{ variable, path, mode: modeOf(path) }]
  })
})

/** The version of Node, and who may read the files of secrets. */
export const runtimeFindings = ({ node, secretFiles }: RuntimeFacts): ReadonlyArray<Finding> => {
  const [major = 0, minor = 0] = node.split(".").map(Number)
  const isOld = major < 20 || (major === 20 && minor < 19)
  const open = secretFiles.filter(({ mode }) => mode !== undefined && (mode & 0o077) !== 0)
  return [
    isOld
      ? fault("runtime.node", `Node ${node} is too old`, "install Node 20.19 or newer")
      : ok("runtime.node", `Node ${node}`),
    ...open.map(({ mode = 0, path, variable }) =>
      warning(
        "runtime.secrets",
        `${path} of ${variable} is readable by other users (mode ${(mode & 0o777).toString(8)})`,
        `chmod 600 ${path}`
      )
    )
  ]
}

const modeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mode
