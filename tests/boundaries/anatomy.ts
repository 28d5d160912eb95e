import { existsSync, readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { Array } from "effect"

/** The files of a package's `src` that are named for an entry point and not for what they hold. */
const entryPoints = new Set(["index", "contract", "embedded", "migrations", "promise", "provider", "command"])

/** The layer constants of a file that is named for the service's store. */
const layerOf = /(?<store>Memory|Sql|Http|Redis)$/

const exported =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:const|function\*?|class|interface|type|enum)\s+(?<name>\w+)/gm

interface Source {
  /** Relative to the package's `src`, without `.ts`. */
  readonly path: string
  readonly name: string
  readonly text: string
  readonly exports: ReadonlySet<string>
}

/** What is missing in a domain package or in the wrong place, each as one line `package: what`; an empty list is a sound one. */
export const anatomyFaults = (root: string, folder: string): ReadonlyArray<string> => {
  const files = sourcesOf(join(root, folder, "src"))
  const paths = new Set(files.map(({ path }) => path))
  const has = (pattern: RegExp) => files.some(({ path }) => pattern.test(path))
  const faults = [...caseFaults(files), ...layerFaults(files), ...twiceFaults(files), ...barrelFaults(files)]
  if (paths.has("contract")) {
    const required: ReadonlyArray<readonly [what: string, there: boolean]> = [
      ["has no contract/Problems.ts", paths.has("contract/Problems")],
      ["has no migrations.ts", paths.has("migrations")],
      ["has no index.ts", paths.has("index")],
      ["has no <Noun>Memory.ts with layerMemory", has(/^[A-Z]\w*Memory$/)],
      ["has no <Noun>Sql.ts with layerSql", has(/^[A-Z]\w*Sql$/)],
      ["has no http/<Noun>Handlers.ts", has(/^http\/[A-Z]\w*Handlers$/)],
      ["has no testing room", has(/^testing\//)],
      [
        "has more than one contract/*Events.ts",
        files.filter(({ path }) => /^contract\/(?:.+\/)?\w*Events$/.test(path)).length < 2
      ],
      ["has problems outside contract/Problems.ts", !files.some(declaresProblem)]
    ]
    faults.push(...required.flatMap(([what, there]) => (there ? [] : [what])))
    const strays = files.filter(({ path }) => !path.includes("/") && !isOfTheRoot(path))
    faults.push(...strays.map(({ path }) => `${path}.ts belongs in a room or in internal/`))
  }
  return faults.map((fault) => `${folder}: ${fault}`)
}

/** The doors of a package, by path, that no other package, shell, test, example or document goes through. */
export const unusedDoors = (
  root: string,
  folder: string,
  imports: ReadonlyArray<{ readonly from: string; readonly to: string }>,
  documents: string
): ReadonlyArray<string> => {
  const src = `${folder}/src/`
  const isUser = (from: string) => !from.startsWith(`${folder}/`) || /\/src\/(?:index|provider)\.ts$/.test(from)
  const used = new Set(
    imports.flatMap(({ from, to }) => (to.startsWith(src) && isUser(from) ? [to.slice(src.length)] : []))
  )
  return sourcesOf(join(root, folder, "src"))
    .filter(
      ({ path }) =>
        isDoor(path) && !used.has(`${path}.ts`) && !documents.includes(`@croupier/${basename(folder)}/${path}`)
    )
    .map(({ path }) => `${folder}: nothing outside imports ${path}.ts: it belongs in internal/`)
}

/**
 * Rooms of a package that import each other in a circle, each with the imports between them; a room's part of `internal/`
 * belongs to it, and so does the entry point of its name.
 */
export const roomCycles = (
  folder: string,
  imports: ReadonlyArray<{ readonly from: string; readonly to: string }>
): ReadonlyArray<string> => {
  const src = `${folder}/src/`
  const within = imports.filter(({ from, to }) => from.startsWith(src) && to.startsWith(src))
  const arrows = within
    .map(({ from, to }) => ({
      from: roomOf(from.slice(src.length)),
      to: roomOf(to.slice(src.length)),
      line: `${from} → ${to}`
    }))
    .filter(({ from, to }) => from !== to)
  const reachable = (room: string): ReadonlySet<string> => {
    const found = new Set<string>()
    const visit = (at: string) => {
      for (const { from, to } of arrows) {
        if (from !== at || found.has(to)) continue
        found.add(to)
        visit(to)
      }
    }
    visit(room)
    return found
  }
  return arrows.filter(({ from, to }) => reachable(to).has(from)).map(({ line }) => line)
}

const roomOf = (path: string): string => {
  const parts = path.replace(/^internal\//, "").split("/")
  if (parts.length > 1) return parts[0] ?? ""
  const name = basename(path, ".ts")
  return entryPoints.has(name) ? name : ""
}

/** Rooms that are open as a whole: a contract through its barrel, rules and laws for tests of a domain. */
const isDoor = (path: string): boolean =>
  !/^(?:internal|contract|rules|http|testing|migrations)\//.test(path) && !entryPoints.has(path)

const isOfTheRoot = (path: string): boolean =>
  entryPoints.has(path) || /^[A-Z]\w*(?:Memory|Sql|Http|Worker|Maintenance)$/.test(path)

/** A file that begins in lower case holds one function or value of that name; any other is named for a noun. */
const caseFaults = (files: ReadonlyArray<Source>) =>
  files.flatMap(({ exports, name, path }) => {
    if (entryPoints.has(path) || /^testing\/(?:laws|orders)$/.test(path)) return []
    const camel = `${name[0]?.toLowerCase()}${name.slice(1)}`
    if (name === camel)
      return exports.has(name) ? [] : [`${path}.ts exports no ${name}, so its name begins with a capital`]
    return exports.has(camel) && !exports.has(name) ? [`${path}.ts exports ${camel}, so its name is ${camel}.ts`] : []
  })

const layerFaults = (files: ReadonlyArray<Source>) =>
  files.flatMap(({ exports, name, path }) => {
    const store = layerOf.exec(name)?.groups?.store
    return store === undefined || path.startsWith("testing/") || !exports.has("layer") || name === store
      ? []
      : [`${path}.ts exports layer, not layer${store}`]
  })

const twiceFaults = (files: ReadonlyArray<Source>) => {
  const byName = Array.groupBy(files, ({ name }) => name.toLowerCase())
  return Object.values(byName).flatMap((same) =>
    same.length === 1 ? [] : [`${same.map(({ path }) => `${path}.ts`).join(" and ")} have one name`]
  )
}

const barrelFaults = (files: ReadonlyArray<Source>) =>
  files.flatMap(({ path, text }) =>
    path !== "index"
      ? []
      : text
          .split("\n")
          .filter(
            (line) =>
              line !== "" &&
              !/^export (?:\* as [A-Z]\w* from|\* from "\.\/contract\.js"|\{ \w+Migrations \} from)/.test(line)
          )
          .map((line) => `index.ts exports no namespace: ${line}`)
  )

const declaresProblem = ({ path, text }: Source): boolean =>
  path !== "contract/Problems" && /Problem\.make<\w+>\(\)\(/.test(text)

/** All documents for readers of the packages. */
export const documentsOf = (root: string): string =>
  ["docs", "packages"]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(root, folder, path))
    )
    .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n")

const sourcesOf = (src: string): ReadonlyArray<Source> =>
  (existsSync(src) ? readdirSync(src, { recursive: true, encoding: "utf8" }) : [])
    .filter((path) => path.endsWith(".ts"))
    .map((path) => {
      const text = readFileSync(join(src, path), "utf8")
      const exports = new Set([...text.matchAll(exported)].map((match) => match.groups?.name ?? ""))
      return { path: path.slice(0, -3), name: basename(path, ".ts"), text, exports }
    })
