import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const root = join(import.meta.dirname, "../..")

/** Rules on the tree of files: build output next to the sources must not change the result. */
const onTheTree = ["tests/boundaries.test.ts", "tests/packages.test.ts", "tests/longRun.test.ts"]

/** The test files of the long run, relative to the workspace: those that import `testing/LongRun`, and rules on the tree. */
export const longTestFiles = (): Array<string> => [
  ...onTheTree,
  ...importersOfLongRun().filter((path) => path.endsWith(".test.ts"))
]

/** Every source and test file that imports `testing/LongRun`. */
export const importersOfLongRun = (): ReadonlyArray<string> =>
  typescriptFiles().filter((path) => / from ".*\/testing\/LongRun(?:\.js)?"$/m.test(textOf(path)))

/** Every source and test file that reads `CROUPIER_LONG`. */
export const readersOfTheVariable = (): ReadonlyArray<string> =>
  typescriptFiles().filter((path) => /env(?:\.|\[")CROUPIER_LONG/.test(textOf(path)))

const typescriptFiles = (): ReadonlyArray<string> =>
  ["packages", "tests"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !/(?:^|\/)(?:node_modules|dist)\//.test(path))
      .map((path) => `${folder}/${path}`)
  )

const textOf = (path: string): string => readFileSync(join(root, path), "utf8")
