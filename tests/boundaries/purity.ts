import { readFileSync } from "node:fs"
import ts from "typescript"

/** The modules of effect that hold values only; whatever is not named here could run something. */
const dataModules = new Set(
  `Array BigDecimal BigInt Boolean Brand Chunk Data DateTime Duration Either Encoding Equal Equivalence Function Hash HashMap
  HashSet Iterable List Match Number Option Order Ordering Predicate Record Schema SortedMap SortedSet String Struct Trie Tuple
  Types absurd flow hole identity pipe`.split(/\s+/)
)

/** Names that reach out of the process, and members that read the clock or chance. */
const worldly = new Set(
  "console crypto fetch globalThis performance process setImmediate setInterval setTimeout".split(" ")
)
const restless = new Set(["Date.now", "Math.random", "DateTime.now", "DateTime.nowAsDate", "DateTime.unsafeNow"])

/** What makes a file of a `rules` room impure, each as one line `path:line what`; an empty list is a pure file. */
export const impurities = (path: string, text = readFileSync(path, "utf8")): ReadonlyArray<string> => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const found: Array<string> = []
  const report = (node: ts.Node, what: string) =>
    found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`)
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      for (const name of effectModules(node, node.moduleSpecifier.text)) {
        if (!dataModules.has(name)) report(node, `imports effect's ${name}`)
      }
    } else if (ts.isPropertyAccessExpression(node) && restless.has(node.getText())) {
      report(node, `uses ${node.getText()}`)
    } else if (
      (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) &&
      worldly.has(node.expression.getText())
    ) {
      report(node, `uses ${node.expression.getText()}`)
    } else if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length) {
      report(node, "reads the clock with new Date()")
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const effectModules = (node: ts.ImportDeclaration, specifier: string): ReadonlyArray<string> => {
  if (specifier.startsWith("effect/")) return [specifier.slice("effect/".length)]
  if (specifier !== "effect") return []
  const named = node.importClause?.namedBindings
  if (named === undefined || ts.isNamespaceImport(named)) return ["whole library"]
  return named.elements.map((element) => (element.propertyName ?? element.name).text)
}
