import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import ts from "typescript"

const root = dirname(dirname(import.meta.dirname))

/** The declarations that one entry of a package reaches, by path from the root, and what they import from elsewhere. */
export interface Declarations {
  readonly files: ReadonlyMap<string, string>
  readonly foreign: ReadonlyArray<string>
}

/** Emits the declarations of an entry as the build does, and follows their imports. */
export const declarationsOf = (entry: string): Declarations => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  // The compiler emits nothing for what it reaches by a package's name, unless it is a root as well.
  const shared = ["packages/core/src/promise", "packages/core/src/embedded"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => join(root, folder, file))
  )
  const program = ts.createProgram([join(root, entry), ...shared], {
    ...options,
    declaration: true,
    emitDeclarationOnly: true,
    noCheck: true,
    outDir: join(root, "types"),
    rootDir: root
  })
  /** One file at a time: to write the declarations of all others the compiler would have to infer their types. */
  const emit = (path: string): string => {
    let text: string | undefined
    const source = program.getSourceFile(join(root, path.replace(/\.d\.ts$/, ".ts")))
    program.emit(
      source,
      (_, written) => {
        text = written
      },
      undefined,
      true
    )
    if (source === undefined || text === undefined) throw new Error(`no declaration was emitted for ${path}`)
    return text
  }
  const files = new Map<string, string>()
  const foreign = new Set<string>()
  const visit = (path: string): void => {
    if (files.has(path)) return
    const text = emit(path)
    files.set(path, text)
    const { importedFiles, typeReferenceDirectives } = ts.preProcessFile(text, true, true)
    for (const { fileName } of typeReferenceDirectives) foreign.add(fileName)
    for (const { fileName } of importedFiles) {
      const own = /^@croupier\/([a-z]+)\/(.+)$/.exec(fileName)
      if (own !== null) visit(`packages/${own[1]}/src/${own[2]}.d.ts`)
      else if (fileName.startsWith(".")) visit(join(dirname(path), fileName).replace(/\.js$/, ".d.ts"))
      else foreign.add(fileName)
    }
  }
  visit(entry.replace(/\.ts$/, ".d.ts"))
  return { files, foreign: [...foreign] }
}

/** What the compiler says of a consumer that has these declarations, TypeScript's own library and nothing else. */
export const compileConsumer = (work: string, { files }: Declarations, consumer: string): ReadonlyArray<string> => {
  for (const [path, text] of files) {
    const [, name, module] = /^packages\/([a-z]+)\/src\/(.+)$/.exec(path)!
    const folder = join(work, "node_modules/@croupier", name!)
    mkdirSync(dirname(join(folder, "dist", module!)), { recursive: true })
    writeFileSync(join(folder, "dist", module!), text)
    const exports = { "./*": { types: "./dist/*.d.ts" } }
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: `@croupier/${name}`, type: "module", exports }))
  }
  writeFileSync(join(work, "package.json"), JSON.stringify({ type: "module" }))
  writeFileSync(join(work, "consumer.ts"), consumer)
  const program = ts.createProgram([join(work, "consumer.ts")], {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts"],
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    types: []
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`)
}
