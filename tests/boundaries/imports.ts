import { cruise, type ICruiseResult } from "dependency-cruiser"
import { forbidden } from "./rules.js"

/** One import statement: the file, the specifier, and the imported file; paths begin at the root. */
export interface Import {
  readonly from: string
  readonly specifier: string
  readonly to: string
}

/** What was found in one tree: every import of its files, and each breach as `rule: from → to`. */
export interface Findings {
  readonly imports: ReadonlyArray<Import>
  readonly breaches: ReadonlyArray<string>
}

/** The package folder (`packages/x`, `shells`) that a path belongs to. */
const home = (path: string): string => /^packages\/[^/]+|^[^/]+/.exec(path)![0]

/** Examples are apps outside the workspace, without a name in it; tests and benchmarks import them by path. */
const isExampleUnderTest = (from: string, to: string): boolean =>
  /^(?:tests|bench)\//.test(from) && to.startsWith("examples/")

/**
 * Reads the named folders of a workspace at `root` and judges each import, type-only ones too. One call at a time: the
 * library keeps what it resolved in the process.
 */
export const inspect = async (root: string, folders: ReadonlyArray<string>): Promise<Findings> => {
  const { output } = await cruise([...folders], {
    baseDir: root,
    ruleSet: { forbidden: [...forbidden] },
    validate: true,
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    // What is built, and how, is no part of the house.
    exclude: { path: "^(?:packages/[^/]+|shells)/(?:dist/|tsup\\.config\\.ts$)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@croupier/source", "import", "node", "default"]
    }
  })
  const result = output as ICruiseResult
  const imports = result.modules.flatMap((module) =>
    module.dependencies.map((used) => ({ from: module.source, specifier: used.module, to: used.resolved }))
  )
  const intrusions = imports.filter(
    ({ from, specifier, to }) =>
      specifier.startsWith(".") && !to.startsWith(".") && home(from) !== home(to) && !isExampleUnderTest(from, to)
  )
  return {
    imports,
    breaches: [
      ...result.summary.violations.map((found) => `${found.rule.name}: ${found.from} → ${found.to}`),
      ...intrusions.map(({ from, to }) => `by-name-not-by-path: ${from} → ${to}`)
    ]
  }
}
